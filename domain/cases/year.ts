import { addDays, at, dayOf } from '../calendar/time.ts';
import type { Fact } from '../facts/fact.ts';
import type { YearFactBody } from '../facts/year-fact.ts';
import type { CaseFile, YearNotes } from './file.ts';
import type { Progress, Setting } from './progress.ts';

type Of<Kind extends YearFactBody['kind']> = Extract<YearFactBody, { kind: Kind }>;

const NOTHING: YearNotes = { returning: null, risk: null, seen: [] };

const note = (progress: Progress, change: Partial<YearNotes>): void =>
  progress.set({ year: { ...NOTHING, ...progress.file.year, ...change } });

/** What one answer about the next term or the vacation does to the pupil's file. */
export const applyYear = (progress: Progress, fact: Fact, body: YearFactBody, setting: Setting): void => {
  const on = dayOf(fact.at);
  switch (body.kind) {
    case 'return_answer':
      note(progress, { returning: { term: body.term, returns: body.returns, reason: body.reason, on } });
      if (!body.returns) progress.signal('not_returning', fact.at, listPeriod(fact, body, setting));
      return;
    case 'whereabouts': {
      const { day, place, words } = body;
      const seen = [...(progress.file.year?.seen ?? []), { on: day, place, words, by: fact.by.person }];
      note(progress, { seen });
    }
  }
};

/** The list of pupils at risk, with source and date. */
export const listAtRisk = (
  progress: Progress,
  fact: Fact,
  { at_risk: listed, criteria = [] }: { at_risk: boolean; criteria?: readonly string[] },
): void => {
  const since = progress.file.year?.risk?.since ?? dayOf(fact.at);
  progress.set({ atRisk: listed });
  note(progress, { risk: listed ? { since, by: fact.by.person, criteria } : null });
};

/** One list a term; a pupil named after it was due goes up by itself, the same day. */
const listPeriod = (
  fact: Fact,
  { term: name }: Of<'return_answer'>,
  { calendar, settings }: Setting,
): string => {
  const term = calendar.terms.find((item) => item.name === name);
  const first = term && calendar.firstTeachingDay(term);
  if (!first) return name;
  const due = at(addDays(first, settings['preterm.list_days']), settings['preterm.list_time']);
  return fact.at <= due ? name : `${name}-${dayOf(fact.at)}`;
};

/** Whoever is in class has come back, whatever was said before the term. */
export const cameBack = ({ year }: CaseFile): Partial<CaseFile> =>
  year?.returning ? { year: { ...year, returning: null } } : {};
