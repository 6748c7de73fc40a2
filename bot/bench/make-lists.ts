import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addDays } from '../../domain/calendar/time.ts';
import type { Source } from '../../domain/comparison/types.ts';
import { checkCharacter } from '../../domain/people/id-number.ts';
import { loadComparison } from '../../seeds/comparison/load-comparison.ts';
import { readNames } from '../../seeds/demo/county-shape.ts';
import { dice } from '../../seeds/demo/dice.ts';
import { workbookOf } from '../../templates/sheets.ts';

/**
 * Writes the four lists of an invented county of ROWS children into FOLDER, in a process of its own, whose memory is not
 * that of the comparison: `make-lists.ts FOLDER ROWS TOWNSHIP SCHOOL`.
 */
const [folder = '', count = '0', township = '', school = ''] = process.argv.slice(2);
const total = Number(count);

const chance = dice('lists');
const { surnames, girls, boys } = readNames();
const characters = [...new Set([...girls, ...boys].flatMap((name) => [...name]))];
const called = (surname: string): string => surname + chance.pick(characters) + chance.pick(characters);

const children = Array.from({ length: Math.round(total * 1.03) }, (_, place) => {
  const surname = chance.pick(surnames, true);
  const birth = addDays('2012-01-01', Math.floor(chance.next() * 3000));
  const area = `5399${String(place % 37).padStart(2, '0')}`;
  const digits = `${area}${birth.replaceAll('-', '')}${String(Math.floor(place / 37) % 1000).padStart(3, '0')}`;
  const number = digits + checkCharacter(digits);
  return { place, name: called(surname), guardian: called(surname), birth, number };
});
const atHome = children.slice(0, total);
const onRecord = children.slice(Math.round(total * 0.03));
const nextDigit = (digit: string | undefined): string => String((Number(digit) + 1) % 10);

/** Of a hundred children three have no record, two no number at home, two a slip in the record, five no seat. */
const lists: Record<Source, (string | null)[][]> = {
  household: atHome.map(({ place, name, guardian, birth, number }) => [
    name,
    place % 50 === 1 ? null : number,
    birth,
    guardian,
    township,
  ]),
  enrolment: onRecord.map(({ place, name, guardian, birth, number }) => [
    name,
    place % 50 === 3 ? number.slice(0, 15) + nextDigit(number[15]) + number.slice(16) : number,
    birth,
    guardian,
    school,
  ]),
  in_school: onRecord
    .filter(({ place }) => place % 20 !== 7)
    .map(({ name, birth, number }) => [name, number, birth, null, school]),
  monitored: atHome
    .filter(({ place }) => place % 12 === 7)
    .map(({ name, guardian, birth, number }) => [name, number, birth, guardian, '边缘易致贫户']),
};

const COLUMNS: Record<
  Source,
  readonly ('name' | 'idNumber' | 'birth' | 'guardians' | 'township' | 'school' | 'type')[]
> = {
  household: ['name', 'idNumber', 'birth', 'guardians', 'township'],
  enrolment: ['name', 'idNumber', 'birth', 'guardians', 'school'],
  in_school: ['name', 'idNumber', 'birth', 'guardians', 'school'],
  monitored: ['name', 'idNumber', 'birth', 'guardians', 'type'],
};

const { format } = loadComparison();
for (const source of Object.keys(lists) as Source[]) {
  const { title, columns } = format.lists[source];
  const sheet = {
    name: title,
    columns: COLUMNS[source].map((column) => ({ title: columns[column]?.title ?? column, width: 12 })),
    rows: lists[source],
  };
  await writeFile(path.join(folder, `${source}.xlsx`), await workbookOf([sheet]));
}
