import type { ClassDay } from '../attendance/class-day.ts';
import { type Day, dayOf } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import { nextStep, recordOf } from '../cases/four-step.ts';
import { actingFor } from '../cases/in-charge.ts';
import { tooEarly } from '../cases/legal-dates.ts';
import { proposalFor } from '../cases/residence.ts';
import type { World } from '../decision.ts';
import type { Step as FourSteps } from '../facts/case-fact.ts';
import type { Say } from '../notices/compose.ts';
import { saidOfFound } from '../notices/found-said.ts';
import { itemFor } from '../notices/item.ts';
import type { NoticeItem } from '../notices/notice.ts';
import { isKeyGroup } from '../people/key-group.ts';
import type { Role, Unit } from '../people/roles.ts';
import type { BoundDuty } from '../policy/policy.ts';
import type { Reader } from '../policy/rule.ts';
import type { Subject } from '../signals.ts';
import { type Duty, isRepeated, type Step, UNFILLED } from './duty.ts';
import type { Listed, PupilGroups } from './pupil-groups.ts';
import { postsMeant } from './readers.ts';

/** What stands about pupils and classes while a decision is made, and whose report is decided on (null: the clock's). */
export interface Desktop extends Listed {
  file(student: string): CaseFile;
  classDay(classId: string, day: Day): ClassDay;
  speaker: string | null;
}

type Common = Pick<Say, 'item' | 'urgent' | 'late' | 'turn' | 'first'>;
type Gaps = (gaps: readonly Role[], about: Subject, bound: BoundDuty | null) => void;

/** Whose reminder brings the day's summary ready to copy (AMB-38). */
const MARKING = 'P3.3-ATT-1500';

/** Whose opening brings the township that the decision table proposes (P4.R1-JURIS). */
const DISPATCH = 'P4.R1-DISPATCH';

/** Whose messages name the step that is to be checked, and what came before it (P4.SUPPORT-LAW). */
const LAW_CHECK = 'P4.SUPPORT-LAW';

/** 驻村: not every village has them. */
const POSTED: ReadonlySet<Role> = new Set(['first_secretary', 'work_team']);

const LATE_AFTER = 5 * 60_000;

/** Puts what happens to a duty into sayings: to whoever acts, to those above, to those who must know. */
export class Telling {
  readonly #world: World;
  readonly #desktop: Desktop;
  readonly #groups: PupilGroups;
  readonly #onGaps: Gaps;

  constructor(world: World, desktop: Desktop, groups: PupilGroups, onGaps: Gaps) {
    this.#world = world;
    this.#desktop = desktop;
    this.#groups = groups;
    this.#onGaps = onGaps;
  }

  /** A duty began: to its actor, with what it shows, and to those who must know. */
  opened(bound: BoundDuty, duty: Duty, shows?: Say['values']): Say[] {
    const toActor: Say[] =
      this.#isQuiet(bound, duty) || !duty.actor ? [] : [this.assigned(bound, duty, duty.actor, shows)];
    const others = this.#readers(bound, bound.duty.tells, duty, duty.actor);
    if (others.length === 0) return toActor;
    const common = this.#common(bound, duty, `opened-${duty.period}-${duty.openedAt}`);
    const toOthers = others.map(
      (holder): Say => ({
        ...common,
        to: holder.person,
        role: holder.role,
        kind: 'notice',
        words: this.#wordsOf(bound, 'told'),
        options: [],
        whileLive: false,
      }),
    );
    return [...toActor, ...toOthers];
  }

  /** To somebody who has to act from now on. */
  assigned(bound: BoundDuty, duty: Duty, to: string, shows?: Say['values']): Say {
    const turn = duty.delegate ? `handed-${duty.delegate}` : `opened-${duty.period}-${duty.openedAt}`;
    return {
      ...this.#common(bound, duty, turn),
      to,
      role: duty.role,
      kind: 'notice',
      words: this.#wordsOf(bound, 'opened'),
      options: bound.duty.replies ?? [],
      whileLive: true,
      ...(shows ? { values: shows } : {}),
    };
  }

