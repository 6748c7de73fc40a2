import { XMLParser } from 'fast-xml-parser';

/** One element: its text, or what is in it; several of one name come as a list. Every value stays a string. */
export type Xml = string | { readonly [name: string]: Xml | readonly Xml[] };
export type XmlFields = Exclude<Xml, string>;

const MOST_NESTED = 20;

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // A message id has 64 bits: more than a number holds.
  parseTagValue: false,
  maxNestedTags: MOST_NESTED,
});

/** Far more than any message of WeCom has; a megabyte of them would keep the process busy for seconds. */
const MOST_TAGS = 5000;

/**
 * What is within `<xml>`. Undefined for anything that is not well formed, nests too deep, or declares something (a DTD
 * or an entity): WeCom sends none, and they make parsers read files or run out of memory. Anybody may send a body, so
 * the time it takes grows with its length and no faster.
 */
export const readXml = (text: string): XmlFields | undefined => {
  // What a person wrote stands in CDATA and may well look like a declaration.
  const markup = outsideCdata(text);
  if (markup === undefined || markup.includes('<!') || hasMoreTags(markup, MOST_TAGS)) return undefined;
  try {
    const { xml } = parser.parse(text, true) as { xml?: Xml };
    return typeof xml === 'object' && !Array.isArray(xml) ? xml : undefined;
  } catch {
    return undefined;
  }
};

const OPEN = '<![CDATA[';
const CLOSE = ']]>';

/** Undefined where one is not closed. A pattern would look for that end anew from every beginning. */
const outsideCdata = (text: string): string | undefined => {
  const pieces: string[] = [];
  let from = 0;
  for (let start = text.indexOf(OPEN); start >= 0; start = text.indexOf(OPEN, from)) {
    const end = text.indexOf(CLOSE, start + OPEN.length);
    if (end < 0) return undefined;
    pieces.push(text.slice(from, start));
    from = end + CLOSE.length;
  }
  return pieces.join('') + text.slice(from);
};

const hasMoreTags = (markup: string, most: number): boolean => {
  let at = -1;
  for (let count = 0; count <= most; count++) {
    at = markup.indexOf('<', at + 1);
    if (at < 0) return false;
  }
  return true;
};

/** The text of an element, of the first one if there are several; empty when there is none. */
export const textOf = (fields: XmlFields, name: string): string => {
  const [value] = Object.hasOwn(fields, name) ? [fields[name]].flat() : [];
  return typeof value === 'string' ? value : '';
};

/** Text for XML, such that nothing in it can end it. */
export const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
