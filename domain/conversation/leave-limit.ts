import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import type { Day } from '../calendar/time.ts';
import { leaveRun } from '../cases/counting.ts';
import type { CaseFile } from '../cases/file.ts';
import { numberOf } from '../understanding/text/chinese-number.ts';
import { timeAt } from '../understanding/times/days.ts';
import { N } from '../understanding/times/time-told.ts';

const ONLY = '(?:只|仅|就|最多|顶多|先|暂时?)';
const GRANT = '(?:批准|批|同意|准许|准|允许|许可|给)';
const TO_WHOM = '(?:\\s|给|他们?|她们?|孩子|学生|请|假|了|的)*';
const DAYS = `(?:半|${N})个?(?:天|周|星期|礼拜)(?![内后前]|之[内后前]|以[内后前]|时间)`;
const UNTIL =
  '[到至]\\s*(?:[这本下]个?)*(?:(?:周|星期|礼拜)[一二三四五六日天末]|周?末|(?:\\d{1,2}月)?\\d{1,2}[日号]|[今明]天|大?后天|月底)(?:为?止)?';
const LIMIT = `(${DAYS}|${UNTIL})(?:的?假|[就也]?(?:行|够|可以)了?|吧)*`;
const BUT = '(?:但是?|不过|只是|可是|那就?|所以)?';

const GRANTED = new RegExp(`${BUT}(${ONLY}?)(?:能|可以?|再)*(${GRANT})${TO_WHOM}(?:请|假)?${LIMIT}`, 'u');
/** After a decision nothing but the limit need be said: "同意，最多两天", "同意，到周三". */
const ALONE = new RegExp(`^${BUT}${ONLY}?(?:能|可以?)?${LIMIT}[。.]*$`, 'u');
const BEHIND = new RegExp(LIMIT, 'u');
/** "上次批了两天": told of another leave. */
const EARLIER = /上次|上回|之前|以前|上周|上个?月|原来/u;

/** What was granted of a request in words, "两天" or "到周三", and the words with it put as a bare 同意. */
export const withoutLimit = (words: string): { limit: string; only: boolean; rest: string } | null => {
  const found = EARLIER.test(words) ? null : GRANTED.exec(words);
  if (!found?.[3]) return null;
  const { 0: whole, 1: only, 3: limit, index } = found;
  const rest = `${words.slice(0, index)}同意${words.slice(index + whole.length)}`;
  return { limit, only: only !== '', rest };
};

/** Of what a 同意 stands before: "同意张伟请假到周三", "同意张伟三天的假". */
export const limitBehind = (words: string): string | null => BEHIND.exec(words)?.[1] ?? null;

/** The limit that stands alone in a clause after a decision. */
export const limitAlone = (clause: string): string | null => ALONE.exec(clause)?.[1] ?? null;

/** A limit as it stands in what is told of a decision. */
export const limitWords = (limit: string): string => `只批${limit}`;

/**
 * Up to which day leave is granted of which `from` to `until` was asked: so many school days of it, or up to the day that is
 * named. Null where that is no day of what was asked; the days already given just before may be counted in with all of it.
 */
export const grantedUntil = (
  limit: string,
  { from, until }: { from: Day; until: Day },
  file: CaseFile,
  today: Day,
  calendar: SchoolCalendar,
): Day | null => {
  const asked = calendar.schoolDays(from, until);
  if (/^[到至]/u.test(limit)) {
    const told = timeAt(limit.replace(/^[到至]\s*/u, ''), 0, today, calendar)?.told;
    const days =
      told?.kind === 'day'
        ? [told.through ?? told.last, told.next]
        : told?.kind === 'stretch'
          ? [told.last]
          : [];
    return asked.findLast((day) => days.some((last) => from <= last && last <= until && day <= last)) ?? null;
  }
  const number = numberOf(limit.replace(/个?(?:天|周|星期|礼拜)$/u, '')) * (/天$/u.test(limit) ? 1 : 5);
  const yesterday = calendar.previousSchoolDay(from);
  const given = yesterday ? leaveRun(file, calendar, yesterday) : 0;
  return (number === asked.length + given ? until : asked[number - 1]) ?? null;
};
