import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  两: 2,
  二: 2,
  俩: 2,
  双: 2,
  '2': 2,
  三: 3,
  仨: 3,
  '3': 3,
  四: 4,
  '4': 4,
};
const FAMILY =
  '(?:姊妹|姐妹|兄弟|弟兄|姐弟|兄妹|哥弟|娃娃|娃儿|娃|孩子|个孩子|个娃娃|个娃儿|个娃|小孩|个小孩|个都|个(?=请假|没来|发烧|生病|感冒|不来|来不)|个还?要|个人|[个家]的?(?:家长|大人|父母|爸妈|监护人|妈妈|爸爸)|(?:家|[个家]的)(?:电话|手机))';
const TOGETHER = new RegExp(
  `([两俩三四234])${FAMILY}|${FAMILY}([俩仨])|(?:姊妹|姐妹|兄弟|弟兄|姐弟|兄妹|[他她]们)(两|三)个|([双])胞胎|[他她]([俩仨])`,
);

/** How many children these words take together: 两姊妹, 兄弟俩, 双胞胎, "两个都". */
export function together(text: string): number | undefined {
  const said = TOGETHER.exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
  return said === undefined ? undefined : NUMBERS[said];
}

/** How many a pronoun stands for: 俩人, 这三个. */
export const countIn = (pronoun: string): number | undefined =>
  NUMBERS[/[二两俩三仨四234]/.exec(pronoun)?.[0] ?? ''];

const COUNTED_CHILDREN = /^[两俩二三四234]个?(?:娃|孩子|小孩|学生)/;

/** Whether a guardian speaks of all of their children at once: "两个娃", "姐妹俩", "他们". */
export function meansAll(tokens: readonly Token[], children: number): boolean {
  if (children < 2 || together(tokens.map(({ text }) => text).join('')) === children) return children > 1;
  return tokens.some((token) => {
    if (isCue(token, 'pronoun')) return /[他她]们/.test(token.text);
    const counted = token.kind === 'count' && COUNTED_CHILDREN.test(token.text);
    return counted && together(token.text.replace('个', '')) === children;
  });
}
