import type { SeatPhone } from '../../domain/cases/twelve.ts';
import type { Database } from '../client.ts';
import type { Secrets } from '../secrets.ts';
import type { Transaction } from './transaction.ts';

/** Under which the telephone of whoever looks after the child at home stands beside those of the seats (P5.1-LEFTBEHIND). */
export const CARER_TITLE = '照看人';

const placeOf = (student: string, title: string) => ({
  table: 'twelve_phone',
  column: 'phone',
  row: `${student}/${title}`,
});

/** Keeps the telephones of seats that somebody named for a child, sealed, in place of those before them (P1.3-TWELVE). */
export const keepTwelvePhones = async (
  tx: Transaction,
  seal: Secrets['seal'],
  student: string,
  phones: Readonly<Record<string, SeatPhone>>,
): Promise<void> => {
  const rows = Object.entries(phones).map(([title, phone]) => ({
    ...{ student, title },
    phone: seal(JSON.stringify(phone), placeOf(student, title)),
  }));
  await tx.$executeRaw`
    INSERT INTO twelve_phone SELECT * FROM jsonb_populate_recordset(null::twelve_phone, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (student, title) DO UPDATE SET phone = excluded.phone`;
};

/** Those telephones opened, by the title of the seat. */
export const openTwelvePhones = async (
  database: Database,
  secrets: Secrets,
  student: string,
): Promise<ReadonlyMap<string, SeatPhone>> => {
  const rows = await database.twelvePhone.findMany({ where: { student } });
  return new Map(
    rows.map(({ title, phone }) => [
      title,
      JSON.parse(secrets.open(phone, placeOf(student, title))) as SeatPhone,
    ]),
  );
};
