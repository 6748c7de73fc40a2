/**
 * A plain text as the AI bot's markdown, which has no plain kind: signs that would format it become their full-width
 * twins, which look alike and mean nothing. What people typed can thus never forge a link or a heading.
 */
export const plainMarkdown = (text: string): string =>
  text
    .replace(/[*_`[\]<>~|]/g, (sign) => WIDE[sign] ?? sign)
    .replace(/^(\s*)#/gm, '$1＃')
    .replace(/^(\s*)([-+])(?=\s)/gm, '$1·')
    // A number and a dot begin a list, which would be numbered anew.
    .replace(/^(\s*\d+)\.(?=\s)/gm, '$1．');

const WIDE: Readonly<Record<string, string>> = {
  '*': '＊',
  _: '＿',
  '`': '｀',
  '[': '［',
  ']': '］',
  '<': '＜',
  '>': '＞',
  '~': '～',
  '|': '｜',
};
