import { dayOf } from '../../domain/calendar/time.ts';
import { emptyFile } from '../../domain/cases/file.ts';
import { type SeatPhone, twelveOf } from '../../domain/cases/twelve.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import { openPhones } from '../../prisma/stores/directory-store.ts';
import { caseFileOf } from '../../prisma/stores/ledger-store.ts';
import { openTwelvePhones } from '../../prisma/stores/twelve-store.ts';
import { workbookOf } from '../../templates/sheets.ts';
import { type TwelveRow, twelveSheet } from '../../templates/twelve-sheet.ts';
import type { DraftDependencies } from './draft.ts';

/**
 * 双线十二人 of one pupil's case, seat by seat: of whom the directory knows the telephone is the directory's, as it is now;
 * of others the one that was typed in with the name (P1.3-TWELVE).
 */
export const drawTwelve = async (
  { student, asked }: Extract<NoticeFile, { is: 'twelve' }>,
  { database, secrets, county }: DraftDependencies,
): Promise<Buffer> => {
  const { directory, policy } = county();
  const file = (await caseFileOf(database, student)) ?? emptyFile(student);
  const seats = twelveOf(file, directory, dayOf(asked), policy.settings);
  const people = seats.flatMap((seat) => seat.people.map(({ person }) => person));
  const [phones, typed] = await Promise.all([
    openPhones(database, secrets, people),
    openTwelvePhones(database, secrets, student),
  ]);
  const rows = seats.flatMap(({ line, title, who, namedOn, people: known }): TwelveRow[] =>
    known.length > 0
      ? known.map(({ person, since }) => ({
          ...{ line, title, since, name: directory.nameOf(person), phone: phones.get(person) ?? null },
        }))
      : [{ line, title, name: who, phone: phoneOf(typed.get(title), who), since: namedOn }],
  );
  return workbookOf([twelveSheet(directory.students.get(student)?.name ?? '', rows)]);
};

/** Of whoever sits there now, not of somebody who was named before. */
const phoneOf = (typed: SeatPhone | undefined, who: string | null): string | null =>
  typed && typed.name === who ? typed.phone : null;
