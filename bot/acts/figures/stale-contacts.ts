import { classesOf } from '../../../domain/conversation/speaker.ts';
import type { SchoolClass } from '../../../domain/people/directory.ts';
import { type StaleContact, staleContacts } from '../../../prisma/stores/reach-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const ASKED =
  /^(?:发我|看看?|查)?(?:家长联系(?:方式)?(?:名单|清单)|(?:哪些|谁的)?(?:联系不上|收不到通知|没(?:有)?关注)的?家长(?:名单|清单)?)[。？?]?$/u;
/** What fits on a phone. */
const MOST_SHOWN = 25;

/** "家长联系名单": the families whom no message of the school reaches, class by class (P1.R4-PTA). Null for anything else. */
export const staleContactList = async (turn: Turn): Promise<Outcome | null> => {
  const { speaker, directory, now, words } = turn;
  const classes = classesOf(speaker, directory).flatMap((id) => directory.classes.get(id) ?? []);
  if (classes.length === 0 || !ASKED.test(turn.text)) return null;
  const stale: StaleContact[] = [];
  for (const school of new Set(classes.map((one) => one.school)))
    stale.push(...(await staleContacts(turn.tx, school)));
  const own = new Set(classes.map(({ id }) => id));
  const mine = stale.filter((one) => own.has(one.class));
  const lines = classes.flatMap((one) => linesOf(turn, one, mine)).slice(0, MOST_SHOWN);
  const reply = words.say('replies/stale_contacts', { values: { count: mine.length }, lines, now });
  return { act: 'query', reply, question: null };
};

const linesOf = (turn: Turn, { id, name }: SchoolClass, stale: readonly StaleContact[]): string[] =>
  stale
    .filter((one) => one.class === id)
    .map(({ student, reason, hasPhone }) =>
      phrase(turn, 'stale_line', {
        child: turn.directory.students.get(student)?.name ?? '',
        class: name,
        reason: phrase(turn, `stale_${reason}`),
        phone: hasPhone,
      }),
    );
