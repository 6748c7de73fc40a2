/** Where a child may be at school, and that it came there. */
const THERE = /(?:在|到|去|来|进).{0,4}(?:学校|学堂|班|教室|校)|(?:到|来|去)(?:了|校)?(?:没|不|吗|嘛)/u;
/** As families ask, with 格 and without 了 before 没: wider than `isAsked` of what staff tells. */
const ASKED = /[？?]|[吗嘛么]\s*$|没(?:有|得)?[了啊呀呢]*\s*$|(在|到|来)[不没]\1|是不是|有没有|格[在到来是]/u;
/** Another question: when, how, where, whether it may; or of another day. */
const OTHERWISE = /几点|什么|啥|怎|咋|为何|哪|多少|要不要|能不能|可以|能|要|明|后天|昨|下午|晚|周|星期|假/u;

/** Whether a guardian asks if the child is at school now: "她在学校啊？", "娃娃到学校没有", "他来了吗". */
export const asksWhetherThere = (text: string): boolean =>
  THERE.test(text) && ASKED.test(text) && !OTHERWISE.test(text);
