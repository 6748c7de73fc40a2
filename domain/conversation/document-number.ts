import { escaped } from '../policy/pattern.ts';
/** A number as a text tells it, with the words that lead to it. */
export interface NumberTold {
  number: string;
  /** What of the text it takes: "，文号：石中报〔2026〕7号" without its stop. */
  said: string;
}

/** "汤政责〔2026〕5号": the issuer's word, the year, the number. */
const DOCUMENT = /[\u4e00-\u9fa5]{0,8}[〔[(（【]\d{4}[〕\])）】]\s*第?\d+号/u;
/** What stands right before a number of a paper and is no part of it: "责令改正书汤政责〔2026〕5号". */
const BEFORE_DOCUMENT =
  /^[\u4e00-\u9fa5]*(?:报告|[周初续专]报|材料|书|记录|状|编号|文号|送出|报出|了|是|为|的|把)/u;
/** "编号2026-5" */
const LED_DOCUMENT = /(?:编号|文号)(?:是|为)?[:：\s]*(?=[A-Za-z〔〕-]*\d)([\w〔〕-]+)号?/u;
const LEAD = '(?:编号|文号)(?:是|为)?[:：\\s]*';

/** A number of at least four places, by its name: "工单号GD2026091601". */
const LED_TICKET =
  /(?:(?:工单|受理|登记)?的?(?:编号|单号|号码|号)|工单|文号)\s*(?:是|为)?[:：\s]*([A-Za-z]*-?\d[\w-]{3,})号?/u;
/** Or one that is too long to be anything else. */
const BARE_TICKET = /(?<![\w.-])([A-Za-z]*-?\d[\w-]{6,})号?/u;

/** The number of a paper that a text tells; null where it tells none. */
export const documentIn = (text: string): NumberTold | null => {
  const whole = DOCUMENT.exec(text)?.[0];
  if (!whole) return told(LED_DOCUMENT.exec(text));
  const number = whole.replace(BEFORE_DOCUMENT, '');
  const [said = number] = new RegExp(`[（(]?(?:${LEAD})?${escaped(number)}[)）]?`, 'u').exec(text) ?? [];
  return { number, said };
};

/** The number of a ticket of the platform that a text tells; null where it tells none. */
export const ticketIn = (text: string): NumberTold | null =>
  told(LED_TICKET.exec(text)) ?? told(BARE_TICKET.exec(text));

const told = (match: RegExpExecArray | null): NumberTold | null =>
  match?.[1] ? { number: match[1], said: match[0] } : null;
