import { dayOf } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import type { Change } from '../cases/progress.ts';
import type { Duty } from '../duties/duty.ts';
import type { Fact, FactBody } from '../facts/fact.ts';
import type { ReferralBody, SupportFactBody } from '../facts/support-fact.ts';
import type { Signal, SignalName } from '../signals.ts';
import { NO_SUPPORT, type ReferralAnswer, type Support } from './file.ts';

type HelpBody = Extract<SupportFactBody, { student: string }>;

/** What a fact about help does to the pupil's file, and what the rules hear of it. */
export const applySupport = (file: CaseFile, fact: Fact, body: HelpBody): Change => {
  const before = file.support ?? NO_SUPPORT;
  const { support, signals } = taken(before, fact, body);
  const about = { student: file.student };
  const task = body.kind === 'benefits' && body.missing.length > 0 ? { task: body.missing.join('、') } : {};
  const period = dayOf(fact.at);
  const told = signals.map((name): Signal => ({ name, about, at: fact.at, period, ...task }));
  return {
    file: { ...file, support: { ...before, ...support } },
    signals: body.kind === 'referral' ? asksOf(fact, body) : told,
    facts: [],
  };
};

/** A referral as the rules hear it. */
export const asksOf = (fact: Fact, body: ReferralBody): Signal[] => [
  {
    name: 'referred',
    about: {
      ...('student' in body ? { student: body.student } : { school: body.school }),
      ...(body.township ? { township: body.township } : {}),
    },
    at: fact.at,
    period: body.number,
    referral: { body, by: fact.by.person },
  },
];

interface Taken {
  support: Partial<Support>;
  signals: SignalName[];
}

const taken = (before: Support, fact: Fact, body: HelpBody): Taken => {
  switch (body.kind) {
    case 'referral': {
      const { number, need, consent } = body;
      const note = { number, need, at: fact.at, by: fact.by.person, consent, answers: [] };
      return { support: { referrals: [...before.referrals, note] }, signals: [] };
    }
    case 'carer':
      return {
        support: { carer: body.carer },
        signals: [body.carer === null ? 'carer_missing' : 'carer_named'],
      };
    case 'buddy':
      return {
        support: { buddy: body.teacher },
        signals: [body.teacher === null ? 'buddy_missing' : 'buddy_named'],
      };
    case 'benefits': {
      const { missing } = body;
      if (missing.length === 0)
        return { support: { missing, missingSince: null }, signals: ['benefits_given'] };
      const missingSince = before.missingSince ?? dayOf(fact.at);
      return { support: { missing, missingSince }, signals: ['benefits_missing'] };
    }
    case 'schooling':
      return { support: { schooling: body.way }, signals: schoolingSignals(before, body.way) };
    case 'home_lesson':
      return { support: { homeLessons: [...before.homeLessons, body.day] }, signals: ['home_lesson'] };
    case 'elsewhere': {
      const { school, proven } = body;
      return {
        support: { elsewhere: { school: school ?? before.elsewhere?.school ?? null, proven } },
        signals: [proven ? 'elsewhere_proven' : 'elsewhere_unproven'],
      };
    }
    case 'one_to_one':
      return { support: { oneToOne: [...before.oneToOne, body.day] }, signals: [] };
  }
};

/** Who is taught at home is visited; who is taught otherwise since is not any more. */
const schoolingSignals = (before: Support, way: Support['schooling']): SignalName[] => {
  if (way === null) return ['schooling_missing'];
  if (way === 'home_teaching') return before.schooling === way ? [] : ['schooling_arranged', 'home_teaching'];
  return ['schooling_arranged', 'home_teaching_over'];
};

const STATES = { done: 'done', cannot: 'declined', accepted: 'accepted' } as const;
type Answered = keyof typeof STATES;

/** What a receiver answered goes onto the file of the child it is about. */
export const applyAnswer = (
  file: CaseFile,
  { asked, about }: Duty,
  { outcome, detail }: Extract<FactBody, { kind: 'duty_report' }>,
  { at }: Fact,
): CaseFile => {
  if (!(outcome in STATES) || !asked) return file;
  const support = file.support ?? NO_SUPPORT;
  const answer: ReferralAnswer = {
    unit: about.unit ?? null,
    at,
    state: STATES[outcome as Answered],
    result: detail,
  };
  const referrals = support.referrals.map((note) =>
    note.number === asked.number
      ? { ...note, answers: [...note.answers.filter(({ unit }) => unit !== answer.unit), answer] }
      : note,
  );
  return { ...file, support: { ...support, referrals } };
};
