import { areasOf } from '../../../domain/figures/areas.ts';
import { lies } from '../../../domain/figures/figure.ts';
import { assessmentSheet, type SheetKind } from '../../../domain/figures/sheets.ts';
import {
  cellsOfSnapshot,
  correctionsSince,
  type DatedCorrection,
  freeze,
  newestSnapshot,
} from '../../../prisma/stores/snapshot-store.ts';
import { figureWords } from '../../../templates/figures.ts';
import { notYours } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { tellFigures } from './figures.ts';

const SHEETS: Readonly<Record<string, SheetKind>> = {
  ...{ 日报: 'day', 月末数: 'month', 月度清零表: 'month', 清零表: 'month' },
  ...{ 考核数据: 'assessment', 考核数: 'assessment' },
};
const ASKS = /^(?:看一?下|看看|看|查看|查)?(日报|月末数|月度清零表|清零表|考核数据|考核数)[。？?！!]*$/;
const FREEZES = /^冻结(?:今年|本年|年度)?考核数(?:据)?[。！!]?$/;

/** "日报", "清零表", "考核数据": the newest frozen sheet; "冻结考核数据" takes one. Null for anything else. */
export const askedFrozen = async (turn: Turn): Promise<Outcome | null> => {
  if (FREEZES.test(turn.text)) return freezeAssessment(turn);
  const kind = SHEETS[ASKS.exec(turn.text)?.[1] ?? ''];
  if (!kind) return null;
  const [named] = areasOf(turn.speaker.viewer, 'figures', turn.directory);
  if (!named) return null;
  const snapshot = await newestSnapshot(turn.tx, kind);
  if (!snapshot) return { act: 'query', reply: phrase(turn, 'sheet_none') };
  const cells = await cellsOfSnapshot(turn.tx, snapshot.id, []);
  const corrections = (await correctionsSince(turn.tx, snapshot)).filter((item) => lies(item, named.area));
  const notes = [
    phrase(turn, 'sheet_frozen', { at: snapshot.takenAt }),
    ...(corrections.length > 0 ? corrected(turn, corrections) : []),
  ];
  return tellFigures(turn, { ...named, span: snapshot.span, sheet: snapshot.key }, cells, notes);
};

/** One line for each figure of which a row was corrected. */
const corrected = (turn: Turn, corrections: readonly DatedCorrection[]): string[] =>
  [...new Set(corrections.map(({ figure }) => figure))].map((figure) => {
    const own = corrections.filter((item) => item.figure === figure);
    const days = own.flatMap(({ on }) => on ?? []).sort();
    return phrase(turn, 'sheet_corrected', {
      ...figureWords(figure),
      gone: own.filter(({ change }) => change === 'gone').length,
      added: own.filter(({ change }) => change === 'added').length,
      on: days.at(-1) ?? null,
    });
  });

/** A named person of the bureau freezes what an assessment stands on, with its known limits (G4.1-ASSESS-USE). */
const freezeAssessment = async (turn: Turn): Promise<Outcome> => {
  const { role, person } = turn.speaker;
  if (role !== 'bureau_officer' && role !== 'bureau_head')
    return notYours(turn, phrase(turn, 'act_freeze'), phrase(turn, 'bureau'));
  await freeze(turn.tx, assessmentSheet(turn.now), person, turn.now);
  return { act: 'command', reply: phrase(turn, 'sheet_taken', { at: turn.now }) };
};
