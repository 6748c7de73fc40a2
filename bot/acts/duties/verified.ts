import type { Named } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import {
  tellsVerified,
  toldBeside,
  type Verified,
  verifiedIn,
  wordsBeside,
} from '../../../domain/conversation/verified-told.ts';
import { type Duty, isLive } from '../../../domain/duties/duty.ts';
import { keyOf } from '../../../domain/policy/policy.ts';
import { liveDutiesAbout } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Partly, Turn } from '../../turn.ts';
import { inOffice } from '../case/sentence.ts';
import { settleChosen } from './settle.ts';
import { openTogether } from './todo.ts';

/**
 * "普家旺核实了，在义乌读书，等学籍转", "晏桂仙去向不明": what the office found out settles the verification that waits for it, child by
 * child (P3.1-VERIFY-SD). Where the words do not say with which result, that is asked with its numbers; they mark nobody. Null
 * where nothing of the kind waits for those who are named.
 */
export const verifiedTold = async (turn: Turn, rosters: Rosters): Promise<Partly | null> => {
  if (!inOffice(turn) || !tellsVerified(turn.text)) return null;
  const results = new Map<Verified | null, Open[]>();
  const rest: string[] = [];
  for (const { names, words } of wordsBeside(turn.text, rosters)) {
    const result = verifiedIn(words, turn.text);
    const found = result === undefined ? [] : await Promise.all(names.map((name) => openOf(turn, name)));
    // Only whoever was asked can be asked which result it is.
    const open = found.filter(
      ({ duties }) =>
        duties.length > 0 && (result !== null || duties.every(({ actor }) => actor === turn.speaker.person)),
    );
    if (result !== undefined) results.set(result, [...(results.get(result) ?? []), ...open]);
    const beside = toldBeside(words);
    if (beside !== null) rest.push(...open.map(({ name }) => `${name}${beside}`));
    const others = names.filter(({ name }) => !open.some((one) => one.name === name));
    if (others.length > 0) rest.push(`${others.map(({ name }) => name).join('、')}${words}`);
  }
  const all = [...results.values()].flat();
  if (all.length === 0) return null;
  const duties = all.flatMap((one) => one.duties);
  const whole = { ...turn, duties: [...new Set([...turn.duties, ...duties])] };
  const outcomes: Outcome[] = [];
  for (const [result, open] of results)
    if (result && open.length > 0) outcomes.push(await settle(whole, result, open));
  const unclear = results.get(null) ?? [];
  const [first, ...others] = unclear.flatMap((one) => one.duties);
  const names = unclear.map(({ name }) => name).join('、');
  const asked = first
    ? openTogether(turn, [first, ...others], phrase(turn, 'ask_verified', { names }))
    : null;
  const last = asked ?? outcomes.at(-1);
  const reply = [...outcomes, ...(asked ? [asked] : [])].map((one) => one.reply).filter(Boolean);
  return {
    outcome: {
      act: 'settle',
      reply: reply.join('\n'),
      question: last?.question ?? null,
      ...(asked?.offers ? { offers: asked.offers } : {}),
    },
    rest: rest.join('，'),
  };
};

interface Open {
  name: string;
  duties: readonly Duty[];
}

/** The verifications of a child that wait at the speaker's school; of several bearers of the name, of whoever has one. */
const openOf = async (turn: Turn, { name, bearers }: Named): Promise<Open> => {
  const here = bearers.filter(({ school }) => turn.speaker.schools.includes(school));
  const found = await Promise.all(here.map(({ id }) => liveDutiesAbout(turn.tx, id)));
  const waiting = found.map((duties) =>
    duties.filter((duty) => isLive(duty) && keyOf(turn.policy, duty, 'verified_unknown') !== null),
  );
  const [only = [], another] = waiting.filter((duties) => duties.length > 0);
  return { name, duties: another ? [] : only };
};

const settle = async (turn: Turn, result: Verified, open: readonly Open[]): Promise<Outcome> => {
  const duties = open.flatMap((one) => one.duties);
  const key = duties[0] ? keyOf(turn.policy, duties[0], result) : null;
  if (key === null) throw new Error(`no reply tells ${result}`);
  return settleChosen(
    turn,
    duties.map(({ id }) => id),
    key,
    '',
  );
};
