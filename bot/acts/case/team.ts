import { dayOf } from '../../../domain/calendar/time.ts';
import { type CaseFile, emptySeats } from '../../../domain/cases/file.ts';
import { phonesApart, seatsNamedIn } from '../../../domain/cases/twelve.ts';
import { seatsByPost } from '../../../domain/conversation/case-replies.ts';
import { entriesOf } from '../../../domain/conversation/stops.ts';
import { SEATS, type Seat, type Seated } from '../../../domain/facts/case-fact.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { type Teacher, teachersNamed } from '../../../domain/people/teachers.ts';
import { keepTwelvePhones } from '../../../prisma/stores/twelve-store.ts';
import { seatWords } from '../../../templates/case-words.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';
import { inSchool, inTownship, isPrincipal, type Sentence } from './sentence.ts';
import { twelveLines } from './standing.ts';

const TITLES: Readonly<Record<Seat, RegExp>> = {
  township_officer: /^(?:乡镇|街道)?分管(?:教育)?(?:领导|负责同志|同志)?/,
  judicial_office: /^司法所(?:人员)?/,
  police_station: /^派出所(?:人员)?/,
  village_cadre: /^(?:村居|村|社区)(?:两委|委会|居)(?:干部)?/,
  first_secretary: /^(?:驻村)?第一书记/,
  work_team: /^(?:驻村)?工作队员?/,
  household_helper: /^帮扶(?:联系人|干部)/,
  group_cadre: /^(?:村民|居民|村居民)?小组(?:长|人员)?/,
};

const VACANT = /^(?:空缺|暂缺|没有|无人)/;

/** "司法所李强，派出所空缺（未派驻）": seat by seat, as told. */
const seatsIn = (text: string): Partial<Record<Seat, Seated>> => {
  const seats: Partial<Record<Seat, Seated>> = {};
  for (const part of entriesOf(text)) {
    const said = part.trim();
    const name = SEATS.find((seat) => TITLES[seat].test(said));
    if (!name) continue;
    const rest = said.replace(TITLES[name], '').replace(/^[:：\s]+/, '');
    const reason = rest.replace(VACANT, '').replace(/^[:：（(，\s因为是]+|[）)\s]+$/gu, '');
    if (VACANT.test(rest)) {
      if (reason.length > 1) seats[name] = { vacant: reason };
    } else if (rest.length > 1) seats[name] = { name: rest };
  }
  return seats;
};

/** Who sits on which seat of a joint group, and what is still wanting (P4.R3-TEAM). */
export const seatLines = (turn: Turn, file: CaseFile): string[] => {
  const seated = SEATS.flatMap((seat) => {
    const sits = file.group[seat];
    if (!sits) return [];
    const who = 'name' in sits ? sits.name : phrase(turn, 'seat_vacant', { reason: sits.vacant });
    return [`${seatWords[seat]}${who}`];
  });
  const empty = emptySeats(file).map((seat) => seatWords[seat]);
  return [
    phrase(turn, 'seats_taken', { seats: seated.join('、') }),
    ...(empty.length > 0 ? [phrase(turn, 'seats_empty', { seats: empty.join('、') })] : []),
  ];
};

/** The teachers of the child's school, or of the township's for a child without one, whom these words may mean. */
const teachersCalled = (said: string, student: Student, { directory, now }: Turn): Teacher[] => {
  const township = directory.schools.get(student.school)?.township;
  const schools = directory.parts.schools.filter(({ id, township: lies }) =>
    student.class === null ? lies === township : id === student.school,
  );
  return teachersNamed(
    said,
    schools.map(({ id }) => id),
    directory,
    dayOf(now),
  );
};

/** Words of a deed, not of somebody who does it: "工作组：明天去家访". */
const NO_NAME = /[去来到说没不已未请让]|家访|劝返|返校|今天|明天|同意|答应|还是|什么|谁|[?？]/u;

/** "卫校长、冯主任、郭老师": the names and titles that a message lists, as they were said; empty where it lists anything else. */
const membersIn = (said: string): string => {
  const listed = said
    .replace(/[。.!！\s]+$/u, '')
    .replace(/^(?:成员|名单|人员|组长|是|有|为|如下)*[:：，,\s]*/u, '');
  const parts = listed.split(/[、，,；;和\s]+/u).filter(Boolean);
  const areNames = parts.every(
    (part) => /^[\u4e00-\u9fa5·（）()：:]{2,16}$/u.test(part) && !NO_NAME.test(part),
  );
  return parts.length > 0 && areNames ? parts.join('、') : '';
};

