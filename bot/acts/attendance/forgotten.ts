import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const FORGOTTEN =
  /^(?:不好意思|对不起|抱歉|主任|老师|[我们班\p{P}\s])*(昨天|昨日|前天|上?个?(?:周|星期|礼拜)[一二三四五六日天])(?:我们?|班上|班里|的|早上|上午|考勤|点名|情况)*(?:漏报|忘报|忘了报|忘记报|忘了点名|没来得及报)(?:一[次天]|考勤|点名|人数|情况)*[了啊呀\p{P}\s]*$/u;

/**
 * "昨天我漏报了", and nothing of whom: how an earlier day is told, since the next message would be taken for today's
 * (P3.1-ROLL). Null for whoever tells it with its names, and for whoever reports no class.
 */
export const forgottenDay = async (turn: Turn): Promise<Outcome | null> => {
  const day = FORGOTTEN.exec(turn.text)?.[1];
  if (!day || turn.speaker.classes.length === 0) return null;
  return { act: 'other', reply: phrase(turn, 'forgotten_day', { day }), question: null };
};
