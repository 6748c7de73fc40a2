import { addDays, at, dayOf, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Reply } from '../../domain/policy/rule.ts';
import { type Dice, dice } from '../../seeds/demo/dice.ts';
import type { Delivery } from '../../workers/channel.ts';
import type { Said } from './life.ts';

/** How often a person of a role does what a message asks for. */
const ANSWERS: Partial<Record<Role, number>> = {
  guardian: 0.25,
  homeroom_teacher: 0.85,
  academic_office: 0.8,
  principal: 0.8,
  township_officer: 0.75,
  bureau_officer: 0.8,
};
const OTHERS = 0.6;
/** Of several short replies the first is the usual one. */
const USUAL = 0.8;
const ASLEEP = { from: '21:30', to: '07:00' };
const LONGEST_MIN = 150;
/** The roll: who is away is told by the life of the class, and a bare 1 would make it whole. */
const TOLD_ANYHOW = 'P3.1-ROLL';

const WORDS = [
  '已经谈过，孩子说不想读，家长说再劝劝',
  '孩子在家，答应下周回来',
  '家长支持，孩子还在犹豫',
  '已办理，有记录',
];
const FAMILY = [
  '孩子发烧了，今天请一天假',
  '知道了，马上送来',
  '孩子睡过头了，已经在路上',
  '我在外地打工，问一下他奶奶',
];

/** What somebody who got a message answers to it, and when; null for whoever lets it lie. */
export const answerTo = (delivery: Delivery, policy: Policy, seed: number): Said | null => {
  const throws = dice(`${seed}|${delivery.key}`);
  if (!throws.hits(ANSWERS[delivery.role] ?? OTHERS)) return null;
  const text = textOf(delivery, policy, throws);
  return text === null ? null : { at: whenAwake(delivery.at, throws), from: delivery.to, text };
};

const textOf = (delivery: Delivery, policy: Policy, throws: Dice): string | null => {
  const { kind, role, options, rules } = delivery;
  if (kind === 'reply') return isQuestion(delivery) ? chosen(delivery, throws) : null;
  if (role === 'guardian') return throws.pick(FAMILY);
  if (kind === 'digest') return inWords(delivery, policy, throws);
  const [usual] = options;
  if (!usual || rules.includes(TOLD_ANYHOW)) return null;
  const { key } = throws.hits(USUAL) ? usual : throws.pick(options);
  const reply = repliesTo(delivery.items[0]?.duty, policy).find((one) => one.key === key);
  return [key, ...(reply ? detailOf(reply, throws) : [])].join(' ');
};

/** An answer that offers numbers beside what it records (`duties`) asks nothing. */
const isQuestion = ({ options, duties }: Delivery): boolean => options.length > 0 && duties.length === 0;

/** Of a few one is meant; whoever works above the classes and is asked about many means all of them. */
const chosen = ({ role, options }: Delivery, throws: Dice): string =>
  role !== 'homeroom_teacher' && options.length > A_FEW && throws.hits(USUAL)
    ? '全部'
    : throws.pick(options).key;
const A_FEW = 2;

/** What came together with other things offers no numbers: the first of one's own is answered in the words that stand there. */
const inWords = ({ items, role }: Delivery, policy: Policy, throws: Dice): string | null => {
  const own = items.find(({ duty }) => ruleOf(duty, policy)?.actor === role);
  const [usual] = repliesTo(own?.duty, policy);
  return usual ? [usual.label, ...detailOf(usual, throws)].join(' ') : null;
};

const ruleOf = (duty: string | null | undefined, policy: Policy) => {
  const [name = ''] = duty?.split('|') ?? [];
  return policy.named.get(name)?.duty;
};

const repliesTo = (duty: string | null | undefined, policy: Policy): readonly Reply[] =>
  ruleOf(duty, policy)?.replies ?? [];

/** The number, the names or the account that a reply wants. */
const detailOf = ({ needs }: Reply, throws: Dice): string[] => {
  switch (needs) {
    case 'number':
      return [`校报〔2026〕${1 + Math.floor(throws.next() * 400)}号`];
    case 'names':
      return ['王校长、李主任、张老师、罗副镇长'];
    case 'words':
      return [throws.pick(WORDS)];
    case 'letter':
      return ['9月10日，吴局长、钱校长，一学年'];
    case 'approval':
      return ['已办好，区教体局批准'];
    default:
      return [];
  }
};

/** Soon for most, at night in the morning. */
const whenAwake = (from: Instant, throws: Dice): Instant => {
  const minutes = 1 + Math.floor(throws.next() ** 2 * LONGEST_MIN);
  const then = Math.floor(from / MINUTE) * MINUTE + minutes * MINUTE;
  const day = dayOf(then);
  if (then >= at(day, ASLEEP.from)) return at(addDays(day, 1), ASLEEP.to) + minutes * MINUTE;
  return then < at(day, ASLEEP.to) ? at(day, ASLEEP.to) + minutes * MINUTE : then;
};
