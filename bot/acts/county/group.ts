import type { Chat } from '../../../domain/conversation/chat.ts';
import { bindGroup, unitOfGroup } from '../../../prisma/stores/group-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const BIND = /^绑定(?:本群)?(?:到|给|[：:])?\s*(.*?)[。.!！]?$/s;

interface Unit {
  id: string;
  name: string;
}

/**
 * "绑定 汤丹中心小学", said in a group: from then on the group stands for that school or township. Null when the message
 * is something else. Only who answers for the unit, or for one above it, may say so.
 */
export const bindThisGroup = async (turn: Turn): Promise<Outcome | null> => {
  const [, said] = BIND.exec(turn.text) ?? [];
  if (said === undefined) return null;
  const { place } = turn;
  if (place?.kind !== 'group') return answer(turn, 'bind_where', {});
  const allowed = unitsOf(turn);
  const named = said === '' ? allowed : everyUnit(turn).filter(({ name }) => name === said);
  const [unit] = named;
  if (named.length !== 1 || !unit) {
    const known = allowed.slice(0, MOST_SHOWN).map(({ name }) => name);
    return answer(turn, 'bind_which', { known: known.join('、'), some: known.length > 0 });
  }
  if (!allowed.some(({ id }) => id === unit.id)) return answer(turn, 'bind_not_yours', { unit: unit.name });
  await bindGroup(
    turn.tx,
    { channel: place.channel, id: place.id, unit: unit.id },
    turn.speaker.person,
    turn.now,
  );
  return answer(turn, 'bind_done', { unit: unit.name });
};

/** What is said to a group that nobody has bound yet; null for a bound one, and outside groups. */
export const unboundHint = async (
  turn: Pick<Turn, 'tx' | 'words' | 'now'>,
  place: Chat | null,
): Promise<string | null> => {
  if (place?.kind !== 'group') return null;
  return (await unitOfGroup(turn.tx, place.channel, place.id)) === null ? phrase(turn, 'bind_hint') : null;
};

const MOST_SHOWN = 5;

const answer = (turn: Turn, name: string, values: Record<string, unknown>): Outcome => {
  const reply = phrase(turn, name, values);
  // Units have no privacy; the whole group may read it.
  return { act: 'command', reply, brief: reply };
};

const everyUnit = ({ directory: { parts } }: Turn): Unit[] => [
  parts.district,
  ...parts.townships,
  ...parts.schools,
];

/** The units for which somebody may bind a group: their own, and those below. */
const unitsOf = (turn: Turn): Unit[] => {
  const { speaker, directory } = turn;
  if (speaker.district || speaker.role === 'administrator') return everyUnit(turn);
  return [
    ...directory.parts.townships.filter(({ id }) => speaker.townships.includes(id)),
    ...directory.parts.schools.filter(
      ({ id, township }) => speaker.schools.includes(id) || speaker.townships.includes(township),
    ),
  ];
};
