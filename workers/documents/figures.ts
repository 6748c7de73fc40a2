import type { County } from '../../domain/decision.ts';
import type { ToldFigures } from '../../domain/figures/figure.ts';
import { type PlaceRow, placeRow, placeRows } from '../../domain/figures/place-rows.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import { titleOf } from '../../domain/policy/policy.ts';
import type { Database } from '../../prisma/client.ts';
import { readFigures } from '../../prisma/stores/figure-store.ts';
import { cellsOfSnapshot, snapshotOfKey } from '../../prisma/stores/snapshot-store.ts';
import { bulletinChart, figureWorkbook } from '../../templates/figure-sheets.ts';
import { fileNames } from '../../templates/paper-words.ts';
import { pictureOf } from '../../templates/picture.ts';

interface Dependencies {
  database: Database;
  county(): County;
}

/** The picture or the table of an area's figures, out of the frozen sheet they were told from. */
export const drawFigures = async (
  { as, told, asked }: Extract<NoticeFile, { is: 'figures' }>,
  { database, county }: Dependencies,
): Promise<{ name: string; content: Buffer }> => {
  const { directory, policy } = county();
  const cells = await cellsOf(told, database);
  const places = placeRows(cells, told.area, directory);
  if (as === 'picture')
    return {
      name: fileNames.picture(told.name, asked),
      content: await pictureOf(bulletinChart(told, places)),
    };
  const whole = placeRow(cells, told);
  const schools =
    'district' in told.area
      ? directory.parts.townships.flatMap((township) =>
          placeRows(cells, { township: township.id }, directory),
        )
      : [];
  const sheets: { title: 'places' | 'schools'; rows: PlaceRow[] }[] = [
    { title: 'places', rows: [whole, ...places] },
    ...(schools.length > 0 ? [{ title: 'schools' as const, rows: schools }] : []),
  ];
  return {
    name: fileNames.figures(told.name, asked),
    content: await figureWorkbook({ places: sheets, titleOf: (name) => titleOf(policy, { name }) }),
  };
};

const cellsOf = async ({ sheet, span }: ToldFigures, { hot }: Database) => {
  const snapshot = sheet === null ? null : await snapshotOfKey(hot, sheet);
  return snapshot ? cellsOfSnapshot(hot, snapshot.id, []) : readFigures(hot, span, 'counts');
};
