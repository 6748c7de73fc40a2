import {
  type Decision,
  decisionWords,
  readLeaveDecided,
} from '../../../domain/conversation/leave-decided.ts';
import { aboutNamed, type Named } from '../../../domain/conversation/names.ts';
import type { Question } from '../../../domain/conversation/question.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { type Duty, isLive, UNFILLED } from '../../../domain/duties/duty.ts';
import type { Role } from '../../../domain/people/roles.ts';
import { keyOf } from '../../../domain/policy/policy.ts';
import { liveDutiesAbout } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Partly, Turn } from '../../turn.ts';
import { inSchool } from '../case/sentence.ts';
import { settleAs, settleChosen } from '../duties/settle.ts';
import { openDuty } from '../duties/todo.ts';

type Reply = 'leave_agreed' | 'leave_refused';
const replyOf = ({ agreed }: { agreed: boolean }): Reply => (agreed ? 'leave_agreed' : 'leave_refused');

/** T3: whoever may give more days may answer for whoever may give fewer. */
const RANK: Partial<Record<Role, number>> = { homeroom_teacher: 0, academic_office: 1, principal: 2 };

/**
 * "马小军那个假不批，叫他先来学校", "都同意", "和玉梅同意，刘雅婷的不行": what was decided about requests for leave settles what was asked
 * (P3.3-TRACK, T3), child by child, and marks nobody. A refusal of what nobody asked for is said to be that; leave that is given
 * without a request is recorded as ever. Null where the message decides on nothing that waits.
 */
export const leaveDecided = async (turn: Turn, rosters: Rosters): Promise<Partly | null> => {
  const said = inSchool(turn) ? readLeaveDecided(turn.text, rosters) : null;
  if (!said) return null;
  const own = turn.duties.filter((duty) => isLive(duty) && keyOf(turn.policy, duty, 'leave_agreed') !== null);
  if (said.bare) {
    const meant = turn.quote ? aboutNamed(turn.quote, own, turn.directory, rosters) : own;
    const outcome = await settleAs(turn, meant, replyOf(said.bare), decisionWords(said.bare));
    return outcome && { outcome, rest: said.rest };
  }
  const waiting = (one: Named) => waitingFor(turn, one, own);
  const named = await Promise.all(said.named.map(async (one) => ({ one, ...(await waiting(one)) })));
  const unclear = await Promise.all(said.unclear.map(waiting));
  const spoken = new Set([...named, ...unclear].flatMap(({ duties }) => duties.map(({ id }) => id)));
  const { others } = said;
  const left = others ? own.filter(({ id }) => !spoken.has(id)) : [];
  const decided = [
    ...named.flatMap(({ one, duties }) => duties.map((duty) => ({ ...one, duty }))),
    ...left.flatMap((duty) => (others ? [{ ...others, duty }] : [])),
  ];
  const open = unclear.flatMap(({ duties }) => duties);
  const without = named.filter(({ duties }) => duties.length === 0);
  // Of whom leave is told that nobody asked for, that is recorded as ever.
  const isMine = own.length > 0 || decided.length > 0;
  const refused = without.filter(({ one }) => !one.agreed);
  if (decided.length + open.length + refused.length === 0 && !(isMine && without.some(({ with: by }) => by)))
    return null;
  const settled = await settleDecided(turn, decided);
  const asked = open[0] ? openDuty(turn, open[0]) : null;
  const lines = without.map((item) => sayWithout(turn, item));
  const given = without.filter(isGiven).map(({ one }) => `${one.name}准假${one.limit ?? ''}`);
  const replies = [...settled.map(({ reply }) => reply), ...lines, asked?.reply];
  return {
    outcome: {
      act: 'settle',
      reply: replies.filter(Boolean).join('\n'),
      question: questionOf(asked ?? settled.at(-1)),
      ...(asked?.offers ? { offers: asked.offers } : {}),
    },
    rest: [...given, said.rest].filter(Boolean).join('，'),
  };
};

interface Decided extends Decision {
  duty: Duty;
}

/** Those who were answered alike, in the same words, are told in one. */
const settleDecided = async (turn: Turn, decided: readonly Decided[]): Promise<Outcome[]> => {
  const alike = new Map<string, Decided[]>();
  for (const one of decided) {
    const key = `${keyOf(turn.policy, one.duty, replyOf(one))} ${decisionWords(one)}`;
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  const outcomes: Outcome[] = [];
  for (const group of alike.values()) {
    const [first] = group;
    const duties = group.map(({ duty }) => duty);
    const key = first && keyOf(turn.policy, first.duty, replyOf(first));
    if (!first || !key) continue;
    const whole = { ...turn, duties: [...new Set([...turn.duties, ...duties])] };
    const detail = decisionWords(first) || (first.agreed ? '' : UNFILLED);
    outcomes.push(
      await settleChosen(
        whole,
        duties.map(({ id }) => id),
        key,
        detail,
      ),
    );
  }
  return outcomes;
};

interface Waiting {
  duties: readonly Duty[];
  /** With whom a request waits that is not the speaker's to answer. */
  with: string | null;
}

/** The requests of a child that the speaker may answer; of several bearers of the name, of whoever has one. */
const waitingFor = async (turn: Turn, { bearers }: Named, own: readonly Duty[]): Promise<Waiting> => {
  const ids = new Set(bearers.map(({ id }) => id));
  const mine = own.filter(({ about }) => ids.has(about.student ?? ''));
  if (mine.length > 0) return { duties: mine, with: null };
  const found = await Promise.all([...ids].map((id) => liveDutiesAbout(turn.tx, id)));
  const asked = found.flat().filter((duty) => keyOf(turn.policy, duty, 'leave_agreed') !== null);
  const rank = RANK[turn.speaker.role] ?? -1;
  const below = asked.filter((duty) => (RANK[roleOf(turn, duty)] ?? rank) < rank);
  if (below.length > 0) return { duties: below, with: null };
  return { duties: [], with: asked.find(({ actor }) => actor !== null)?.actor ?? null };
};

const roleOf = ({ policy }: Turn, { name }: Duty): Role =>
  policy.named.get(name)?.duty.actor ?? 'homeroom_teacher';

interface Without extends Waiting {
  one: Named & Decision & { ofLeave: boolean };
}

/** Leave for today that nobody had asked for. */
const isGiven = ({ one, with: by }: Without): boolean => one.agreed && one.ofLeave && by === null;

const sayWithout = (turn: Turn, item: Without): string =>
  phrase(turn, 'leave_not_asked', {
    name: item.one.name,
    given: isGiven(item),
    with: item.with && turn.directory.nameOf(item.with),
  });

const questionOf = (last: Outcome | undefined): Question | null => last?.question ?? null;
