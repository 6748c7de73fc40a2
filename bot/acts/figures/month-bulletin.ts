import { monthOf } from '../../../domain/calendar/occasions.ts';
import { dayOf } from '../../../domain/calendar/time.ts';
import { areasOf } from '../../../domain/figures/areas.ts';
import type { ToldFigures } from '../../../domain/figures/figure.ts';
import { type PlaceRow, placeRow, placeRows } from '../../../domain/figures/place-rows.ts';
import { spanNamed } from '../../../domain/figures/spans.ts';
import { titleOf } from '../../../domain/policy/policy.ts';
import { readFigures } from '../../../prisma/stores/figure-store.ts';
import { cellsOfSnapshot, snapshotOfKey } from '../../../prisma/stores/snapshot-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const ASKS = /^(?:看一?下|看看|看|查看|取)?(?:上月|上个月)?(?:月度)?通报(表)?[。？?！!]*$/;
/** What is proposed to be put right for one place; the rest is in the table. */
const MOST_PROPOSED = 3;

/**
 * "月度通报": last month by place, from the sheet that was frozen when it ended (G4.2-MONTHLY), with what is proposed to
 * be put right and by when, and a picture of it. "通报表" gives the whole table. Nothing is set to anybody before a named person says so.
 */
export const askedBulletin = async (turn: Turn): Promise<Outcome | null> => {
  const match = ASKS.exec(turn.text);
  if (!match) return null;
  const [named] = areasOf(turn.speaker.viewer, 'figures', turn.directory);
  if (!named || 'school' in named.area) return null;
  const span = spanNamed('last_month', turn.now);
  const sheet = await snapshotOfKey(turn.tx, `month:${monthOf(span.first)}`);
  const told: ToldFigures = { ...named, span: sheet?.span ?? span, sheet: sheet?.key ?? null };
  const file = { is: 'figures', told, reader: turn.speaker.person, asked: turn.now } as const;
  if (match[1]) return { act: 'file', reply: phrase(turn, 'bulletin_table'), file: { ...file, as: 'table' } };
  const cells = sheet
    ? await cellsOfSnapshot(turn.tx, sheet.id, [])
    : await readFigures(turn.tx, span, 'counts');
  const rows = placeRows(cells, named.area, turn.directory);
  const [anySchool] = turn.directory.schools.keys();
  const due = turn
    .calendarOf(anySchool ?? '')
    .addWorkdays(dayOf(turn.now), turn.policy.settings['rectify.default_wd']);
  const values = {
    ...{ name: named.name, month: Number(span.first.slice(5, 7)), year: span.first.slice(0, 4) },
    ...placeRow(cells, named).counts,
    frozen: sheet?.takenAt ?? null,
  };
  return {
    act: 'query',
    reply: turn.words.say('replies/month_bulletin', {
      values,
      lines: rows.map((row) => phrase(turn, 'bulletin_place', { name: row.name, ...row.counts })),
      next: 'district' in named.area ? rows.flatMap((row) => proposed(turn, row, due)) : [],
      now: turn.now,
    }),
    file: { ...file, as: 'picture' },
  };
};

/** What one township is to put right, in the words with which it is set (整改：…). */
const proposed = (turn: Turn, { name, undone }: PlaceRow, due: string): string[] => {
  if (undone.length === 0) return [];
  const matters = undone.slice(0, MOST_PROPOSED).map((item) => `${titleOf(turn.policy, item)}${item.count}`);
  const more = undone.length > MOST_PROPOSED;
  return [phrase(turn, 'bulletin_proposed', { name, due, matters: matters.join('、'), more })];
};
