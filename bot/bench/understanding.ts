import { at } from '../../domain/calendar/time.ts';
import { type Heard, understand } from '../../domain/understanding/index.ts';
import { publicSchoolDays } from '../public-school-days.ts';
import { plainCounty } from './county.ts';

const NOW = at('2026-09-14', '08:05');

type Say = (one: string, other: string, place: number) => string;

const TEACHER: readonly Say[] = [
  (one) => `应到45实到44，${one}没来`,
  () => '全到齐',
  (one) => `${one}发烧，请病假一天`,
  (one) => `${one}家长联系上了，路上车坏了，马上到`,
  (one, other) => `应到45实到43 ${one}、${other}没来`,
  (one) => `${one}迟到，已经到校了`,
  (one) => `今天到${one}家家访，家长答应明天送来`,
  (one, other) => `${one}请假到周五，${other}还是联系不上`,
  () => '我还有什么没做',
];

const OFFICE: readonly Say[] = [
  (one, _, place) => `${'一二三四五六七八九'[place % 9]}(1)班${one}没来`,
  () => '七(1)、七(2)、八(1)、八(2)、九(1)、九(2)班全到齐',
  (one) => `${one}家长联系上了，发烧`,
  (one, other) => `${one}、${other}今天病假`,
  (one) => `今晚去${one}家家访，爷爷在家，说跟表哥出去打工了`,
  () => '今天谁没来',
];

const heardBy = (role: 'homeroom_teacher' | 'academic_office', classes: number, says: readonly Say[]) => {
  const { classes: parts, students } = plainCounty({ schools: 1, classes, pupils: 45 });
  const rosters = parts.map(({ id, name }) => ({
    name,
    students: students.filter((student) => student.class === id).map((student) => student.name),
  }));
  const own = role === 'homeroom_teacher' ? rosters[0]?.name : undefined;
  const name = (place: number): string => students[(place * 7) % students.length]?.name ?? '';
  return (place: number): Heard => ({
    text: says[place % says.length]?.(name(place), name(place + 1), place) ?? '',
    now: NOW,
    sender: { role, class: own },
    classes: rosters,
  });
};

/** Seconds of processor time that this process has used: what else runs on the machine does not count. */
const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** A look at the clock costs a tenth of a message, so it is looked at once for so many. */
const BETWEEN_LOOKS = 50;

/** Messages understood per second on one core, over about so many milliseconds after warming up. */
const rate = (
  heard: (place: number) => Heard,
  milliseconds: number,
  betweenLooks = BETWEEN_LOOKS,
): number => {
  const calendar = publicSchoolDays();
  const seconds = milliseconds / 1000;
  // A process that stands in a school all day has long compiled what it runs; the compiler's time counts here too.
  const warm = processorSeconds() + 2 * seconds;
  let count = 0;
  const understandSome = () => {
    for (const until = count + betweenLooks; count < until; count += 1) understand(heard(count), calendar);
  };
  while (processorSeconds() < warm) understandSome();
  const begun = processorSeconds();
  count = 0;
  while (processorSeconds() - begun < seconds) understandSome();
  return count / (processorSeconds() - begun);
};

const LONG = 20_000;
const SHORT = 5000;

/** What a long text may be made of: chatter in which any character might begin a name, reports, corrections, marks, lines of names. */
const LONG_TEXTS = [
  '今天天气真好大家一起去山上看花作业写完了再去玩明天还要考试请家长督促孩子早点睡觉',
  '韩冬雪没来，贺小梅发烧请假三天，不知道怎么回事。',
  '不对',
  '，',
  '迟到 韩冬雪\n',
] as const;

/**
 * Milliseconds for a message of 20,000 characters, of the kind of text that takes longest; and, of the kind that grows
 * most, how many times that of 5,000: four where time grows with length alone.
 */
export const understandingOfLong = (milliseconds: number): { slowest: number; growth: number } => {
  const teacher = heardBy('homeroom_teacher', 1, TEACHER);
  const share = milliseconds / (2 * LONG_TEXTS.length);
  const cost = (text: string, length: number): number =>
    1000 /
    rate((place) => ({ ...teacher(place), text: text.repeat(Math.ceil(length / text.length)) }), share, 1);
  const costs = LONG_TEXTS.map((text) => ({ long: cost(text, LONG), short: cost(text, SHORT) }));
  return {
    slowest: Math.max(...costs.map(({ long }) => long)),
    growth: Math.max(...costs.map(({ long, short }) => long / short)),
  };
};

/** For a teacher with 45 pupils, and for the office of a school with 2,025. */
export const understandingRates = (milliseconds: number): { teacher: number; office: number } => ({
  teacher: rate(heardBy('homeroom_teacher', 1, TEACHER), milliseconds),
  office: rate(heardBy('academic_office', 45, OFFICE), milliseconds),
});
