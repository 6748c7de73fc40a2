import { onePupil } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { isLive } from '../../../domain/duties/duty.ts';
import { mayBeCalled } from '../../../domain/parents/addressees.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const FAMILY = '(?:家长|爸爸?|妈妈?|爹|父亲|母亲|父母|爷爷|奶奶|外公|外婆|监护人)';
/** To the family, and to be done: not "通知了张伟家长", nor "张伟妈妈：老师，他发烧了". */
const TO_FAMILY = new RegExp(
  `^(?:(?:请|麻烦|帮|我|忙|你|您)*(?:转告|转达|转给|转发给|发给|带话给|发(?:个|条)?(?:消息|短信|信息|微信)给)|(?:请|麻烦|帮我?|你|您)+(?:通知|告诉|告知)|(?:转|转发|通知|告诉|告知)(?=[^，。,；;]{2,9}${FAMILY}[:：]))(?:一下|下)?([^，。,；;:：]{2,8}?)(?:同学)?的?${FAMILY}(?![了过])[:：，,\\s]*(\\S[\\s\\S]*)$`,
  'u',
);
/** "转张伟家长：老师，他发烧了，请假": what a guardian wrote to the teacher is passed on to us. */
const BY_FAMILY = /^转(?!告|达|给|发给).*[:：].*(?:老师|请.{0,2}假|病|烧|不舒服|我家|我们家|我[娃儿])/su;
/** What a family asked and somebody is to answer, in words that reach it. */
const ASKED = ['family_asks', 'family_asks_guarded', 'order_objected'];
const AWAY = /没来|没到|未到|不在校|旷课/u;

/**
 * "转张伟家长：……": nothing that nobody has reviewed goes to a family (decision 016), and what was not said to it is no contact. The
 * answer says so, and what to do. Null when it is no such message.
 */
export const toFamily = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const [, name, words] = TO_FAMILY.exec(turn.text.trim()) ?? [];
  const student = name && words && !BY_FAMILY.test(turn.text.trim()) ? onePupil(name, rosters) : null;
  if (!student || !words) return null;
  const file = await fileOf(turn.tx, student.id);
  const isGuarded = file !== null && mayBeCalled(file, student.guardians) !== null;
  const asks = turn.duties.some(
    (duty) =>
      isLive(duty) &&
      duty.about.student === student.id &&
      ASKED.some((signal) => turn.policy.named.get(duty.name)?.duty.opens === signal),
  );
  const lines = [
    phrase(turn, 'family_not_sent', { name: student.name, guarded: isGuarded }),
    ...(asks ? [phrase(turn, 'family_waits')] : []),
    ...(AWAY.test(words) ? [phrase(turn, 'family_away', { name: student.name })] : []),
  ];
  return { act: 'refused', reply: lines.join('\n'), question: null };
};
