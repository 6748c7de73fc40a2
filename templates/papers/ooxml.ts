import PizZip from 'pizzip';

/** The paragraph styles of a paper; a clerk finds them by their Chinese names in WPS. */
export type StyleId =
  | 'Body'
  | 'Issuer'
  | 'NumberUp'
  | 'NumberDown'
  | 'PaperTitle'
  | 'Heading'
  | 'Subheading'
  | 'Flush'
  | 'Signature'
  | 'Cell'
  | 'KeptCell'
  | 'Colophon'
  | 'Note'
  | 'Mark';

interface Style {
  readonly name: string;
  readonly font: string;
  /** Half-points: 44 is 2号, 32 is 3号, 28 is 四号, 24 is 小四, 21 is 五号. */
  readonly size: number;
  readonly color?: string;
  /** Never justified: a line break inside a filled-in text would tear its line apart. */
  readonly align?: 'center' | 'right' | 'left';
  /** First-line, left and right indent in hundredths of a character. */
  readonly indent?: number;
  readonly left?: number;
  readonly right?: number;
  /** Exact line height and space above, in twentieths of a point. */
  readonly line: number;
  readonly before?: number;
  readonly keepWithNext?: boolean;
  /** A ruling below, in eighths of a point. */
  readonly rule?: number;
  /** Where a tab ends, from the left, in twentieths of a point. */
  readonly rightTab?: number;
}

// A4 with the margins of GB/T 9704-2012: 37 mm above, 28 mm left, 26 mm right, 35 mm below, in twentieths of a point.
const PAGE = { width: 11906, height: 16838, top: 2098, left: 1587, right: 1474, bottom: 1984 };
const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
// 22 lines of 28 characters to a page (GB/T 9704-2012, 5.2.3): lines of 28.95 pt; characters of 3号 drawn in by 0.2 pt.
const LINE = 579;
const DRAWN_IN = -4;
const RED = 'FF0000';

const FANGSONG = '仿宋_GB2312';
const XIAOBIAOSONG = '方正小标宋简体';

// Faces, sizes and colours follow GB/T 9704-2012 (党政机关公文格式), 7.2 to 7.4.
const styles: Readonly<Record<StyleId, Style>> = {
  Body: { name: '公文正文', font: FANGSONG, size: 32, align: 'left', indent: 200, line: LINE },
  Issuer: {
    name: '公文发文机关标志',
    font: XIAOBIAOSONG,
    size: 52,
    color: RED,
    align: 'center',
    line: 1000,
    before: 240,
  },
  NumberUp: {
    name: '公文文号（上行）',
    font: FANGSONG,
    size: 32,
    line: LINE,
    before: 300,
    rule: 12,
    rightTab: TEXT_WIDTH - 320,
  },
  NumberDown: {
    name: '公文文号',
    font: FANGSONG,
    size: 32,
    align: 'center',
    line: LINE,
    before: 300,
    rule: 12,
  },
  PaperTitle: {
    name: '公文标题',
    font: XIAOBIAOSONG,
    size: 44,
    align: 'center',
    line: 680,
    keepWithNext: true,
  },
  Heading: { name: '公文一级标题', font: '黑体', size: 32, indent: 200, line: LINE, keepWithNext: true },
  Subheading: {
    name: '公文二级标题',
    font: '楷体_GB2312',
    size: 32,
    indent: 200,
    line: LINE,
    keepWithNext: true,
  },
  Flush: { name: '公文顶格', font: FANGSONG, size: 32, line: LINE },
  // Issuer and date stand centred on each other, the date about four characters from the right (7.3.5.1).
  Signature: {
    name: '公文落款',
    font: FANGSONG,
    size: 32,
    align: 'center',
    left: 1250,
    line: LINE,
    keepWithNext: true,
  },
  Cell: { name: '公文表格', font: FANGSONG, size: 24, align: 'left', line: 360 },
  KeptCell: { name: '公文签字栏', font: FANGSONG, size: 24, align: 'left', line: 360, keepWithNext: true },
  Colophon: {
    name: '公文版记',
    font: FANGSONG,
    size: 28,
    align: 'left',
    left: 100,
    right: 100,
    line: 440,
    rightTab: TEXT_WIDTH - 280,
  },
  Note: { name: '公文附注', font: FANGSONG, size: 24, align: 'left', line: 400, keepWithNext: true },
  Mark: { name: '公文稿别', font: '黑体', size: 21, align: 'right', line: 320 },
};