  /**
   * It was done, to whoever waits for it but its actor and who has just told it: the number of its paper goes along, of pupils nothing,
   * for a unit is told no child's name (policy.md §5.1).
   */
  done(bound: BoundDuty, duty: Duty): Say[] {
    if (bound.duty.tellsEnd) return this.#ended(bound, duty, bound.duty.tellsEnd);
    const readers = this.#readers(bound, bound.duty.tellsDone, duty, duty.asked?.by ?? null).filter(
      ({ person }) => person !== this.#desktop.speaker && person !== duty.actor,
    );
    if (readers.length === 0) return [];
    const common = this.#common(bound, duty, `done-${duty.id}`);
    const { pupils: _, ...item } = common.item;
    return readers.map(
      (holder): Say => ({
        ...common,
        item: { ...item, note: numberOf(bound, duty) },
        to: holder.person,
        role: holder.role,
        kind: 'notice',
        words: 'done',
        options: [],
        values: { unfilled: duty.detail === UNFILLED },
        urgent: false,
        whileLive: false,
      }),
    );
  }

  /** Its end, at once, to everybody who heard of it but who has just told it (`tellsEnd`). */
  #ended(bound: BoundDuty, duty: Duty, words: string): Say[] {
    const { student } = duty.about;
    const said = student ? saidOfFound(this.#desktop.file(student), duty) : null;
    return this.heardOf(bound, duty, { words, turn: `done-${duty.id}` }, { said });
  }

  /** Something of it, to everybody who heard of it but who has just told it. */
  heardOf(
    bound: BoundDuty,
    duty: Duty,
    { words, turn }: { words: string; turn: string },
    values: Say['values'],
  ): Say[] {
    const { speaker } = this.#desktop;
    const { tells = [], tellsDone = [] } = bound.duty;
    const late = duty.steps.slice(0, duty.taken).filter(({ does }) => does !== 'remind');
    const heard = [
      ...(duty.actor ? [{ person: duty.actor, role: duty.role }] : []),
      ...this.#readers(bound, [...tells, ...tellsDone], duty, null),
      ...late
        .flatMap(({ rung }) => duty.ladder.slice(rung, rung + 1))
        .flatMap((role) => this.#reach(role, duty.about, null)),
    ];
    const once = new Map(heard.map((holder) => [holder.person, holder]));
    const common = this.#common(bound, duty, turn);
    return [...once.values()]
      .filter(({ person }) => person !== speaker)
      .map(({ person, role }) => ({
        ...common,
        ...{ to: person, role, kind: 'notice' as const, words, options: [], whileLive: false },
        values: { ...values, who: speaker && this.#world.directory.nameOf(speaker) },
      }));
  }

  /** Everybody who is to hear of a duty, once each. */
  #readers(
    { duty: { names } }: BoundDuty,
    readers: readonly Reader[] = [],
    { about }: Duty,
    besides: string | null,
  ): { person: string; role: Role }[] {
    if (readers.length === 0) return [];
    const pupils = names && !about.student ? this.#groups.of(names, about).map(({ student }) => student) : [];
    const inCharge = about.student ? this.#desktop.file(about.student).township : null;
    const told = new Set<string>();
    return readers
      .flatMap((reader) => postsMeant(reader, about, pupils, { ...this.#world, inCharge }))
      .flatMap(({ role, about: where, office }) =>
        POSTED.has(role) ? this.#posted(role, where, besides) : this.#reach(role, where, besides, office),
      )
      .filter(({ person }) => !told.has(person) && told.add(person));
  }

  /** It cannot be done or does not apply, and why: to the first rung, who decides what now. */
  ended(bound: BoundDuty, duty: Duty, words: 'cannot' | 'not_applicable'): Say[] {
    return this.#tellReason(bound, duty, this.#firstRung(duty), {
      ...{ words, why: duty.detail, turn: `${words}-${duty.id}` },
    });
  }

  /** What keeps it from being done: to the first rung, and to whoever waits to hear that it is. */
  hindered(bound: BoundDuty, duty: Duty): Say[] {
    const waiting = this.#readers(bound, bound.duty.tellsDone, duty, duty.actor);
    const turn = `hindered-${duty.period}-${this.#world.now}`;
    return this.#tellReason(bound, duty, [...this.#firstRung(duty), ...waiting], {
      ...{ words: 'hindered', why: duty.hindrance, turn },
    });
  }

  #firstRung({ ladder, about, actor }: Duty): { person: string; role: Role }[] {
    return ladder.slice(0, 1).flatMap((role) => this.#reach(role, about, actor));
  }

  #tellReason(
    bound: BoundDuty,
    duty: Duty,
    holders: readonly { person: string; role: Role }[],
    { words, why, turn }: { words: string; why: string | null; turn: string },
  ): Say[] {
    const told = new Map(holders.map((holder) => [holder.person, holder]));
    return [...told.values()].map((holder) => ({
      ...this.#common(bound, duty, turn),
      to: holder.person,
      role: holder.role,
      kind: 'escalation',
      words,
      options: [],
      values: { why },
      whileLive: false,
    }));
  }

  /** Its time has come: a reminder, or that the time is up. */
  step(bound: BoundDuty, duty: Duty, taken: readonly Step[]): Say[] {
    if (taken.every(({ does }) => does === 'accept'))
      return [
        ...this.#remind(bound, duty, taken, 'unaccepted'),
        ...this.escalate(bound, duty, taken, 'unaccepted'),
      ];
    const overdue = taken.some(({ does }) => does === 'due' || does === 'again');
    return [
      ...this.#remind(bound, duty, taken, overdue ? 'overdue' : 'reminder'),
      ...(overdue ? this.escalate(bound, duty, taken, 'escalation') : []),
    ];
  }

  /** To those above, with what its actor has said keeps it from being done. */
  escalate(bound: BoundDuty, duty: Duty, taken: readonly Step[], words: string): Say[] {
    const common = this.#common(bound, duty, turnOf(taken));
    const item = { ...common.item, ...hindranceOf(bound, duty) };
    const told = new Set<string>(duty.actor ? [duty.actor] : []);
    return taken
      .filter(({ does }) => does !== 'remind')
      .flatMap((step): Say[] => {
        const role = duty.ladder[step.rung];
        if (!role) return [];
        return this.#reach(role, duty.about, null).flatMap((holder): Say[] => {
          if (told.has(holder.person)) return [];
          told.add(holder.person);
          return [
            {
              ...common,
              item,
              to: holder.person,
              role: holder.role,
              kind: 'escalation',
              words: this.#wordsOf(bound, words),
              options: [],
              late: this.#isLate(taken),
              whileLive: words !== 'unreached',
            },
          ];
        });
      });
  }

  #remind(bound: BoundDuty, duty: Duty, taken: readonly Step[], words: string): Say[] {
    // At twice the time the level above is told; the actor has heard it already.
    if (!duty.actor || taken.every((step) => step.does === 'again')) return [];
    return [
      {
        ...this.#common(bound, duty, turnOf(taken)),
        to: duty.actor,
        role: duty.role,
        kind: 'reminder',
        words: this.#wordsOf(bound, words),
        options: bound.duty.replies ?? [],
        late: this.#isLate(taken),
        whileLive: true,
      },
    ];
  }

  #common(bound: BoundDuty, duty: Duty, turn: string): Common {
    const { directory } = this.#world;
    const first = isKeyGroup(directory.students.get(duty.about.student ?? ''), directory);
    return { item: this.#item(bound, duty), urgent: bound.duty.urgent ?? false, late: false, first, turn };
  }

  #item(bound: BoundDuty, duty: Duty): NoticeItem {
    const item = { ...itemFor(bound, duty, this.#world), ...whileAway(bound, duty) };
    if (duty.rule === DISPATCH && duty.about.student)
      return { ...item, note: this.#proposal(duty.about.student) };
    if (duty.rule === LAW_CHECK && duty.about.student)
      return { ...item, note: toCheck(this.#desktop.file(duty.about.student), this.#world) };
    if (duty.rule !== MARKING || !duty.about.class) return item;
    const day = this.#desktop.classDay(duty.about.class, duty.period);
    const students = this.#world.directory.studentsOf(day.class);
    const standings = students.flatMap(({ id, name }) => {
      const mark = this.#desktop.file(id).marks[duty.period];
      return mark && mark.standing !== 'present' ? [`${name}:${mark.standing}`] : [];
    });
    return {
      ...item,
      note: [day.expected ?? students.length, day.rolledAt === null ? '' : 'rolled', ...standings].join('|'),
    };
  }

  /** `township|row`, as the bureau's officer is to agree or to decide otherwise. */
  #proposal(student: string): string | null {
    const { directory } = this.#world;
    const pupil = directory.students.get(student);
    if (!pupil) return null;
    const { row, township } = proposalFor(pupil, this.#desktop.file(student), directory);
    return `${directory.townships.get(township ?? '')?.name ?? ''}|${row}`;
  }

  /** The reply to the report tells its sender; somebody else's report must still reach whoever has to act. */
  #isQuiet({ duty: rule }: BoundDuty, duty: Duty): boolean {
    const { speaker } = this.#desktop;
    if (rule.quiet === 'again') return isRepeated(duty.period);
    if (rule.quiet === 'to_speaker') return speaker === null || speaker === duty.actor;
    return rule.quiet === true || rule.quiet === 'silent';
  }

  /** Those whom a village may have posted to it beside its cadres; where there are none, nobody is told in their place. */
  #posted(role: Role, about: Subject, besides: string | null): { person: string; role: Role }[] {
    const { directory, now } = this.#world;
    return directory.holders(role, about, dayOf(now)).filter(({ person }) => person !== besides);
  }

  /** The holder of a role, or of the next rung that has one; nobody twice in one telling. */
  #reach(
    role: Role,
    about: Subject,
    besides: string | null,
    office: Unit | null = null,
  ): { person: string; role: Role }[] {
    const { directory, now } = this.#world;
    const file = about.student ? this.#desktop.file(about.student) : null;
    const where = actingFor(role, about, file, directory);
    const { holder, gaps } = directory.resolve(role, where, dayOf(now), office);
    this.#onGaps(gaps, where, null);
    return holder && holder.person !== besides ? [holder] : [];
  }

  #wordsOf(bound: BoundDuty, words: string): string {
    return bound.duty.words === 'own' ? `${bound.name}/${words}` : words;
  }

  /** Late when the moment itself was missed by more than a few minutes: the product was not running. */
  #isLate(taken: readonly Step[]): boolean {
    const last = taken.at(-1);
    return last !== undefined && this.#world.now - last.at > LATE_AFTER;
  }
}

