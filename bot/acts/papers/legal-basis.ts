import { keepSetting } from '../../../prisma/stores/answer-store.ts';
import { notYours, refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { sayWanting } from '../../refusing.ts';
import type { Outcome, Turn } from '../../turn.ts';

const BASIS = /(?:登记|确认|启用)行政处罚(?:的)?(?:法律)?(?:依据)?|停用行政处罚/;

/** What law.md §3.3 wants named before step 3 may be used. */
const WANTED: readonly (readonly [RegExp, string])[] = [
  [/《[^》]{2,}》/, 'basis_document'],
  [/第[\d一二三四五六七八九十百]+条/, 'basis_article'],
  [/元|警告|幅度/, 'basis_amount'],
  [/由[^，。]{2,}(?:实施|作出|决定|行使)|(?:乡镇人民政府|街道办事处|教育体育局)有权/, 'basis_body'],
];

/** 司法局 records the legal basis of the third step, or withdraws it (`fourstep.s3_enabled`). Null when the message is about something else. */
export const legalBasis = async (turn: Turn): Promise<Outcome | null> => {
  const said = BASIS.exec(turn.text)?.[0];
  if (!said) return null;
  const what = phrase(turn, 'act_legal_basis');
  if (turn.speaker.unit !== 'justice') return notYours(turn, what, phrase(turn, 'justice'));
  const enabled = !said.startsWith('停用');
  const missing = enabled ? WANTED.flatMap(([sign, name]) => (sign.test(turn.text) ? [] : [name])) : [];
  if (missing.length > 0) {
    const names = missing.map((name) => phrase(turn, name)).join('、');
    return refused(sayWanting(turn, phrase(turn, 'want_basis', { names })));
  }
  const change = {
    key: 'fourstep.s3_enabled',
    value: enabled,
    author: turn.speaker.person,
    words: turn.text,
  } as const;
  await keepSetting(turn.tx, change, turn.now);
  const next = [phrase(turn, enabled ? 'basis_on' : 'basis_off')];
  return {
    act: 'command',
    reply: turn.words.say('replies/settled', { values: { label: what }, next, now: turn.now }),
    question: null,
  };
};
