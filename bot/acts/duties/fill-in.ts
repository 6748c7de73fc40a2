import { addDays, at, dayOf } from '../../../domain/calendar/time.ts';
import { enrolmentOf } from '../../../domain/conversation/settling.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { subjectOf } from '../../../domain/notices/item.ts';
import { repliesOf, titleOf } from '../../../domain/policy/policy.ts';
import { unfilledDuties } from '../../../prisma/stores/answer-store.ts';
import { refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../../turn.ts';

const FILLS = /^补填[\s，,：:]*([\s\S]*)$/;

/** How long ago something may have been left unfilled. */
const DAYS_BACK = 120;

/** "补填 报送周报：东教报〔2026〕12号": what was missing when the speaker did something; null when the message is no such thing. */
export const fillIn = async (turn: Turn): Promise<Outcome | null> => {
  const said = FILLS.exec(turn.text)?.[1]?.trim();
  if (said === undefined) return null;
  const since = at(addDays(dayOf(turn.now), -DAYS_BACK), '00:00');
  const unfilled = await unfilledDuties(turn.tx, turn.speaker.person, since);
  if (unfilled.length === 0) return refused(phrase(turn, 'fill_in_nothing'));
  const meant = pointedAt(turn, unfilled, said);
  const [duty] = meant;
  if (!duty || meant.length > 1) {
    const lines = unfilled.slice(0, 9).map((one) => `· ${described(turn, one)}`);
    return refused([phrase(turn, 'fill_in_which'), ...lines].join('\n'));
  }
  const detail = said
    .replace(titleOf(turn.policy, duty), '')
    .replace(/^[\s，,：:·]+/, '')
    .trim();
  if (detail.length === 0)
    return refused(phrase(turn, 'fill_in_what', { title: titleOf(turn.policy, duty) }));
  const { about, id } = duty;
  const classId = turn.directory.classOf(about);
  const facts = [
    { about, body: { kind: 'duty_report', duty: id, outcome: 'filled_in', detail, to: null } as const },
    ...enrolmentFilled(turn, duty, detail).map((body) => ({ about, body })),
  ];
  await record(turn, turn.directory.streamOf(about), classId ? [classId] : [], () => facts, { over: [duty] });
  return {
    act: 'settle',
    reply: phrase(turn, 'filled_in', { what: described(turn, duty), detail }),
    question: null,
  };
};

/** Of a change of the 学籍 the day and the approving unit, for its row too (P1.R4-XUEJI). */
const enrolmentFilled = (turn: Turn, duty: Duty, detail: string): FactBody[] => {
  const { student } = duty.about;
  const reply = repliesOf(turn.policy, duty).find(({ change }) => change !== undefined);
  return reply && student ? enrolmentOf(reply, student, detail, turn) : [];
};

/** Those that the message or what it quotes names, by title and, of several of one title, by subject; all when it names none. */
const pointedAt = (turn: Turn, unfilled: readonly Duty[], said: string): readonly Duty[] => {
  const text = `${said}\n${turn.quote ?? ''}`;
  const titled = unfilled.filter((duty) => text.includes(titleOf(turn.policy, duty)));
  const named = titled.filter((duty) => text.includes(subjectIn(turn, duty)));
  if (named.length > 0) return named;
  return titled.length > 0 ? titled : unfilled;
};

const subjectIn = (turn: Turn, duty: Duty): string => {
  const pupil = turn.directory.students.get(duty.about.student ?? '')?.name;
  return pupil ?? subjectOf(duty, worldFor(turn, turn.directory.streamOf(duty.about)));
};

const described = (turn: Turn, duty: Duty): string =>
  `${subjectIn(turn, duty)}：${titleOf(turn.policy, duty)}`;
