import { dayOf } from '../../../domain/calendar/time.ts';
import type { SentKind } from '../../../domain/facts/fact.ts';
import { isSafe } from '../../../domain/parents/safe.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { lastShown } from '../../../prisma/stores/guardian-store.ts';
import { handoutKept } from '../../../prisma/stores/paper-store.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';
import { childrenMeant, inOrderOfSchools } from './children.ts';
import { knowsPrivacy, toldOfPrivacy } from './rights.ts';

const BY_ENDING: readonly (readonly [RegExp, SentKind])[] = [
  [/^voice$|\.(?:amr|silk?|slk|mp3|wav|m4a|ogg)$/i, 'voice'],
  [/^picture$|\.(?:jpe?g|png|gif|bmp|webp|heic)$/i, 'picture'],
  [/^video$|\.(?:mp4|mov|3gp|avi)$/i, 'video'],
];

/** What a file is, by its name or by the kind that its channel told instead. */
export const sentKind = (name: string): SentKind =>
  BY_ENDING.find(([pattern]) => pattern.test(name))?.[1] ?? 'file';

/** Under which something that came with a message (`channel:messageId`) is kept. */
export const sentId = (message: string): string => `sent-${message}`;

/**
 * A guardian sends a voice message or a picture instead of words: it goes to the class teacher, who can listen and
 * look. Where it cannot be told which child is meant it goes to the teachers of all.
 */
export const guardianSends = async (turn: Turn, name: string): Promise<Outcome> => {
  const kind = sentKind(name);
  const id = sentId(turn.message);
  const file = (await handoutKept(turn.tx, id)) ? id : null;
  const shown = await lastShown(turn.tx, turn.speaker.person, null);
  const meant = await childrenMeant(turn, { means: [], plain: '', at: 0 }, shown);
  const children = inOrderOfSchools(meant.length > 0 ? meant : turn.speaker.students);
  const isFirstContact = !(await knowsPrivacy(turn));
  const what = phrase(turn, `sent_${kind}`);
  const told = { ...turn, text: what };
  for (const [place, { id: student, school, class: classId }] of children.entries())
    await record(told, school, classId ? [classId] : [], () =>
      [
        {
          ...{ kind: 'guardian_words' as const, student, day: dayOf(turn.now) },
          ...{ leave: false, means: [], sent: { kind, file } },
        },
        ...(isFirstContact && place === 0 ? [toldOfPrivacy(turn, student)] : []),
      ].map((body) => ({ about: { student }, body })),
    );
  return {
    act: 'guardian',
    reply: [
      phrase(turn, 'guardian_sent', { what, teacher: await whoHears(turn, children) }),
      ...(isFirstContact ? [phrase(turn, 'privacy_pointer')] : []),
    ].join('\n'),
  };
};

const whoHears = async (turn: Turn, children: Turn['speaker']['students']): Promise<string> => {
  const names: string[] = [];
  for (const { id } of children) {
    if (!isSafe(turn.speaker.person, await fileOf(turn.tx, id))) continue;
    const { holder } = turn.directory.resolve('homeroom_teacher', { student: id }, dayOf(turn.now));
    if (holder) names.push(turn.directory.nameOf(holder.person));
  }
  return [...new Set(names)].join('、') || phrase(turn, 'school');
};
