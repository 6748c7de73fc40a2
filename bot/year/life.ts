import type { SchoolCalendar } from '../../domain/calendar/school-calendar.ts';
import { at, type Day, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Directory, School, SchoolClass, Student } from '../../domain/people/directory.ts';
import { type Dice, dice } from '../../seeds/demo/dice.ts';
import { MEAN_DAYS, newSpell, type Spell } from './spells.ts';

/** Something somebody says to the bot. */
export interface Said {
  at: Instant;
  from: string;
  text: string;
}

/** How a year is to fall. */
export interface Chance {
  seed: number;
  /** Share of pupils who are away on a school day. */
  absence: number;
}

/** Shares of what people do. */
const ROLL_FORGOTTEN = 0.01;
const MARKED_WITH_ROLL = 0.85;
const RELAPSES = 0.25;
const PERSUADED = 0.35;
/** From which missed day on a school goes to the family's house again and again. */
const PERSUADED_FROM = 3;

const SICK = ['发烧请病假', '肚子疼请假一天', '感冒请病假', '牙疼看病请假', '生病请假'];
const PERSONAL = ['请事假一天', '家里有事请假', '事假', '家里办喜事请假一天'];
const CAUSES = ['发烧，在家休息', '肚子疼，去镇上看病了', '家里老人生病，请一天假', '感冒了，请病假'];
const LATE = ['迟到，已经到校了', '到了，路上堵车', '到校了，睡过头了'];
const EXCUSES = ['孩子说不想来', '说在亲戚家，明天送来', '说管不住孩子'];
const VISITS = [
  '爷爷在家，孩子说读不进去，不想读了',
  '妈妈说再劝劝，孩子没有表态',
  '孩子答应想一想，下周再去',
  '孩子在县城打零工，爸爸说叫他回来',
];

/**
 * What the people of a county say of their own accord through a school year: rolls, causes, arrivals, visits. One day is
 * made at a time, and nothing is kept but who is away. Each class and day has dice of its own, so that what falls
 * does not depend on anything that was answered.
 */
export class Life {
  readonly #directory: Directory;
  readonly #calendarOf: (school: string) => SchoolCalendar;
  readonly #chance: Chance;
  readonly #away = new Map<string, Spell[]>();

  constructor(directory: Directory, calendarOf: (school: string) => SchoolCalendar, chance: Chance) {
    this.#directory = directory;
    this.#calendarOf = calendarOf;
    this.#chance = chance;
  }

  /** Whatever is said on a day, in order of time. */
  saidOn(day: Day): Said[] {
    const said: Said[] = [];
    for (const school of this.#directory.schools.values()) {
      if (!this.#calendarOf(school.id).isSchoolDay(day)) continue;
      for (const item of this.#directory.classesOf(school.id))
        said.push(...this.#classDay(item, school, day));
    }
    return said.sort((one, other) => one.at - other.at);
  }

  #classDay(item: SchoolClass, school: School, day: Day): Said[] {
    const pupils = this.#directory.studentsOf(item.id);
    const [teacher] = this.#directory.holders('homeroom_teacher', { class: item.id }, day);
    if (pupils.length === 0 || !teacher) return [];
    const throws = dice(`${this.#chance.seed}|${item.id}|${day}`);
    const before = this.#away.get(item.id) ?? [];
    const back = before.filter(({ left }) => left === 0);
    const staying = before.filter(({ left }) => left > 0);
    const fresh = this.#fresh(pupils, before, throws);
    const again = back.filter(({ cause }) => isCase(cause)).filter(() => throws.hits(RELAPSES));
    // Whoever relapses is in school today and away from tomorrow.
    const relapsed = again.map(({ student }): Spell => ({ ...newSpell(student, throws), cause: 'truant' }));
    const away = [...staying, ...fresh];
    const first = at(day, school.firstLesson);
    const rolledAt = first - (1 + Math.floor(throws.next() * 25)) * MINUTE;
    const said: Said[] = [];
    if (!throws.hits(ROLL_FORGOTTEN))
      said.push({
        at: rolledAt,
        from: teacher.person,
        text: this.#roll(item, pupils.length, away, back, throws),
      });
    for (const spell of away) said.push(...this.#followUp(spell, teacher.person, day, rolledAt, throws));
    this.#away.set(item.id, [
      ...away.map((spell) => ({ ...spell, left: spell.left - 1, missed: spell.missed + 1 })),
      ...relapsed,
    ]);
    return said;
  }

  #fresh(pupils: readonly Student[], before: readonly Spell[], throws: Dice): Spell[] {
    const rate = this.#chance.absence / MEAN_DAYS;
    return pupils
      .filter(({ id }) => throws.hits(rate) && !before.some(({ student }) => student === id))
      .map(({ id }) => newSpell(id, throws));
  }

