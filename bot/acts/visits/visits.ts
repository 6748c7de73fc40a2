import { dayOf } from '../../../domain/calendar/time.ts';
import { type CaseFile, dispatchOf, isOpenCase } from '../../../domain/cases/file.ts';
import { sessionLacks } from '../../../domain/cases/persuading.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { visitOf } from '../../../domain/conversation/settling.ts';
import { resultWhereMet } from '../../../domain/conversation/visit-notes.ts';
import { settingOf } from '../../../domain/decision.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import type { FactBody, VisitPurpose } from '../../../domain/facts/fact.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySpeakOf } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Understood, Visit } from '../../../domain/understanding/types.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { purposeWords, visitWords } from '../../../templates/vocabulary.ts';
import { askNext, notUnderstood } from '../../asking.ts';
import { notYours } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { authorOf, type Outcome, record, type Turn, worldFor } from '../../turn.ts';
import { askChildren, withNotes } from './child-words.ts';

/** A home visit, a persuasion or an education session, as told by whoever went. */
export const recordVisits = async (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome> => {
  const purpose = purposeOf(turn, heard);
  const named = (heard.visits ?? []).flatMap((visit) => {
    const found = rosters.studentsNamed(visit.student);
    const student = found.length === 1 ? found[0] : undefined;
    return student ? [{ visit, student }] : [];
  });
  const told: typeof named = [];
  for (const one of named) if (await mayVisit(turn, one.student)) told.push(one);
  if (named.length > 0 && told.length === 0) return notTheirs(turn, purpose);
  const next: string[] = [];
  const duties: Duty[] = [];
  const visits = told.map(({ visit: heardOf, student }) => {
    // Of several children nobody can say at whose home somebody was met.
    const result = told.length === 1 ? resultWhereMet(heardOf.result, turn.text) : heardOf.result;
    const visit = { ...heardOf, result };
    const body = bodyOf(visit, student, purpose, isLawExplained(turn.text));
    return { visit, student, body: withNotes(turn, body, turn.text, told.length === 1) };
  });
  for (const school of new Set(told.map(({ student }) => student.school))) {
    const here = visits.filter(({ student }) => student.school === school);
    const classes = [...new Set(here.flatMap(({ student }) => student.class ?? []))];
    const recorded = await record(
      turn,
      school,
      classes,
      () => here.map(({ student, body }) => ({ about: { student: student.id }, body })),
      { pupils: here.map(({ student }) => student.id) },
    );
    duties.push(...recorded.duties());
    for (const { visit, student } of here) {
      const file = recorded.file(student.id);
      if (!file || !isOpenCase(file) || purpose === 'visit') continue;
      if (visit.result === 'not_met') next.push(phrase(turn, 'not_met', { name: student.name }));
      else
        next.push(
          phrase(turn, 'persuaded', { name: student.name, count: file.persuasions }),
          ...(dispatchOf(file)
            ? [phrase(turn, 'sessions', { held: file.sessions, wanted: turn.policy.settings['edu3.count'] })]
            : []),
        );
      if (purpose === 'session' && dispatchOf(file)) next.push(...lacking(turn, student, file, visit));
    }
  }
  const question =
    askNext(turn, heard, rosters) ??
    askChildren(
      turn,
      visits.map(({ body }) => body),
      duties,
    );
  const made = visits.some(({ body }) => body.purpose === purpose) ? purpose : 'visit';
  const values = { purpose: purposeWords(made), day: heard.visits?.[0]?.date ?? dayOf(turn.now) };
  const lines = visits.map(({ visit, student }) => `${student.name}：${visitWords(visit.result)}`);
  const summary =
    told.length > 0 ? turn.words.say('replies/visit', { values, lines, next, now: turn.now }) : '';
  return {
    act: heard.act,
    reply: [summary, question?.text].filter(Boolean).join('\n') || notUnderstood(turn),
    question: question?.question ?? null,
  };
};

/** By where the child and the case belong now: the township in charge may be another than the school's. */
const mayVisit = async (turn: Turn, student: Student): Promise<boolean> => {
  const file = await fileOf(turn.tx, student.id);
  return maySpeakOf(turn.speaker.viewer, 'visit', aboutPupil(student, turn.directory, file, dayOf(turn.now)));
};

const notTheirs = (turn: Turn, purpose: VisitPurpose): Outcome =>
  notYours(turn, purposeWords(purpose), phrase(turn, 'in_charge_of_visits'));

const isLawExplained = (text: string): boolean =>
  /义务教育法|法律|法规|保护法|讲[了过]?[^，。]*法/.test(text);

/** Why what was told is no session yet, and how to tell it (P4.R3-3IN1W). */
const lacking = (turn: Turn, { school }: Student, file: CaseFile, { result }: Visit): string[] => {
  const told = { by: authorOf(turn.speaker), words: turn.text };
  const setting = settingOf(worldFor(turn, school));
  const lacks = sessionLacks(file, told, { law: isLawExplained(turn.text), result }, setting);
  return lacks.length > 0 ? [phrase(turn, 'session_lacks', { lacks })] : [];
};

/** An education session (宣传教育) is counted apart from a persuasion (AMB-16). */
const purposeOf = (turn: Turn, heard: Understood): VisitPurpose => {
  if (heard.act === 'visit') return 'visit';
  return turn.text.includes('宣传教育') ? 'session' : 'persuasion';
};

const bodyOf = (
  { date, result }: Visit,
  student: Student,
  purpose: VisitPurpose,
  law: boolean,
): Extract<FactBody, { kind: 'visit' }> => ({ ...visitOf(student.id, date, purpose, result), law });
