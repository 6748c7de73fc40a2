import type { Proof } from '../facts/case-fact.ts';
import { INTENDED, LATER } from './yet-to-come.ts';

/** What a message calls each proof of policy.md §6.3; where a school stands beside it, a proof is one only in writing (AMB-40). */
const PROOFS: readonly (readonly [RegExp, Proof])[] = [
  [/接收学校[^，,。；;\s证]{0,16}[，,\s]?(?:书面|盖章)?的?证明|(?:就读|在读)证明/gu, 'receiving_school'],
  [/学籍(?:已经?)?转(?:出|移|走)(?!申请)/gu, 'enrolment_transferred'],
  [/(?:监护人|家长)(?:的)?(?:书面)?申请/gu, 'guardian_application'],
  [/批准|批复/gu, 'approval'],
  [/医学鉴定|鉴定书|鉴定结论/gu, 'appraisal'],
  [/送教(?:安排|计划|方案)/gu, 'teaching_plan'],
  [/学籍保留/gu, 'enrolment_kept'],
  [/送教(?:记录|日志)/gu, 'visit_log'],
  [/普职融合班|职业学校.{0,8}班/gu, 'vocational_class'],
  [/到课记录|到班记录/gu, 'vocational_attendance'],
  [/毕业证|毕业证明|完成义务教育证/gu, 'completion_record'],
  [/更正(?:记录|证明|单)/gu, 'correction'],
  [/回执|回函|函复|复函/gu, 'county_receipt'],
  [/公安证明|民政证明|户籍注销|死亡证明|出境证明|派出所证明/gu, 'civil_record'],
];

/** Names, and what denies nothing: "没有问题", "缺的证明收到了", "不缺". */
const NO_DENIAL =
  /没(?:有|得)?(?:问题|错|异议|毛病)|[不没]缺|不差|差不多|未成年|未来|(?:没|未|无|缺|差|欠|待|后补)[^，,、。；;\s]{0,6}的(?=[^，,、。；;\s吗呢?？])/gu;

/** Not in hand: denied, on its way, planned, asked for, heard of only, or of no use. */
const DENIAL = [
  '没|未|缺|欠|差|不|无(?=$|家长|监护|批|证|鉴|医|学籍|接收|就读|送教)',
  '后补|待(?=批|补|开|办|交|取|拿|下|送|出|定|核|审)|再(?=补|交|报|送|拿|取|寄)',
  '(?:^|[在还要正再得])等|等(?=着|待|批|通知|[^，,。都]{0,8}(?:下来|出来|寄|送来|开好))',
  '在(?=办|开|走|申请|审|报|催|做|要|补)|正在|(?:办理?|审?批|审|催|申请)中(?![心学考专])|进行中|(?<!(?:家长|监护人)(?:的|书面)*)(?:申请|报请|请求)批[准复]',
  `${INTENDED}|${LATER}`,
  '下个?月|回头|稍后|随后|以后|到时|尽快|抓紧|争取|马上',
  '[会将要需得](?=补|交|拿|取|开|办|送|寄|给)|如果|要是|假如|只要|的话',
  '家长(?:说|讲|称)|口头|听说|据说|据称|应该|可能|估计|好像|大概',
  '驳回|退回|作废|过期|丢|遗失|失效|撤回|伪造|造假|假(?=的|证)',
  // asked of one proof, beside others that are told
  '[?？]|[吗呢么]$|是否|什么|哪',
].join('|');
const DENIED = new RegExp(DENIAL, 'u');
/** Of what went before, for it names nothing else: "还没给", "原件后补"; not "人还没来", "不读了". */
const DENIED_BEFORE = new RegExp(
  `^(?:但是?|不过|可是?|只是|就是|都|也|均|全部?|还|尚|仍|暂时|目前|现在|先|材料|手续|证明|文件|资料|原件|正式|书面|的|是|说)*(?!不[^全齐是对给开批行够合]|[没未]有?(?:来|到校|上学|返校))(?:${DENIAL})`,
  'u',
);

/** What says of its own that something is in hand. */
const AFFIRMED =
  /有|收到|拿到|拿来|取到|齐|到手|[交批给办开盖补](?:来|好|完|上|过)?了|下来了|已经?|附|号|来了|提交|补交/u;

interface Part {
  text: string;
  at: number;
  /** Where in it its first proof ends, and where its words deny; null where they do not. */
  names: number | null;
  denies: number | null;
  isDenied: boolean;
}

const partsOf = (text: string): Part[] =>
  [...text.replace(NO_DENIAL, (words) => '〇'.repeat(words.length)).matchAll(/[^，,、。；;！!\s]+/gu)].map(
    ({ 0: part, index }) => {
      const denies = DENIED.exec(part)?.index ?? null;
      return { text: part, at: index, names: null, denies, isDenied: denies !== null };
    },
  );

/**
 * Of which of these a text says that it is in hand: not what is denied, promised, hoped for or asked after, be it beside it ("批准
 * 还没下来"), for a list ("申请、批准都没有") or afterwards ("就读证明，后补"). In doubt it is not, and is asked for.
 */
const inHand = (text: string, patterns: readonly RegExp[]): boolean[] => {
  const parts = partsOf(text);
  const partAt = (end: number): Part | undefined => parts.findLast(({ at }) => at <= end);
  const named = patterns.map((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: words, index }) => {
      const end = index + words.length - 1;
      const part = partAt(end);
      if (part) part.names ??= end - part.at;
      return part ? [part] : [];
    }),
  );
  parts.forEach(({ text: words, names, denies }, place) => {
    const before = parts[place - 1];
    if (denies === null) return;
    if (names !== null) denyList(parts, place, denies > names ? -1 : 1);
    else if (before && DENIED_BEFORE.test(words)) {
      before.isDenied = true;
      denyList(parts, place - 1, -1);
    }
  });
  return named.map((found) => found.length > 0 && found.every(({ isDenied }) => !isDenied));
};

/** What stands in a list beside it, and has no word of its own, is denied with it. */
const denyList = (parts: readonly Part[], from: number, step: 1 | -1): void => {
  for (let place = from + step; ; place += step) {
    const part = parts[place];
    if (!part || part.names === null || part.denies !== null || AFFIRMED.test(part.text)) return;
    part.isDenied = true;
  }
};

/** The proofs of a closing that a message says are in hand (policy.md §6.3). */
export const proofsTold = (text: string): Proof[] => {
  const told = inHand(
    text,
    PROOFS.map(([pattern]) => pattern),
  );
  return PROOFS.flatMap(([, proof], place) => (told[place] ? [proof] : []));
};

/**
 * Of the proofs that are asked for, those that the words beside "1 证明已收齐" leave in hand: the ones they name, all of them
 * where they name none, and none where they only deny or promise ("证明后补").
 */
export const saidInHand = (text: string, asked: readonly Proof[]): Proof[] => {
  const isNamed = PROOFS.some(([pattern]) => text.search(pattern) >= 0);
  if (!isNamed) return partsOf(text).some(({ isDenied }) => isDenied) ? [] : [...asked];
  const told = proofsTold(text);
  return asked.filter((proof) => told.includes(proof));
};

/** Whether a message says that what the pattern names, with the flag g, is in hand. */
export const isInHand = (text: string, pattern: RegExp): boolean => inHand(text, [pattern])[0] === true;
