import { afterQuiet } from '../calendar/clocks.ts';
import type { Instant } from '../calendar/time.ts';
import type { Role } from '../people/roles.ts';
import type { Settings } from '../policy/settings.ts';
import { subjectKey } from '../signals.ts';
import { nextGathering } from './daily.ts';
import type { Notice, NoticeItem, NoticeKind, NoticeOption } from './notice.ts';

/** One thing to be told to one person, before it is gathered with others of its kind. */
export interface Say {
  to: string;
  role: Role;
  kind: NoticeKind;
  words: string;
  item: NoticeItem;
  options: readonly NoticeOption[];
  values?: Notice['values'];
  urgent: boolean;
  late: boolean;
  /** About a pupil of a key group: stands first in its message (P3.1-KEYGROUP). */
  first?: boolean;
  /** Told only while its duty is live. */
  whileLive: boolean;
  file?: Notice['file'];
  /** What the daily cap counts, where it is not rule and subject: each of a family's messages is a matter of its own. */
  matter?: string;
  room?: Notice['room'];
  /** Asks nothing, and waits for the next gathering of the day. */
  gathered?: boolean;
  /** Tells one saying about a duty from the next: the step, or the message it answers. */
  turn: string;
}

/** Words that list duties of several rules together: what opened for one person is one message. */
const MIXED: ReadonlySet<string> = new Set(['opened', 'told']);

/** Everything said to one person in the same words at one instant is one message (design, promise 3). */
export const compose = (says: readonly Say[], now: Instant, settings: Settings): Notice[] => {
  const groups = new Map<string, Say[]>();
  for (const say of says) {
    const key = [
      say.to,
      say.kind,
      say.words,
      MIXED.has(say.words) ? '' : say.item.rule,
      // A family hears of each child by itself.
      say.file || say.urgent || say.role === 'guardian' ? subjectKey(say.item.about) : '',
      say.urgent,
      say.matter ?? '',
    ].join('|');
    const group = groups.get(key);
    if (group) group.push(say);
    else groups.set(key, [say]);
  }
  return [...groups.values()].flatMap((group) => {
    const apart = byNumbers(group);
    return apart.map((says) => gather(says, apart.length > 1 ? titlesIn(says) : '', now, settings));
  });
};

/** What stands in one message, and what each number means there. */
interface Part {
  says: Say[];
  labels: Map<string, string>;
}

/**
 * Parts of one rule that ask for different things stand in one message only where each can be answered by a number of its own;
 * where a number would mean two things, each part is a message (P1.0-MEET-MAR). What opened together offers no numbers.
 */
const byNumbers = (group: readonly Say[]): Say[][] => {
  if (group.every(({ words }) => MIXED.has(words))) return [[...group]];
  const apart: Part[] = [];
  for (const say of group.toSorted((a, b) => (a.item.title < b.item.title ? -1 : 1))) {
    // No number of the one means something else in another.
    const fitting = apart.find(({ labels }) =>
      say.options.every(({ key, label }) => (labels.get(key) ?? label) === label),
    );
    const part: Part = fitting ?? { says: [], labels: new Map() };
    if (!fitting) apart.push(part);
    part.says.push(say);
    for (const { key, label } of say.options) part.labels.set(key, label);
  }
  return apart.length > 1 ? apart.map(({ says }) => says) : [[...group]];
};

const titlesIn = (group: readonly Say[]): string =>
  [...new Set(group.map(({ item }) => item.title))].toSorted().join('+');

/** The numbers of all, each once, in their order. */
const optionsOf = (group: readonly Say[]): NoticeOption[] => {
  const all = new Map(group.flatMap(({ options }) => options).map((option) => [option.key, option]));
  return [...all.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
};

/** When it may go out: an answer and what is urgent at once, the rest outside quiet hours, and what can wait with the next gathering. */
const sendAt = ({ urgent, kind, role, gathered }: Say, now: Instant, settings: Settings): Instant => {
  if (urgent || kind === 'reply') return now;
  if (gathered) return nextGathering(now, settings);
  return afterQuiet(now, role === 'guardian' ? settings['quiet.parent'] : settings['quiet.staff']);
};

/** `part` tells the messages of one rule apart where it needs several. */
const gather = (group: readonly Say[], part: string, now: Instant, settings: Settings): Notice => {
  const [first] = group as [Say, ...Say[]];
  const rules = [...new Set(group.map((say) => say.item.rule))];
  const about = [...new Set(group.map((say) => subjectKey(say.item.about)))].sort();
  const options = rules.length === 1 ? optionsOf(group) : [];
  const parted = part ? [part] : [];
  return {
    key: [first.words, first.kind, rules.join('+'), about.join('+'), first.turn, first.to, ...parted].join(
      '|',
    ),
    to: first.to,
    role: first.role,
    kind: first.kind,
    words: first.words,
    rules,
    matter: first.matter ?? [rules[0] ?? '', about[0] ?? '', ...parted].join('|'),
    items: group
      .toSorted((a, b) => Number(b.first ?? false) - Number(a.first ?? false))
      .map((say) => say.item),
    options,
    values: Object.assign({}, ...group.map((say) => say.values ?? {})),
    at: now,
    sendAt: sendAt(first, now, settings),
    urgent: first.urgent,
    late: group.some((say) => say.late),
    duties: group.flatMap((say) => (say.whileLive && say.item.duty ? [say.item.duty] : [])),
    file: first.file ?? null,
    ...(first.room ? { room: first.room } : {}),
  };
};
