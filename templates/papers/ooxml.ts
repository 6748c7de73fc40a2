import PizZip from 'pizzip';

/** The paragraph styles of a paper; a clerk finds them by their Chinese names in WPS. */
export type StyleId = 'Body' | 'PaperTitle' | 'PaperNumber' | 'Heading' | 'Flush' | 'Right' | 'Cell' | 'Note';

interface Style {
  readonly name: string;
  readonly font: string;
  /** Half-points: 44 is 2号, 32 is 3号, 28 is 四号, 24 is 小四. */
  readonly size: number;
  /** Never justified: a line break inside a filled-in text would tear its line apart. */
  readonly align?: 'center' | 'right' | 'left';
  /** First-line indent in hundredths of a character. */
  readonly indent?: number;
  /** Exact line height in twentieths of a point. */
  readonly line: number;
  readonly keepWithNext?: boolean;
}

// Faces, sizes and the 28-point line follow GB/T 9704-2012 (党政机关公文格式).
const styles: Readonly<Record<StyleId, Style>> = {
  Body: { name: '公文正文', font: '仿宋', size: 32, align: 'left', indent: 200, line: 560 },
  PaperTitle: { name: '公文标题', font: '方正小标宋简体', size: 44, align: 'center', line: 640 },
  PaperNumber: { name: '公文文号', font: '仿宋', size: 32, align: 'center', line: 560 },
  Heading: { name: '公文一级标题', font: '黑体', size: 32, indent: 200, line: 560, keepWithNext: true },
  Flush: { name: '公文顶格', font: '仿宋', size: 32, line: 560 },
  Right: { name: '公文落款', font: '仿宋', size: 32, align: 'right', line: 560, keepWithNext: true },
  Cell: { name: '公文表格', font: '仿宋', size: 24, align: 'left', line: 360 },
  Note: { name: '公文附注', font: '仿宋', size: 24, align: 'left', line: 400 },
};

// A machine without the first face takes the second.
const FALLBACK: Readonly<Record<string, string>> = {
  方正小标宋简体: '宋体',
  仿宋: '仿宋_GB2312',
  黑体: 'SimHei',
  宋体: 'SimSun',
};

// A4 with the margins of GB/T 9704: 37 mm above, 28 mm left, 26 mm right, 35 mm below, in twentieths of a point.
const PAGE = { width: 11906, height: 16838, top: 2098, left: 1587, right: 1474, bottom: 1984 };
const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** One paragraph of one run, so that no tag is torn apart. */
export const paragraph = (style: StyleId, text: string): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${
    text === '' ? '' : `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
  }</w:p>`;

/** A ruled table. `widths` are shares of the text width; `head` names the columns and repeats on every page. */
export function table(
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  head?: readonly string[],
) {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => Math.round((width / whole) * TEXT_WIDTH));
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>${edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${columns
    .map((width) => `<w:gridCol w:w="${width}"/>`)
    .join('')}</w:tblGrid>${head ? row(columns, head, true) : ''}${rows
    .map((cells) => row(columns, cells, false))
    .join('')}</w:tbl>`;
}

function row(columns: readonly number[], cells: readonly string[], isHead: boolean): string {
  const drawn = columns.map(
    (width, at) =>
      `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${paragraph('Cell', cells[at] ?? '')}</w:tc>`,
  );
  return `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="480" w:hRule="atLeast"/>${
    isHead ? '<w:tblHeader/>' : ''
  }</w:trPr>${drawn.join('')}</w:tr>`;
}

const fonts = (font: string): string =>
  `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/>`;

const sizes = (size: number): string => `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`;

function styleXml([id, style]: [string, Style]): string {
  const keep = style.keepWithNext ? '<w:keepNext/>' : '';
  const indent = style.indent ? `<w:ind w:firstLineChars="${style.indent}" w:firstLine="640"/>` : '';
  const align = style.align ? `<w:jc w:val="${style.align}"/>` : '';
  return `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${keep}<w:spacing w:before="0" w:after="0" w:line="${style.line}" w:lineRule="exact"/>${indent}${align}</w:pPr><w:rPr>${fonts(style.font)}${sizes(style.size)}</w:rPr></w:style>`;
}

const stylesXml = (): string =>
  `${HEADER}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr>${fonts('仿宋')}${sizes(32)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${Object.entries(styles).map(styleXml).join('')}</w:styles>`;

const fontTableXml = (): string =>
  `${HEADER}<w:fonts xmlns:w="${WORD}">${Object.entries(FALLBACK)
    .map(
      ([font, other]) =>
        `<w:font w:name="${font}"><w:altName w:val="${other}"/><w:charset w:val="86"/></w:font>`,
    )
    .join('')}</w:fonts>`;

// The page number as GB/T 9704 has it: 四号宋体 between two dashes.
const footerXml = (): string => {
  const face = `<w:rPr>${fonts('宋体')}${sizes(28)}</w:rPr>`;
  const text = (words: string): string => `<w:r>${face}<w:t xml:space="preserve">${words}</w:t></w:r>`;
  return `${HEADER}<w:ftr xmlns:w="${WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${text('— ')}<w:fldSimple w:instr=" PAGE "><w:r>${face}<w:t>1</w:t></w:r></w:fldSimple>${text(' —')}</w:p></w:ftr>`;
};

const documentXml = (body: string): string =>
  `${HEADER}<w:document xmlns:w="${WORD}" xmlns:r="${RELATIONS}"><w:body>${body}<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/><w:pgMar w:top="${PAGE.top}" w:right="${PAGE.right}" w:bottom="${PAGE.bottom}" w:left="${PAGE.left}" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr></w:body></w:document>`;

const override = (part: string, kind: string): string =>
  `<Override PartName="/word/${part}.xml" ContentType="${TYPE}.${kind}+xml"/>`;

const relation = (id: number, kind: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;

const relations = (...rows: readonly string[]): string =>
  `${HEADER}<Relationships xmlns="${PACKAGE}/relationships">${rows.join('')}</Relationships>`;

/** A Word file of these paragraphs and tables; the same input gives the same bytes. */
export function wordFile(body: readonly string[]): Buffer {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `${HEADER}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('document', 'document.main')}${override('styles', 'styles')}${override('fontTable', 'fontTable')}${override('footer1', 'footer')}</Types>`,
    '_rels/.rels': relations(relation(1, 'officeDocument', 'word/document.xml')),
    'word/_rels/document.xml.rels': relations(
      relation(1, 'styles', 'styles.xml'),
      relation(2, 'fontTable', 'fontTable.xml'),
      relation(3, 'footer', 'footer1.xml'),
    ),
    'word/document.xml': documentXml(body.join('')),
    'word/styles.xml': stylesXml(),
    'word/fontTable.xml': fontTableXml(),
    'word/footer1.xml': footerXml(),
  };
  const zip = new PizZip();
  // Any fixed date will do; a running one would make every build a change.
  const date = new Date(2026, 0, 1);
  for (const [name, text] of Object.entries(parts)) zip.file(name, text, { date, createFolders: false });
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}