// A machine without the first face takes the second.
const FALLBACK: Readonly<Record<string, string>> = {
  [XIAOBIAOSONG]: '宋体',
  [FANGSONG]: '仿宋',
  楷体_GB2312: '楷体',
  黑体: 'SimHei',
  宋体: 'SimSun',
};

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** One paragraph of one run, so that no tag is torn apart; a tab (`\t`) leads to the style's tab stop. */
export const paragraph = (style: StyleId, text = ''): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${
    text === '' ? '' : text.split('\t').map(run).join('<w:r><w:tab/></w:r>')
  }</w:p>`;

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

/** A ruled table. `widths` are shares of the text width; `head` names the columns and repeats on every page. */
export function table(
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  head?: readonly string[],
  style: StyleId = 'Cell',
) {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => Math.round((width / whole) * TEXT_WIDTH));
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>${edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${columns
    .map((width) => `<w:gridCol w:w="${width}"/>`)
    .join('')}</w:tblGrid>${head ? row(columns, head, style, true) : ''}${rows
    .map((cells) => row(columns, cells, style, false))
    .join('')}</w:tbl>`;
}

function row(columns: readonly number[], cells: readonly string[], style: StyleId, isHead: boolean): string {
  const drawn = columns.map(
    (width, at) =>
      `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${paragraph(style, cells[at] ?? '')}</w:tc>`,
  );
  return `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="480" w:hRule="atLeast"/>${
    isHead ? '<w:tblHeader/>' : ''
  }</w:trPr>${drawn.join('')}</w:tr>`;
}

/** The lines at the end (版记): thick rulings outside, thin ones between (GB/T 9704-2012, 7.4.1). */
export function colophon(lines: readonly string[]): string {
  const edge = (name: string, size: number): string =>
    `<w:${name} w:val="single" w:sz="${size}" w:space="0" w:color="000000"/>`;
  const rows = lines.map(
    (line) =>
      `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="${TEXT_WIDTH}" w:type="dxa"/></w:tcPr>${paragraph('Colophon', line)}</w:tc></w:tr>`,
  );
  return `<w:tbl><w:tblPr><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>${edge('top', 8)}${edge('bottom', 8)}${edge('insideH', 6)}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="${TEXT_WIDTH}"/></w:tblGrid>${rows.join('')}</w:tbl>`;
}

const fonts = (font: string): string =>
  `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/>`;

const sizes = (size: number): string => `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`;

function styleXml([id, style]: [string, Style]): string {
  const keep = style.keepWithNext ? '<w:keepNext/>' : '';
  const rule = style.rule
    ? `<w:pBdr><w:bottom w:val="single" w:sz="${style.rule}" w:space="6" w:color="${RED}"/></w:pBdr>`
    : '';
  const tab = style.rightTab ? `<w:tabs><w:tab w:val="right" w:pos="${style.rightTab}"/></w:tabs>` : '';
  const align = style.align ? `<w:jc w:val="${style.align}"/>` : '';
  const drawn = style.size === 32 ? `<w:spacing w:val="${DRAWN_IN}"/>` : '';
  const color = style.color ? `<w:color w:val="${style.color}"/>` : '';
  return `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${keep}${rule}${tab}<w:snapToGrid w:val="${style.size === 32 ? 1 : 0}"/><w:spacing w:before="${style.before ?? 0}" w:after="0" w:line="${style.line}" w:lineRule="exact"/>${indentXml(style)}${align}</w:pPr><w:rPr>${fonts(style.font)}${color}${drawn}${sizes(style.size)}</w:rPr></w:style>`;
}

function indentXml({ indent, left, right, size }: Style): string {
  const attributes = Object.entries({ firstLine: indent, left, right }).flatMap(([name, hundredths]) =>
    hundredths ? [`w:${name}Chars="${hundredths}" w:${name}="${(hundredths * size) / 10}"`] : [],
  );
  return attributes.length > 0 ? `<w:ind ${attributes.join(' ')}/>` : '';
}

