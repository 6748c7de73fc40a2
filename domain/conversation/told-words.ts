import { z } from 'zod';
import { isWritten, writtenWith } from '../policy/pattern.ts';
import { type Reply, replyAct } from '../policy/rule.ts';

/** How people say that something is done or taken on: patterns of whole clauses. */
export interface ReplyPatterns {
  settles: readonly RegExp[];
  /** What may stand beside it and settles nothing by itself. */
  beside: readonly RegExp[];
  kind: z.infer<typeof kind>;
  /** The number that may be told with it. */
  number?: 'ticket' | 'paper' | undefined;
  /** Of several duties of one kind, which ones the words mean: the first that fits decides, and none that does not. */
  means?: readonly { said: RegExp; duties?: readonly string[] | undefined }[] | undefined;
}

export type ToldWords = Readonly<Partial<Record<Reply['act'], ReplyPatterns>>>;

/**
 * `deed`: something was done. `account`: the first clause settles it, and the rest is the account. `promise`: what is yet to
 * come is part of it. `verdict`: it is said by what it comes to, "没问题", not as something that was done. `refusal`: one clause
 * says no, and the others say why.
 */
const kind = z.enum(['deed', 'account', 'promise', 'verdict', 'refusal']);

const pattern = z.string().min(1);

/** The words of `told.yaml`, as patterns with sets. */
export const toldSchema = z
  .strictObject({
    sets: z.record(z.string(), pattern),
    acts: z.partialRecord(
      replyAct,
      z.strictObject({
        settles: z.array(pattern).min(1),
        beside: z.array(pattern).default([]),
        kind: kind.default('deed'),
        number: z.enum(['ticket', 'paper']).optional(),
        means: z
          .array(z.strictObject({ said: pattern, duties: z.array(z.string()).optional() }))
          .min(1)
          .optional(),
      }),
    ),
  })
  .transform(({ sets, acts }, context): ToldWords => {
    const written = writtenWith(sets);
    const compiled = (text: string, place: (string | number)[], isWhole: boolean): RegExp[] => {
      const source = written(text);
      if (isWritten(source)) return [new RegExp(isWhole ? `^(?:${source})$` : source, 'u')];
      context.addIssue({ code: 'custom', path: ['acts', ...place], message: 'not a regular expression' });
      return [];
    };
    return Object.fromEntries(
      Object.entries(acts).map(([act, { settles, beside, means, ...told }]): [string, ReplyPatterns] => [
        act,
        {
          ...told,
          settles: settles.flatMap((text, at) => compiled(text, [act, 'settles', at], true)),
          beside: beside.flatMap((text, at) => compiled(text, [act, 'beside', at], true)),
          means: means?.flatMap(({ said, duties }, at) =>
            compiled(said, [act, 'means', at, 'said'], false).map((one) => ({ said: one, duties })),
          ),
        },
      ]),
    );
  });
