import { withReasons } from '../../../domain/cases/category.ts';
import { areasOf } from '../../../domain/figures/areas.ts';
import { openReasons } from '../../../prisma/stores/figure-store.ts';
import { topicLines } from '../../../templates/topics.ts';
import type { Outcome, Turn } from '../../turn.ts';

const ASKS = /^(?:看一?下|看看|看|查看)?(?:联席会议)?议题[。？?！!]*$/;

/** "议题": the standing agenda of the joint conference with its counts, for whoever sees the district's figures (P6.R-TOPICS). */
export const askedTopics = async (turn: Turn): Promise<Outcome | null> => {
  if (!ASKS.test(turn.text)) return null;
  const [named] = areasOf(turn.speaker.viewer, 'figures', turn.directory);
  if (!named || !('district' in named.area)) return null;
  const open = withReasons(await openReasons(turn.tx), turn.policy.settings);
  const values = {
    name: named.name,
    total: open.length,
    unsorted: open.filter(({ reason }) => reason === null).length,
  };
  return {
    act: 'query',
    reply: turn.words.say('replies/topics', { values, lines: topicLines(open), now: turn.now }),
  };
};
