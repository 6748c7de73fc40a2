// WeCom puts in front who said it.
const QUOTE =
  /^\s*[「"“](?:[^：:「」\n]{1,12}[：:]\s*)?(?<quote>[\s\S]*?)[」"”]\s*\n[ \-—－]{3,}\n(?<own>[\s\S]+)$/;

/** A reply that quotes, as WeCom itself writes it: 「甲：…」, a line, the words. */
export const quoted = (quote: string, own: string): string => `「${quote}」\n- - - - - -\n${own}`;

/** What a message quotes, and what it says itself; a quote alone is what is said. */
export const splitQuote = (text: string): { quote: string | null; own: string } => {
  const { quote, own } = QUOTE.exec(text)?.groups ?? {};
  return quote === undefined || own === undefined ? { quote: null, own: text } : { quote, own };
};
