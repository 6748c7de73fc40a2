import { dayOf } from '../../../domain/calendar/time.ts';
import { isAsked } from '../../../domain/conversation/asked.ts';
import { namesIn } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { hasAsked, spokeAt } from '../../../domain/conversation/settling.ts';
import { type Duty, isLive } from '../../../domain/duties/duty.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { subjectOf } from '../../../domain/notices/item.ts';
import type { Subject } from '../../../domain/signals.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../../turn.ts';
import { isSearch, missingIn } from '../danger/missing.ts';

/** "收到，马上出警", "好的，我们正在去找": somebody sets about it, and nothing is done yet. */
const TAKEN_ON =
  /^(?:(?:收到|好[的嘞]?|明白|知道了?|晓得了|要得|行)[，,。！!\s]*)*(?:(?:我们?|所里|派出所|民警|警力|村里|村委会?|学校|单位|这边|这里|大家|一起|先|就|都|也|已经?|马上|立即|立刻|这就|现在|正在?|赶紧|赶快|尽快|组织|安排|派|人员?|力量|来|去|过去|往|到|现场|家里|村里)*(?:立案|受案|受理|登记|出警|处警|接警|出发|动身|在路上了?|过去|赶过去|赶到现场|前往|查看?|看看?|找|寻找|查找|搜寻|调?监控|协查|核实|了解|处理|办理?|落实|跟进|联系)(?:一下|情况|孩子|学生|人|了|中|的|去)*[，,。！!～~\s]*)+$/u;

/** What is denied or asked of others is not taken on, nor is what is done already. */
const NOT_SO =
  /没|不|未|谁|哪|怎么|请|你们?|已经?(?:处理|办|落实|核实|了解|联系|查)|(?:处理|办理?|落实|核实|了解|联系)(?:情况)?了/u;

/** Takes note that somebody sets about what was asked or alarmed; null where nothing of the kind waits for the speaker. */
export const takenOn = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const text = turn.text.trim();
  if (!TAKEN_ON.test(text) || isAsked(text) || NOT_SO.test(text) || namesIn(text, rosters).length > 1)
    return null;
  const missing = await missingIn(turn, rosters);
  if (missing.length > 0) {
    for (const { id, school, class: classId } of missing)
      await record(turn, school, classId ? [classId] : [], ({ duties }) =>
        duties.filter((duty) => isSearch(turn, duty, id)).map(accepted),
      );
    const name = missing.length > 1 ? null : missing[0]?.name;
    return said(phrase(turn, 'taken_on_search', { name }));
  }
  const today = dayOf(turn.now);
  const waiting = turn.duties.filter((duty) => {
    const bound = turn.policy.named.get(duty.name);
    return isLive(duty) && bound && hasAsked(duty, bound) && dayOf(spokeAt(duty)) === today;
  });
  const [only, ...others] = waiting;
  if (!only) return null;
  // Of several it is not told which is meant; none is marked as taken on.
  if (others.length > 0) return said(phrase(turn, 'taken_on_several'));
  const stream = turn.directory.streamOf(only.about);
  const classId = turn.directory.classOf(only.about);
  await record(turn, stream, classId ? [classId] : [], () => [accepted(only)]);
  const subject = subjectOf(only, worldFor(turn, stream));
  return said(phrase(turn, 'taken_on', { subject, title: turn.policy.named.get(only.name)?.duty.title }));
};

const accepted = ({ id, about }: Duty): { about: Subject; body: FactBody } => ({
  about,
  body: { kind: 'duty_report', duty: id, outcome: 'accepted', detail: null, to: null },
});

const said = (reply: string): Outcome => ({ act: 'settle', reply, question: null });