/** Who works on a case: the responsible teacher and the joint group of eight seats (P3.1-NODE-ASSIGN, P4.R3-TEAM). */
export const TEAM: readonly Sentence[] = [
  {
    pattern: /联合(?:劝返)?小组/,
    may: inTownship,
    whose: 'township',
    label: 'act_group',
    plain: 'anybody',
    facts: ({ turn, file, student }) => {
      const listed = seatsIn(turn.text.slice(turn.text.search(/小组/) + 2).replace(/^[:：\s]+/, ''));
      // Posts that are held are known; what is told counts before them.
      const seats = { ...seatsByPost(file, turn.directory, dayOf(turn.now)), ...file.group, ...listed };
      return [{ kind: 'group', student: student.id, seats }];
    },
    next: ({ turn, file }) => seatLines(turn, file),
  },
  {
    // P3.1-LINK-TEAM: the school's own group of a case, in the words of the principal who calls it together.
    pattern:
      /(?<!转告.*)(?:工作(?:小)?组|劝返(?:小)?组|专班)(?:的|成员|名单|人员)*(?:已经?|都|也)?(?:定|确定|成立|组成|安排|组建|明确)?(?:下来|好|了)*(?:[:：，,\s]+|(?=[是有为]))(\S.*)$/su,
    may: isPrincipal,
    whose: 'principal',
    label: 'act_team',
    plain: 'anybody',
    facts: ({ student: { id }, match }) => {
      const members = membersIn(match[1] ?? '');
      return members === '' ? null : [{ kind: 'team', student: id, members }];
    },
    next: ({ turn, file }) => (file.team ? [phrase(turn, 'team_told', { members: file.team })] : []),
  },
  {
    pattern: /(?:双线)?十二人(?:名单)?[:：\s]*(\S.*)$/su,
    may: (turn) => isPrincipal(turn) || inTownship(turn),
    whose: 'principal',
    label: 'act_twelve',
    plain: 'anybody',
    // A telephone is written into no file, fact or message: it is kept sealed beside the seat.
    hides: ({ turn: { text, tx, seal, policy }, student }) => {
      const apart = phonesApart(text, policy.settings);
      if (apart.text === text) return null;
      const keep = async (): Promise<void> => {
        if (seal && Object.keys(apart.phones).length > 0)
          await keepTwelvePhones(tx, seal, student.id, apart.phones);
      };
      return { text: apart.text, keep };
    },
    facts: ({ student: { id }, turn, match }) => {
      const { settings } = turn.policy;
      const seats = seatsNamedIn(phonesApart(match[1] ?? '', settings).text, settings);
      return Object.keys(seats).length > 0
        ? [{ kind: 'twelve', student: id, seats }]
        : { wanting: 'want_twelve' };
    },
    next: ({ turn, file }) => twelveLines(turn, file),
  },
  {
    pattern: /责任教师(?:是|为|定为|[:：])?\s*([^，,。；;！!\s]{2,20})/,
    // Of a child whom no school has, the township says which teacher of its schools (T10).
    may: (turn) => isPrincipal(turn) || inTownship(turn),
    whose: 'principal',
    label: 'act_assignment',
    plain: 'anybody',
    facts: ({ student, turn, match }) => {
      if (student.class !== null && !isPrincipal(turn)) return { wanting: 'want_principal' };
      const said = match[1] ?? '';
      const found = teachersCalled(said, student, turn);
      const [one] = found;
      if (!one) return { wanting: 'want_teacher', values: { said, child: student.name } };
      if (found.length > 1) {
        const known = found.map(({ place, name }) => `${place}${name}`).join('、');
        return {
          wanting: 'want_which_teacher',
          values: { said, known, child: student.name, first: `${one.place}${one.name}` },
        };
      }
      return [{ kind: 'assignment', student: student.id, teacher: one.name, person: one.id }];
    },
    next: ({ turn, file }) => (file.teacher ? [phrase(turn, 'teacher_told', { teacher: file.teacher })] : []),
  },
  {
    pattern: /(列入|移出)(?:辍学)?隐患生?(?:名单)?/,
    may: inSchool,
    whose: 'school',
    label: 'act_at_risk',
    plain: 'allowed',
    facts: ({ student: { id }, match }) => [{ kind: 'at_risk', student: id, at_risk: match[1] === '列入' }],
  },
];
