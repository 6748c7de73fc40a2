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

/** Messages understood per second on one core, for about so many milliseconds after warming up. */
const rate = (heard: (place: number) => Heard, milliseconds: number): number => {
  const calendar = publicSchoolDays();
  const warm = performance.now() + milliseconds / 4;
  for (let place = 0; performance.now() < warm; place += 1) understand(heard(place), calendar);
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < milliseconds) {
    understand(heard(count), calendar);
    count += 1;
  }
  return (count * 1000) / (performance.now() - begun);
};

const LONG = 20_000;
const CHATTER = '今天天气真好大家一起去山上看花作业写完了再去玩明天还要考试请家长督促孩子早点睡觉';

/** Milliseconds for a message of 20,000 characters without a mark, in which any character might begin a name. */
export const understandingOfLong = (milliseconds: number): number => {
  const text = CHATTER.repeat(Math.ceil(LONG / CHATTER.length)).slice(0, LONG);
  const teacher = heardBy('homeroom_teacher', 1, TEACHER);
  return 1000 / rate((place) => ({ ...teacher(place), text }), milliseconds);
};

/** For a teacher with 45 pupils, and for the office of a school with 2,025. */
export const understandingRates = (milliseconds: number): { teacher: number; office: number } => ({
  teacher: rate(heardBy('homeroom_teacher', 1, TEACHER), milliseconds),
  office: rate(heardBy('academic_office', 45, OFFICE), milliseconds),
});
