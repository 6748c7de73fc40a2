/** What is in Word and Excel files, as somebody who opens them reads it. */
import PizZip from 'pizzip';
import readWorkbook from 'read-excel-file/node';

const plain = (xml: string): string =>
  xml
    .replace(/<w:br\/>/g, '\n')
    .replace(/<w:tab\/>/g, '　')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

export const partOf = (paper: Buffer, part: string): string => new PizZip(paper).file(part)?.asText() ?? '';

export const partText = (paper: Buffer, part: string): string =>
  plain(partOf(paper, part).replace(/^<\?xml.*?\?>\s*/, ''));

/** One line per paragraph and one per table row, its cells parted by bars. */
export const wordLines = (paper: Buffer): string[] => {
  const body = partOf(paper, 'word/document.xml').replace(/^<\?xml.*?\?>\s*/, '');
  const blocks = body.match(/<w:tr>.*?<\/w:tr>|<w:p>.*?<\/w:p>/gs) ?? [];
  return blocks
    .map((block) => (block.match(/<w:tc>.*?<\/w:tc>/gs) ?? [block]).map(plain).join('|'))
    .filter((line) => line !== '');
};

/** The sheets of a workbook by name, every cell as text. */
export const sheetsOf = async (workbook: Buffer): Promise<Record<string, string[][]>> => {
  const sheets = await readWorkbook(workbook);
  return Object.fromEntries(
    sheets.map(({ sheet, data }) => [sheet, data.map((row) => row.map((cell) => String(cell ?? '')))]),
  );
};
