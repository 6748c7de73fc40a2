import { afterQuiet } from '../calendar/clocks.ts';
import type { Instant } from '../calendar/time.ts';
import type { Role } from '../people/roles.ts';
import type { Settings } from '../policy/settings.ts';
import { subjectKey } from '../signals.ts';
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
    groups.set(key, [...(groups.get(key) ?? []), say]);
  }
  return [...groups.values()].map((group) => gather(group, now, settings));
};

const gather = (group: readonly Say[], now: Instant, settings: Settings): Notice => {
  const [first] = group as [Say, ...Say[]];
  const rules = [...new Set(group.map((say) => say.item.rule))];
  const quiet = first.role === 'guardian' ? settings['quiet.parent'] : settings['quiet.staff'];
  const about = [...new Set(group.map((say) => subjectKey(say.item.about)))].sort();
  const options = rules.length === 1 ? [...first.options] : [];
  return {
    key: [first.words, first.kind, rules.join('+'), about.join('+'), first.turn, first.to].join('|'),
    to: first.to,
    role: first.role,
    kind: first.kind,
    words: first.words,
    rules,
    matter: first.matter ?? `${rules[0] ?? ''}|${about[0] ?? ''}`,
    items: group
      .toSorted((a, b) => Number(b.first ?? false) - Number(a.first ?? false))
      .map((say) => say.item),
    options,
    values: Object.assign({}, ...group.map((say) => say.values ?? {})),
    at: now,
    sendAt: first.urgent || first.kind === 'reply' ? now : afterQuiet(now, quiet),
    urgent: first.urgent,
    late: group.some((say) => say.late),
    duties: group.flatMap((say) => (say.whileLive && say.item.duty ? [say.item.duty] : [])),
    file: first.file ?? null,
    ...(first.room ? { room: first.room } : {}),
  };
};
