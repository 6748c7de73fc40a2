import { isAsked } from '../../../domain/conversation/asked.ts';
import { aboutNamed, namesIn } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { safeguardWord } from '../../../domain/conversation/safeguard.ts';
import { INTENDED, LATER } from '../../../domain/conversation/yet-to-come.ts';
import { isLive } from '../../../domain/duties/duty.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { settleAs } from '../duties/settle.ts';

const DUTY = 'P1.R4-HAZARD/safeguard';

const TO = '派出所|公安局?|警察|警方|民警|110|民政局?|教体局|教育局|区教体|妇联';
const SAID = '报告|上报|报案|报警|报备|报';
const REPORTED = new RegExp(
  `(?:${SAID})(?:给|到|去)?(?:了|过)?(?:${TO}|[、和跟]){0,5}(?:了|过)|已(?:经)?[^，。]{0,8}(?:${SAID})|(?:${TO})[^，。]{0,6}(?:${SAID}|说|讲|打电话)(?:了|过)|(?:打|拨)(?:了|过)110|110[^，。]{0,3}打(?:了|过)`,
  'u',
);
/** Not done, asked, or something else than harm that is reported: a roll, a list, a registration. */
const OTHER = new RegExp(
  `没|未|还不|不(?:用|要|想|敢|肯|能|晓得|知道)|别|要报|${INTENDED}|${LATER}|正在|一会|马上|怎么|咋|如何|吗|么|嘛|谁|哪|应到|实到|考勤|点名|名单|人数|周报|月报|报表|台账|数据|平台|报到|报名|报销|预报|听说`,
  'u',
);

/**
 * "已报告派出所了", "晏桂仙那个报了": the principal has reported the harm (policy.md §6.5), of the child that is named, or of
 * the only one that waits. Null for whoever has nothing of the kind to report, and where another child is named.
 */
export const harmReported = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const { text, quote, directory } = turn;
  const open = turn.duties.filter((duty) => duty.name === DUTY && isLive(duty));
  if (open.length === 0 || !REPORTED.test(text) || isAsked(text) || OTHER.test(text)) return null;
  const meant = aboutNamed(text, open, directory, rosters);
  const names = new Set(meant.map(({ about }) => directory.students.get(about.student ?? '')?.name));
  if (namesIn(text, rosters).some(({ name }) => !names.has(name))) return null;
  if (meant.length > 0) return settleAs(turn, meant, 'safeguard_reported', '');
  // Harm of nobody in particular may be another child's.
  if (safeguardWord(text, turn.policy)) return null;
  const quoted = aboutNamed(quote ?? '', open, directory, rosters);
  if (quoted.length > 0) return settleAs(turn, quoted, 'safeguard_reported', '');
  return new RegExp(TO, 'u').test(text) || /报警|报案/u.test(text)
    ? settleAs(turn, open, 'safeguard_reported', '')
    : null;
};
