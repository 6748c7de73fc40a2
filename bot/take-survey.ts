import { dayOf, type Instant } from '../domain/calendar/time.ts';
import { isActive } from '../domain/cases/file.ts';
import type { County } from '../domain/decision.ts';
import type { Author, Fact, FactBody } from '../domain/facts/fact.ts';
import { Directory, type Student } from '../domain/people/directory.ts';
import { foundChild } from '../domain/people/found-child.ts';
import type { Subject } from '../domain/signals.ts';
import {
  childrenOf,
  countSurvey,
  type KnownChild,
  type SurveyedChild,
  type SurveyRow,
} from '../domain/survey/survey.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { fileOf, keepChild } from '../prisma/stores/answer-store.ts';
import { recordFacts } from '../prisma/stores/recording.ts';
import { keepSurvey } from '../prisma/stores/survey-store.ts';
import type { Writing } from '../prisma/stores/transaction.ts';
import { checkTownship, personIn, toLookFor } from '../seeds/survey/check-township.ts';
import type { SurveyOutcome } from '../templates/survey.ts';

interface Dependencies {
  database: Database;
  secrets: Secrets;
  county: County;
}

/** One township's part of a table, with how much of it has to be put right, and who sent it. */
interface TownshipPart {
  township: string;
  rows: readonly SurveyRow[];
  wrong: number;
  by: Author;
  /** Root of the keys of its facts. */
  source: string;
}

/**
 * Takes in one township's 适龄儿童排查表 (P2.R4-APR-SURVEY): keeps it, holds it against the children the directory knows, and
 * gives who is out of school a case, or the school a question; nobody is merged on a guess (T10). The survey is done
 * when nothing in it is wrong and nobody is missed.
 */
export const takeSurvey = async (
  { database, secrets, county }: Dependencies,
  { township, rows, wrong, by, source }: TownshipPart,
  now: Instant,
): Promise<SurveyOutcome> => {
  const { directory } = county;
  const today = dayOf(now);
  const year = today.slice(0, 4);
  const children = childrenOf(rows);
  const check = await checkTownship({ database, secrets, directory }, { township, children, day: today });
  const counts = countSurvey(rows);
  const missed = toLookFor(check).length;
  const isWhole = missed === 0 && wrong === 0 && check.undecided.length === 0;
  const cases = await database.hot.transaction(async (tx) => {
    await keepSurvey(tx, secrets, { township, year, rows, counts, missed, wrong, by: by.person }, now);
    const villages = new Map(rows.flatMap(({ child, village }) => (child ? [[child, village]] : [])));
    const found = check.strangers.map((child) => ({
      child,
      student: foundChild(
        {
          ...{ person: personIn(child, secrets), name: child.name, school: null, township },
          village: villages.get(child) ?? null,
        },
        directory,
      ),
    }));
    const fresh = found.flatMap(({ student }) => (directory.students.has(student.id) ? [] : [student]));
    for (const student of fresh) await keepChild(tx, student);
    const { parts } = directory;
    const whole = new Directory({ ...parts, students: [...parts.students, ...fresh] });
    const tell = teller(tx, { ...county, directory: whole }, { by, source, now });
    await tell(directory.parts.district.id, { township }, [], {
      ...{ kind: 'survey_taken', township, year, missed, whole: isWhole },
      ...{ households: counts.households, children: counts.children },
    });
    const out = [...check.known, ...found.map(({ child, student }) => ({ child, student: student.id }))];
    return openCases(tx, tell, out, whole.students, { year, day: today });
  });
  return {
    ...{ township: directory.townships.get(township)?.name ?? '', year, counts, isWhole },
    missed: check.missed.map((child) => placed(child)),
    unclear: check.unclear.length,
    ...cases,
    undecided: check.undecided.map(({ name }) => name),
  };
};

const placed = ({ name, village, school, class: inClass }: KnownChild): string => {
  const where = [village, school && `${school}${inClass ?? ''}`].filter(Boolean).join('，');
  return where ? `${name}（${where}）` : name;
};

type Tell = (stream: string, about: Subject, classes: readonly string[], body: FactBody) => Promise<void>;

/** Records facts of one table, each in the stream it belongs to. */
const teller = (
  tx: Writing,
  county: County,
  { by, source, now }: { by: Author; source: string; now: Instant },
): Tell => {
  let place = 0;
  return async (stream, about, classes, body) => {
    const fact: Fact = { key: `${source}:survey.${place}`, about, at: now, by, words: null, body };
    place += 1;
    await recordFacts(tx, county, stream, classes, () => [fact], now);
  };
};

/** Who is out of school gets a case, unless there is one; who is on a class's roster is asked after at the school. */
const openCases = async (
  tx: Writing,
  tell: Tell,
  out: readonly { child: SurveyedChild; student: string }[],
  students: ReadonlyMap<string, Student>,
  { year, day }: { year: string; day: string },
): Promise<Pick<SurveyOutcome, 'opened' | 'already' | 'atSchool'>> => {
  const opened: string[] = [];
  const atSchool: string[] = [];
  let already = 0;
  for (const { child, student: id } of out) {
    const student = students.get(id);
    if (!student) continue;
    const file = await fileOf(tx, id);
    if (file && isActive(file)) {
      already += 1;
      continue;
    }
    const about = { student: id };
    if (student.class === null) {
      await tell(student.school, about, [], { kind: 'not_enrolled', student: id, day });
      opened.push(student.name);
    } else if (child.state === 'dropped_out' || child.state === 'never_enrolled') {
      const differs = { kind: 'survey_differs', student: id, year, state: child.state } as const;
      await tell(student.school, about, [student.class], differs);
      atSchool.push(student.name);
    }
  }
  return { opened, already, atSchool };
};
