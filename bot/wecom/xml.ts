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

const CDATA = /<!\[CDATA\[[\s\S]*?\]\]>/g;

/**
 * What is within `<xml>`. Undefined for anything that is not well formed, nests too deep, or declares something (a DTD
 * or an entity): WeCom sends none, and they make parsers read files or run out of memory.
 */
export const readXml = (text: string): XmlFields | undefined => {
  // What a person wrote stands in CDATA and may well look like a declaration.
  if (text.replace(CDATA, '').includes('<!')) return undefined;
  try {
    const { xml } = parser.parse(text, true) as { xml?: Xml };
    return typeof xml === 'object' && !Array.isArray(xml) ? xml : undefined;
  } catch {
    return undefined;
  }
};

/** The text of an element, of the first one if there are several; empty when there is none. */
export const textOf = (fields: XmlFields, name: string): string => {
  const [value] = Object.hasOwn(fields, name) ? [fields[name]].flat() : [];
  return typeof value === 'string' ? value : '';
};

/** Text for XML, such that nothing in it can end it. */
export const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
