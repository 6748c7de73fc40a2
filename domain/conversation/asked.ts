/** A question mark, a particle that ends a question, "了没有" at its end, or yes and no in one word. */
const ASKED =
  /[?？]|(?:[吗么嘛]|(?<=[了过好完])没有?)(?=[\s，,。！!～~]*$)|能不能|可不可以|是否|能否|是不是/u;

/** Whether a message asks whether something is so, and does not tell it. A word that asks may stand within what is told: "不知道去哪了". */
export const isAsked = (text: string): boolean => ASKED.test(text);
