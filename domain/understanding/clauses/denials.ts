import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';
import type { FactKind } from './statements.ts';

const DENIABLE = ['late', 'sick', 'unexcused'] as const;
const TRUANCY = /^[旷逃翘]/;
const NOT = /(?:^|[^有])(?:没有?|并?未)$/;
/** "没去医院", "没吃药": who is ill may do neither. */
const CARE = /医|院|诊|药|针|水|假|退|好/;

/** What 没 before the word of state at `place` says that the child is not: "没迟", "没发烧". */
export function deniedAt(tokens: readonly Token[], place: number): FactKind | undefined {
  const token = tokens[place];
  const kind = DENIABLE.find((one) => isCue(token, one));
  if (token === undefined || kind === undefined || !isCue(tokens[place - 1], 'particle', 'copula'))
    return undefined;
  if ((kind === 'sick' && CARE.test(token.text)) || (kind === 'unexcused' && !TRUANCY.test(token.text)))
    return undefined;
  const before = `${tokens[place - 2]?.text ?? ''}${tokens[place - 1]?.text ?? ''}`;
  return NOT.test(before) ? kind : undefined;
}
