import { isAsked } from './asked.ts';
import { type Named, namesAt, namesBeside } from './names.ts';
import type { Rosters } from './rosters.ts';

/** 家长失联, 电话找不到人: somebody else than the child, said just before. */
const OTHERS =
  '(?<!(?:家长|监护人|爸爸?|妈妈?|爷爷|奶奶|外公|外婆|父亲|母亲|父母|电话|手机|没有|不是)[^，。；]{0,4})';
/** The child is gone: said plainly, and said so that it may as well be the guardian who is not reached. */
export const PLAIN = new RegExp(`${OTHERS}(?:失踪|走失|(?:孩子|学生|娃|人)[也都就]?不见了)`, 'u');
export const MAYBE = new RegExp(`${OTHERS}(?:失联|找不到人|找不着人|不知去向)`, 'u');

const LEFT =
  /(?:跑|溜|逃)(?:出去?|出来|掉|丢|走)?了(?!\d|[一二两三几]?[圈趟步])|(?:跑|溜|逃|翻)[^，]{0,4}出去|离家|出走|摔门|(?:偷偷|一气之下|赌气)[^，]{0,4}[走跑]/u;
const SOUGHT =
  '(?:找|寻)不(?:到|着|见)|没(?:有)?(?:找|寻)(?:到|着|见)|(?:找|寻)了?[^，]{0,8}没(?:有)?(?:找|寻|见)';
const NOT_FOUND = new RegExp(SOUGHT, 'u');
const NOT_BACK =
  /没(?:有)?(?:再)?(?:回|归)(?:来|家|宿舍|寝室|校|去)?(?![过复答电信])|未归|不归|不知道?[他她]?(?:去|跑|在)[^，]{0,3}(?:哪|何处)|不知去向|没(?:有)?(?:下落|音信|踪影)/u;
const OVERNIGHT = /昨晚|昨夜|昨天(?:晚上|夜里)|一(?:晚上?|夜|整夜|整晚)|半夜|夜里|彻夜|整夜|整晚|通宵/u;
/** It is known where the child is, or it is told of another time, or only feared. */
const KNOWN =
  /(?:找|寻)(?:到|着|回来?)了|(?<!没|没有|不|未|电话)回(?:来|家|校|宿舍|寝室)了|(?<!没|没有|不|未)(?:到校|返校)|(?:[他她人娃]|孩子|今早|早上|今天|已经?)来了|[接送带领]回|(?<!不)在[^，不没找]{1,8}(?:家(?![长里])|网吧|医院|卫生院|派出所|店里?|车站)/u;
const OTHER_TIME =
  /上次|上回|以前|之前|从前|去年|前年|上学期|上个?[月周]|上个?星期|经常|老是|曾经|怕|担心|万一|要是|如果|会不会|听说|可能/u;

/**
 * Who ran off and is not found, by the names beside those words: "跑了昨晚就没回家找不着" (T22). Null where no such thing is
 * told; no names where it is told of nobody who is named.
 */
export const ranOff = (text: string, rosters: Rosters): readonly Named[] | null => {
  if (isAsked(text)) return null;
  const clauses = text.split(/[，,。；;！!\s]+/u).filter(Boolean);
  const place = clauses.findIndex((clause) => LEFT.test(clause) || OVERNIGHT.test(clause));
  if (place < 0) return null;
  const named = namesBeside(clauses, place, rosters);
  const names = new Set(named.map(({ name }) => name));
  const next = clauses.findIndex(
    (_, at) => at > place && namesAt(clauses, at, rosters).some(({ name }) => !names.has(name)),
  );
  const said = clauses.slice(place, next < 0 ? undefined : next).join('，');
  if (KNOWN.test(said) || OTHER_TIME.test(said)) return null;
  const isGone =
    (LEFT.test(said) && (NOT_FOUND.test(said) || NOT_BACK.test(said))) ||
    (OVERNIGHT.test(said) && NOT_BACK.test(said) && NOT_FOUND.test(said));
  return isGone ? named : null;
};
