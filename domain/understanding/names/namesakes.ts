import type { Standing } from '../earlier/standing.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, tokenOf } from '../tokens/tokens.ts';
import type { Pupil } from './roster.ts';

/** "甲是七(2)班的", "甲(七(2)班)": the class told behind a name that two bear says which of them is meant. */
export function withNamesakesTold(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(isOfSeveral)) return tokens;
  return tokens.map((token, place) => {
    if (token.kind !== 'name' || !isOfSeveral(token)) return token;
    const roster = classBehind(tokens, place);
    const pupils = token.mention.pupils.filter((one) => one.roster === roster);
    if (pupils.length !== 1) return token;
    const { text, start, end } = token;
    return tokenOf({ kind: 'name', mention: { ...token.mention, pupils } }, text, start, end);
  });
}

const isOfSeveral = (token: Token): boolean => token.kind === 'name' && token.mention.pupils.length > 1;

function classBehind(tokens: readonly Token[], name: number): Pupil['roster'] | undefined {
  const link = tokens[name + 1];
  const told = tokens[name + 2];
  if (told?.kind !== 'class') return undefined;
  const next = tokens[name + 3];
  const inBracket = isBreak(link, 'open') && isBreak(next, 'close');
  const isOf = (isCue(link, 'copula') || isBreak(link, 'soft', 'space')) && next?.text === '的';
  return inBracket || isOf ? told.roster : undefined;
}

/** Of two of one name, the one told of before that day, in the class that was spoken of. */
export function toldOfBefore(pupils: readonly Pupil[], standing: Standing): readonly Pupil[] {
  const [one] = pupils;
  if (one === undefined || pupils.length < 2 || pupils.some(({ name }) => name !== one.name)) return pupils;
  const known = standing.entries.has(one.name)
    ? pupils.filter(({ roster }) => roster.name === standing.class)
    : [];
  return known.length === 1 ? known : pupils;
}
