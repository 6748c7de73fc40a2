import { at, dayOf } from '../domain/calendar/time.ts';
import type { Question } from '../domain/conversation/question.ts';
import type { Rosters } from '../domain/conversation/rosters.ts';
import type { Understood } from '../domain/understanding/types.ts';
import type { Turn } from './turn.ts';

const MOST_OPTIONS = 8;

const NO_STATUS = ['没来', '病假', '事假', '迟到', '旷课'];

/** The one question that what was not understood leads to: the first doubt; the others follow its answer. */
export const askNext = (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
): { text: string; question: Question } | null => {
  const code = heard.ask[0];
  if (!code) return null;
  const unsure = heard.unsure.find((item) => item.code === code);
  const said = unsure?.said ?? '';
  const candidates = (unsure?.candidates ?? []).slice(0, MOST_OPTIONS);
  const until = at(dayOf(turn.now), '24:00');
  const ask = (question: string, options: string[], none: string | null) => ({
    text: turn.words.say('replies/asks', { values: { question, none }, lines: options, now: turn.now }),
    question: { kind: 'complete' as const, ask: code, text: turn.text, said, options, until },
  });
  switch (code) {
    case 'which_student':
      return ask(`“${said}”是哪一位？`, candidates, '都不是');
    case 'unknown_name':
      return ask(
        `花名册上没有“${said}”。${candidates.length > 0 ? '是不是：' : '请回全名。'}`,
        candidates,
        '都不是',
      );
    case 'no_status':
      return ask(`${said}今天怎么样？`, NO_STATUS, '没事，在校');
    case 'which_class':
      return ask('是哪个班？', [...rosters.classIds.keys()].slice(0, MOST_OPTIONS), null);
    case 'count_mismatch':
      return ask(mismatch(heard), [], '就这些，人数写错了');
  }
};

const mismatch = (heard: Understood): string => {
  const names = (heard.entries ?? [])
    .filter(({ status }) => status !== 'present' && status !== 'late' && status !== 'left_early')
    .map(({ student }) => student);
  const { expected, present } = heard;
  const missing = expected != null && present != null ? `差${expected - present}人，` : '人数和名字对不上，';
  const named = names.length > 0 ? `说到${names.length}人没来（${names.join('、')}）` : '没有说是谁';
  return `${missing}${named}。还有谁没来？回名字就行。`;
};
