import { numberOf } from '../understanding/text/chinese-number.ts';
import { isAsked } from './asked.ts';

/** A child without a school as somebody tells of it (T10); null where it was not said. */
export interface UnenrolledTold {
  name: string | null;
  age: number | null;
  /** Said to be another than the pupil of the same name. */
  isAnother: boolean;
}

const NAME = '([\u4e00-\u9fa5·]{2,6}?)';
const REGISTERED = new RegExp(
  `(?:登记|发现|摸排到)(?:一名|1名|一个|1个)?失学(?:儿童|少年|孩子)[：:\\s]*${NAME}(?=[，,。；;\\s]|$)`,
  'u',
);
const CALLED = new RegExp(
  `(?:叫做?|名叫|姓名(?:是|为)?[：:]?|名字(?:是|叫)?[：:]?)\\s*${NAME}(?=[，,。；;、！!（(\\s]|$)`,
  'u',
);
const CHILD = '(?:孩子|娃娃?|儿童|少年|小孩|姑娘|女孩|男孩|丫头|小伙子?)';
const NO_SCHOOL =
  '(?:(?:没|未|不)(?:有|曾|在|去|得|能)*(?:上过?学|入过?学|读过?书|念过?书|进过?学校)|没(?:有)?学籍|无学籍|失学)';
/** Some child of a place, not one of a roster: "我们村有个8岁的娃没上学". */
const SOME = new RegExp(
  `(?:有|发现|摸排到|查到|走访到|遇到)了?(?:[一1]?[个名位])[^，,。；;]{0,14}?(?:${CHILD}[^。；;]{0,12}?${NO_SCHOOL}|${NO_SCHOOL}的?${CHILD})`,
  'u',
);
const AGE = /(\d{1,2}|[一二三四五六七八九十]{1,3})岁/u;

export const readUnenrolled = (text: string): UnenrolledTold | null => {
  const registered = REGISTERED.exec(text)?.[1] ?? null;
  if (registered === null && (isAsked(text) || !SOME.test(text))) return null;
  const age = AGE.exec(text)?.[1];
  return {
    name: registered ?? CALLED.exec(text)?.[1] ?? null,
    age: age ? numberOf(age) : null,
    isAnother: /不是同一|另一个|同名(?:不同|的另)/u.test(text),
  };
};
