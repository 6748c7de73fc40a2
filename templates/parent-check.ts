import type { Liquid } from 'liquidjs';
import type { Day } from '../domain/calendar/time.ts';
import { type Law, notCitable } from '../domain/parents/law.ts';
import type { ParentText } from '../domain/parents/texts.ts';
import { LONGEST } from '../domain/parents/values.ts';
import type { WrittenText } from './parents.ts';
import { MOST_BYTES, textEngine } from './words.ts';

/**
 * Holds each text against law.md §8 and the law that it cites, as of a day. A problem is `file:line: what`; a text
 * that cannot be filled at all is left out.
 */
export const checkParentTexts = (
  written: readonly WrittenText[],
  law: Law,
  day: Day,
): { checked: ParentText[]; problems: string[] } => {
  const engine = textEngine();
  const problems: string[] = [];
  const checked = written.flatMap((text): ParentText[] => {
    const { body, file, line, ...own } = text;
    try {
      const values = valuesOf(engine, body);
      problems.push(...problemsOf(text, values, engine, law, day));
      return [{ ...own, values }];
    } catch (error) {
      const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
      problems.push(`${file}:${line}: ${first}`);
      return [];
    }
  });
  return { checked, problems };
};

/** The names of the values that a text uses: `values.child`. */
const valuesOf = (engine: Liquid, body: string): string[] => [
  ...new Set(
    engine
      .globalVariableSegmentsSync(engine.parse(body))
      .flatMap(([first, second]) => (first === 'values' && typeof second === 'string' ? [second] : [])),
  ),
];

const problemsOf = (
  text: WrittenText,
  values: readonly string[],
  engine: Liquid,
  law: Law,
  day: Day,
): string[] => {
  const { body, file, line, articles, replies } = text;
  const at = (piece: string): string => {
    const index = body.indexOf(piece);
    return `${file}:${index < 0 ? line : line + body.slice(0, index).split('\n').length - 1}`;
  };
  const filled = String(
    engine.parseAndRenderSync(body, { values: LONGEST, options: replies, now: 0 }),
  ).trim();
  return [
    ...values
      .filter((name) => !(name in LONGEST))
      .map((name) => `${at(name)}: 没有“${name}”这个值，可用的有 ${Object.keys(LONGEST).join('、')}`),
    ...articles.flatMap((id) => {
      const why = notCitable(id, law, day);
      return why ? [`${file}:1: ${why}`] : [];
    }),
    // A school notice that is too long is not cut but refused, and the parents hear nothing.
    ...(Buffer.byteLength(filled) > MOST_BYTES
      ? [
          `${file}:${line}: 填上长姓名后${Buffer.byteLength(filled)}字节，超过企业微信的${MOST_BYTES}字节，家长会收不到`,
        ]
      : []),
  ];
};
