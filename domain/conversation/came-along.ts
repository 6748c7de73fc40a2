import type { Line } from '../facts/fact.ts';
import { LINES } from '../people/lines.ts';
import { escaped } from '../policy/pattern.ts';
import { INTENDED, LATER } from './yet-to-come.ts';

/**
 * Who went to a family, as an account of the visit names them: "和孙副镇长一起去的", "村干部带路", "李老师也去了". Of somebody who is
 * only spoken with, or who is to come another day, nothing is read.
 */

/** Somebody who may come along, by the name the product knows. */
export interface Known {
  name: string;
  line: Line;
}

/** Posts and places of each line; 主任 and 书记 of a school are told by 校 or by their names. */
const TITLES: Readonly<Record<Line, string>> = {
  school: '(?:老师|教师|班主任|校长|校书记|教务处?|德育处?|学校|教职工)',
  township:
    '(?:镇(?!中学|小学)|乡(?!亲|下|中学|小学)|街道|政府|村(?!里?人|民|友|小|完小|里的)|社区|居委|支书|(?<!校)书记|(?<!年级|教研|备课)组长|网格员|驻村|工作队|帮扶|派出所|民警|司法)',
};

/** Another day's plan, a wish, or what somebody says: no account of who went. */
const NOT_GONE = new RegExp(
  `${INTENDED}|${LATER}|下次|再(?:去|约|来)|计划|约好|约了|希望|应该|要求|需要|建议|想(?:和|跟|请|叫)|[没未](?:有)?(?:和|跟|同|与|叫|喊|请|去|来|能)|[说问]|告诉|答应|同意|愿意|保证|承诺|表示|联系|商量|反映|汇报|报告|电话|打工|外出|进厂|不在`,
  'u',
);

const WITH = '(?:和|同|跟|与|会同|联合|带着?|陪着?|陪同|叫上|喊上|约上|请上|邀上?)';
const WENT = '(?:一起|一道|一同|一齐|共同|去|到|上门|入户|进村|家访|走访|劝)';
const ALONG = '(?:(?:也|都|一起|一道|一同)?(?:去|到|来|上门|入户|家访|走访|劝|参加)|陪|带路|带队|同去|在场)';

/** For which lines somebody named in an account went to the family. */
export const cameAlong = (text: string, known: readonly Known[]): Line[] => {
  const told = text.split(/[，,。；;！!？?\n]/u).filter((clause) => !NOT_GONE.test(clause));
  return LINES.filter((line) => told.some((clause) => isIn(clause, wordsOf(line, known))));
};

/** The same of an answer to "who came along?", where a name by itself says that somebody did. */
export const namedAlong = (text: string, known: readonly Known[]): Line[] =>
  LINES.filter((line) => new RegExp(wordsOf(line, known), 'u').test(text));

const isIn = (clause: string, who: string): boolean =>
  new RegExp(`${WITH}[^和同跟与]{0,8}(?:[、和与及][^、]{1,8})*?${who}.{0,12}?${WENT}`, 'u').test(clause) ||
  new RegExp(`(?<![到去在往从回进住找送])${who}(?![里上内](?!门))[^、]{0,6}?${ALONG}`, 'u').test(clause);

const wordsOf = (line: Line, known: readonly Known[]): string => {
  const names = known.filter((one) => one.line === line).map(({ name }) => escaped(name));
  return `(?:${[...names, TITLES[line]].join('|')})`;
};
