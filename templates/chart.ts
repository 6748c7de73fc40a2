import { FONT } from './picture.ts';

/** One bar in each group: what it means, and its colour. */
export interface Series {
  label: string;
  color: string;
}

/** Groups of bars one below the other, as a phone shows them. */
export interface BarChart {
  title: string;
  /** Which days, as of when, and the unit. */
  subtitle: string;
  series: readonly Series[];
  /** In the order in which they stand; a value for each series. */
  groups: readonly { name: string; values: readonly number[] }[];
  /** Where it comes from and what it does not know, a line each. */
  notes: readonly string[];
}

const WIDTH = 1080;
const MARGIN = 56;
/** Names to the left of the bars; a longer one is made narrower. */
const NAMES = 200;
const BAR = 26;
const BAR_STEP = 32;
const GROUP_GAP = 30;
const HEAD = 250;
const NOTE_STEP = 34;
/** Room for the number behind the longest bar. */
const NUMBER = 110;

const INK = '#1f2937';
const FAINT = '#6b7280';
const LINE = '#e5e7eb';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

interface Style {
  size: number;
  color?: string;
  bold?: boolean;
  /** Made narrower if it would be wider than this. */
  most?: number;
}

/** Chinese characters are as wide as they are high, others a bit more than half. */
const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? size : size * 0.58), 0);

const text = (x: number, y: number, words: string, style: Style): string => {
  const { size, color = INK, bold = false, most } = style;
  const fit =
    most !== undefined && widthOf(words, size) > most
      ? ` textLength="${most}" lengthAdjust="spacingAndGlyphs"`
      : '';
  return `<text x="${x}" y="${y}" font-family="${FONT}" font-size="${size}" font-weight="${bold ? 700 : 400}" fill="${color}"${fit}>${escaped(words)}</text>`;
};

const rect = (x: number, y: number, width: number, height: number, color: string, round = 0): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${color}"/>`;

/** A chart as SVG, 1080 wide and as high as it needs. */
export const barChart = ({ title, subtitle, series, groups, notes }: BarChart): string => {
  const groupHeight = series.length * BAR_STEP + GROUP_GAP;
  const height = HEAD + groups.length * groupHeight + 30 + notes.length * NOTE_STEP + MARGIN;
  const from = MARGIN + NAMES;
  const room = WIDTH - MARGIN - NUMBER - from;
  const most = Math.max(1, ...groups.flatMap(({ values }) => values));
  const legendStep = (WIDTH - 2 * MARGIN) / series.length;
  const parts = [
    rect(0, 0, WIDTH, height, '#ffffff'),
    text(MARGIN, 96, title, { size: 46, bold: true, most: WIDTH - 2 * MARGIN }),
    text(MARGIN, 146, subtitle, { size: 27, color: FAINT, most: WIDTH - 2 * MARGIN }),
    ...series.flatMap(({ label, color }, place) => [
      rect(MARGIN + place * legendStep, 183, 26, 26, color, 5),
      text(MARGIN + place * legendStep + 38, 206, label, { size: 28 }),
    ]),
    ...groups.flatMap(({ name, values }, place) => {
      const top = HEAD + place * groupHeight;
      const middle = top + (series.length * BAR_STEP) / 2 + 10;
      return [
        rect(MARGIN, top - GROUP_GAP / 2 - 1, WIDTH - 2 * MARGIN, 1.5, LINE),
        text(MARGIN, middle, name, { size: 31, bold: true, most: NAMES - 24 }),
        ...series.flatMap(({ color }, row) => {
          const value = values[row] ?? 0;
          const width = Math.max(value > 0 ? 6 : 2, (value / most) * room);
          const y = top + row * BAR_STEP;
          return [
            rect(from, y, width, BAR, value > 0 ? color : LINE, 4),
            text(from + width + 12, y + 22, `${value}`, { size: 25, color: value > 0 ? INK : FAINT }),
          ];
        }),
      ];
    }),
    ...notes.map((note, place) =>
      text(MARGIN, HEAD + groups.length * groupHeight + 36 + place * NOTE_STEP, note, {
        ...{ size: 24, color: FAINT, most: WIDTH - 2 * MARGIN },
      }),
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">${parts.join('')}</svg>`;
};