const stylesXml = (): string =>
  `${HEADER}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr>${fonts(FANGSONG)}${sizes(32)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${Object.entries(styles).map(styleXml).join('')}</w:styles>`;

const fontTableXml = (): string =>
  `${HEADER}<w:fonts xmlns:w="${WORD}">${Object.entries(FALLBACK)
    .map(
      ([font, other]) =>
        `<w:font w:name="${font}"><w:altName w:val="${other}"/><w:charset w:val="86"/></w:font>`,
    )
    .join('')}</w:fonts>`;

// The page number: 四号宋体 between dashes, one character from the outer edge (GB/T 9704-2012, 7.5).
const footerXml = (side: 'left' | 'right'): string => {
  const face = `<w:rPr>${fonts('宋体')}${sizes(28)}</w:rPr>`;
  const text = (words: string): string => `<w:r>${face}<w:t xml:space="preserve">${words}</w:t></w:r>`;
  return `${HEADER}<w:ftr xmlns:w="${WORD}"><w:p><w:pPr><w:ind w:left="280" w:right="280"/><w:jc w:val="${side}"/></w:pPr>${text('— ')}<w:fldSimple w:instr=" PAGE "><w:r>${face}<w:t>1</w:t></w:r></w:fldSimple>${text(' —')}</w:p></w:ftr>`;
};

const headerXml = (): string => `${HEADER}<w:hdr xmlns:w="${WORD}">${paragraph('Mark', '{稿别}')}</w:hdr>`;

const settingsXml = (): string =>
  `${HEADER}<w:settings xmlns:w="${WORD}"><w:evenAndOddHeaders/></w:settings>`;

const ENDS = ['header', 'footer'].flatMap((part, at) =>
  ['default', 'even'].map((page, side) => ({
    part,
    page,
    id: 4 + at * 2 + side,
    name: `${part}${side + 1}`,
  })),
);

const documentXml = (body: string): string =>
  `${HEADER}<w:document xmlns:w="${WORD}" xmlns:r="${RELATIONS}"><w:body>${body}<w:sectPr>${ENDS.map(
    ({ part, page, id }) => `<w:${part}Reference w:type="${page}" r:id="rId${id}"/>`,
  ).join(
    '',
  )}<w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/><w:pgMar w:top="${PAGE.top}" w:right="${PAGE.right}" w:bottom="${PAGE.bottom}" w:left="${PAGE.left}" w:header="1100" w:footer="1400" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="${LINE}"/></w:sectPr></w:body></w:document>`;

const override = (part: string, kind: string): string =>
  `<Override PartName="/word/${part}.xml" ContentType="${TYPE}.${kind}+xml"/>`;

const relation = (id: number, kind: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;

const relations = (...rows: readonly string[]): string =>
  `${HEADER}<Relationships xmlns="${PACKAGE}/relationships">${rows.join('')}</Relationships>`;

/** A Word file of these paragraphs and tables; the same input gives the same bytes. */
export function wordFile(body: readonly string[]): Buffer {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `${HEADER}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('document', 'document.main')}${override('styles', 'styles')}${override('fontTable', 'fontTable')}${override('settings', 'settings')}${ENDS.map(({ part, name }) => override(name, part)).join('')}</Types>`,
    '_rels/.rels': relations(relation(1, 'officeDocument', 'word/document.xml')),
    'word/_rels/document.xml.rels': relations(
      relation(1, 'styles', 'styles.xml'),
      relation(2, 'fontTable', 'fontTable.xml'),
      relation(3, 'settings', 'settings.xml'),
      ...ENDS.map(({ part, id, name }) => relation(id, part, `${name}.xml`)),
    ),
    'word/document.xml': documentXml(body.join('')),
    'word/styles.xml': stylesXml(),
    'word/fontTable.xml': fontTableXml(),
    'word/settings.xml': settingsXml(),
    'word/header1.xml': headerXml(),
    'word/header2.xml': headerXml(),
    'word/footer1.xml': footerXml('right'),
    'word/footer2.xml': footerXml('left'),
  };
  const zip = new PizZip();
  // Any fixed date will do; a running one would make every build a change.
  const date = new Date(2026, 0, 1);
  for (const [name, text] of Object.entries(parts)) zip.file(name, text, { date, createFolders: false });
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}