/**
 * `step|step before|number of its paper|its service|from when enforcement may be applied for`; the last where the law still bars it,
 * which is for the check to weigh (law.md §3.2).
 */
const toCheck = (file: CaseFile, { calendar, now }: World): string | null => {
  const step = nextStep(file);
  if (!step) return null;
  const before = recordOf(file, file.fourStep as FourSteps);
  const { number = '', on = '', served = on } = before?.document ?? {};
  const early = step === 'S4_COURT' ? tooEarly(file, calendar, dayOf(now)) : null;
  return [step, file.fourStep, number, served ?? '', early ?? ''].join('|');
};

/** What ends with the return, or with the child at the door that morning, speaks of an absence. */
const whileAway = ({ duty: { lapses } }: BoundDuty, { about }: Duty): Pick<NoticeItem, 'whileAway'> =>
  about.student && (lapses.includes('returned') || lapses.includes('back')) ? { whileAway: true } : {};

/** Of a talk with a counsellor and the like nothing is passed on that was said beside it (`keeps`, policy.md §5.1). */
const hindranceOf = (
  { duty: { replies = [] } }: BoundDuty,
  { hindrance }: Duty,
): Pick<NoticeItem, 'hindrance'> =>
  hindrance === null || replies.some(({ keeps }) => keeps) ? {} : { hindrance };

/** The number of the paper that proves a duty (文号); null where what was said with it is of another kind. */
const numberOf = ({ duty: { replies = [] } }: BoundDuty, { detail }: Duty): string | null => {
  const wanted = new Set(replies.flatMap(({ act, needs }) => (act === 'done' && needs ? [needs] : [])));
  return wanted.size === 1 && wanted.has('number') && detail !== UNFILLED ? detail : null;
};

const turnOf = (taken: readonly Step[]): string => `step-${taken.at(-1)?.at ?? 0}`;
