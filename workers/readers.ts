import { dayOf, type Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import { textFor } from '../domain/parents/reader.ts';
import { type Blocked, calledByReviewers } from '../domain/parents/texts.ts';
import type { Database } from '../prisma/client.ts';
import { wishesOf } from '../prisma/stores/directory-store.ts';
import type { Outgoing } from '../prisma/stores/notice-store.ts';

const FOR_PARENTS = 'parents/';

const isForParents = ({ words }: Outgoing): boolean => words.startsWith(FOR_PARENTS);

export interface ReaderDependencies {
  database: Database;
  county: County;
  /** The telephones of these people, as far as they are known. */
  phonesOf(people: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** A translation that a reader would have had, and the rule by which the text goes. */
export interface Withheld {
  blocked: Blocked;
  rule: string;
}

export interface ForReaders {
  notices: Outgoing[];
  withheld: Withheld[];
}

/**
 * Texts for parents as their readers like them: in their language where it has been reviewed, with the recording for
 * whoever likes to listen, and with the telephone of the person who answers (`values.contact`). Without any of these
 * the Chinese goes, which is what counts (law.md §8.9).
 */
export const forTheirReaders = async (
  claimed: readonly Outgoing[],
  now: Instant,
  { database, county, phonesOf }: ReaderDependencies,
): Promise<ForReaders> => {
  const ours = claimed.filter(isForParents);
  if (ours.length === 0) return { notices: [...claimed], withheld: [] };
  const contacts = ours.flatMap(({ values }) => (typeof values.contact === 'string' ? [values.contact] : []));
  const wishes = await wishesOf(database, [...new Set(ours.map(({ to }) => to))]);
  const phones = await phonesOf([...new Set(contacts)]);
  const { parentTexts } = county.policy;
  const withheld = new Map<string, Withheld>();
  const notices = claimed.map((notice) => {
    const written = isForParents(notice)
      ? parentTexts.find(notice.words.slice(FOR_PARENTS.length))
      : undefined;
    if (!written) return notice;
    const wish = wishes.get(notice.to) ?? { language: null, voice: false };
    const { text, recording, blocked } = textFor(written, wish, dayOf(now), parentTexts);
    if (blocked) withheld.set(calledByReviewers(blocked), { blocked, rule: notice.rules[0] ?? '' });
    const phone = phones.get(String(notice.values.contact ?? ''));
    return {
      ...notice,
      words: text.words,
      values: { ...notice.values, ...(phone === undefined ? {} : { phone }) },
      ...(recording === null ? {} : { recording }),
    };
  });
  return { notices, withheld: [...withheld.values()] };
};