  #roll(
    item: SchoolClass,
    size: number,
    away: readonly Spell[],
    back: readonly Spell[],
    throws: Dice,
  ): string {
    const parts = away.map((spell) => `${this.#name(spell)}${this.#standing(spell, throws)}`);
    const returned = back.filter(({ cause }) => isCase(cause)).map((spell) => `${this.#name(spell)}回来了`);
    const marked = throws.hits(MARKED_WITH_ROLL) ? ['已标注'] : [];
    const head = throws.hits(0.3) ? item.name : '';
    const counts =
      away.length > 0 || throws.hits(0.6)
        ? `应到${size}实到${size - away.length}`
        : throws.pick(['全到齐', '都到了']);
    return [`${head}${counts}`, ...parts, ...returned, ...marked].join('，');
  }

  #standing({ cause, missed }: Spell, throws: Dice): string {
    if (cause === 'sick') return missed > 0 ? '病假' : throws.pick(SICK);
    if (cause === 'personal') return missed > 0 ? '事假' : throws.pick(PERSONAL);
    if (cause === 'excused_later' && missed > 0) return '病假';
    return missed > 0 ? '还是没来' : '没来';
  }

  #name({ student }: Spell): string {
    return this.#directory.students.get(student)?.name ?? student;
  }

  #followUp(spell: Spell, teacher: string, day: Day, rolledAt: Instant, throws: Dice): Said[] {
    const { cause, missed, forgotten } = spell;
    const name = this.#name(spell);
    const soon = rolledAt + (5 + Math.floor(throws.next() * 45)) * MINUTE;
    if (cause === 'sick' || cause === 'personal') return this.#longLeave(spell, day, soon);
    if (forgotten) return [];
    if (cause === 'late') return [{ at: soon, from: teacher, text: `${name}${throws.pick(LATE)}` }];
    if (cause === 'excused_later')
      return missed > 0
        ? []
        : [{ at: soon, from: teacher, text: `${name}家长联系上了，${throws.pick(CAUSES)}` }];
    const called = throws.hits(0.75)
      ? `${name}家长联系上了，${throws.pick(EXCUSES)}`
      : `${name}家长电话打不通`;
    const call = { at: soon, from: teacher, text: called };
    if (missed < PERSUADED_FROM || !throws.hits(PERSUADED)) return missed < PERSUADED_FROM ? [call] : [];
    const who = throws.pick(['academic_office', 'principal', 'homeroom_teacher'] as const);
    const [visitor] = this.#directory.holders(who, { student: spell.student }, day);
    if (!visitor) return [call];
    const text = `今天到${name}家劝返，${throws.pick(VISITS)}`;
    return [{ at: at(day, '17:10') + Math.floor(throws.next() * 150) * MINUTE, from: visitor.person, text }];
  }

  /** More than a teacher may give: the office says so, or the principal (T3). */
  #longLeave(spell: Spell, day: Day, when: Instant): Said[] {
    const { cause, missed, left, student } = spell;
    if (missed > 0 || left < 2) return [];
    const role = left > OFFICE_DAYS ? 'principal' : 'academic_office';
    const [who] = this.#directory.holders(role, { student }, day);
    const item = this.#directory.classes.get(this.#directory.students.get(student)?.class ?? '');
    const text = `${item?.name}${this.#name(spell)}请${cause === 'sick' ? '病假' : '事假'}${left}天`;
    return who ? [{ at: when, from: who.person, text }] : [];
  }
}

const OFFICE_DAYS = 3;

const isCase = (cause: Spell['cause']): boolean => cause === 'truant' || cause === 'gone';
