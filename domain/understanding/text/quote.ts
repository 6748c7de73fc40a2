// WeCom puts in front who said it.
const QUOTE =
  /^\s*[「"“](?<quote>(?:(?<by>[^：:「」\n]{1,12})[：:]\s*)?(?<said>[\s\S]*?))[」"”]\s*\n[ \-—－]{3,}\n(?<own>[\s\S]+)$/;

/** A reply that quotes, as WeCom itself writes it: 「甲：…」, a line, the words. */
export const quoted = (quote: string, own: string): string => `「${quote}」\n- - - - - -\n${own}`;

export interface Quoted {
  /** As it stands between the marks. */
  readonly quote: string | null;
  /** Who said it, and what. */
  readonly by: string;
  readonly said: string;
  /** What the message says itself. */
  readonly own: string;
}

/** What a message quotes, and what it says itself; a quote alone is what is said. */
export const splitQuote = (text: string): Quoted => {
  const { quote, by = '', said = '', own } = QUOTE.exec(text)?.groups ?? {};
  return quote === undefined || own === undefined
    ? { quote: null, by: '', said: '', own: text }
    : { quote, by, said, own };
};
