import { anyOf } from '../../lexicon/layout.ts';

/** What was sent before is not to count. */
export const WITHDRAWN = anyOf(
  // "刚才我发的取消"
  /(?:我|刚|上|前)[^,.;!?\n]{0,6}(?:报|发)[^,.;!?\n没]{0,6}(?:取消|撤|删|作废|收回)/,
  // "数不对，撤了"
  /(?:^|[,.!]) *(?:取消|撤|删)[吧了掉]*[.! ]*$/,
  // "撤 写错"
  /(?:^|[,.!]) *(?:撤|删)[吧了掉]* +(?:[写报打说数点记搞弄算看填]错|不对|错了|有误)/,
  /^ *(?:撤|删)[吧了掉]* /,
);

const POINTED_AT = /(?:刚才?|刚刚|上|前|面|头|那|这|早上)[^,.;!?\n]{0,3}[条份则]/;
const TAKEN_BACK =
  /(?:撤[回销掉了]|作废|删[掉了除]|收回|不算数?|[别莫]算|不作数|忽略|不要了)(?:了|吧|哈|一下)*[.! ]*$/;

/** "撤销本人上午所报某某劝返记录" */
const RECORD_TAKEN_BACK =
  /^ *(?:请|申请|麻烦)?(?:撤[回销]|取消|作废)(?:我|本人)[^,.;!?\n]{0,8}报[^,.;!?\n]*(?:记录|信息|内容)?[.! ]*$/;

/** "刚那条甲没来的, 撤回": the message that named a child, who stands at `nameStart`, is taken back. */
export const isNamedMessageTakenBack = (text: string, nameStart: number): boolean =>
  RECORD_TAKEN_BACK.test(text) || (TAKEN_BACK.test(text) && POINTED_AT.test(text.slice(0, nameStart)));
