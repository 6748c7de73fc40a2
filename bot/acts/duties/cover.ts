import { addDays, type Day, dayOf, weekday } from '../../../domain/calendar/time.ts';
import { isAsked } from '../../../domain/conversation/asked.ts';
import { namesIn } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { daysIn } from '../../../domain/conversation/written-days.ts';
import { numberOf } from '../../../domain/understanding/text/chinese-number.ts';
import { keepCover } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';
import { colleagueCalled } from './colleagues.ts';

/** Said of oneself alone. */
const LEAVE = '请假|休假|出差|外出|学习|生病';
/** Away for now or for long: whether somebody is to stand in, only the deputy shows. */
const AWAY =
  '年休|轮休|补休|探亲|出门|出去|培训|进修|跟岗|开会|参会|住院|看病|手术|产假|婚假|丧假|陪产|不在(?:岗|学校|单位|镇上|村里|村上|家|东川)|' +
  '去[\\u4e00-\\u9fa5]{1,5}(?:几天|[一二两三四五六七八九十\\d]+天|办事|一趟)';
/** "我明天请假，李老师代班", "本人请假到周五 由李老师代": somebody's own leave, never a pupil's. */
const OWN_LEAVE = new RegExp(
  `^(?:我|本人)(?!班|们|校|家)(?:自己)?([^，,。；;]{0,16}?)(?:(${LEAVE})|${AWAY})([\\s\\S]{0,40})`,
  'u',
);
/** What is done out of doors is no leave. */
const AT_WORK = /家访|走访|入户|劝返|上门/u;
/** "村里的事交给毕组长": all of it, and nobody said for how long. */
const ALL_WORK =
  /^(?:我|本人)?(?:这边|手上|手头|村里|村上|组里|镇里|镇上|所里|学校|班上|班里)*的?(?:工作|事情?|事务|任务)(?:都|先|就|全部?)*(?:移交|转交|托付|委托|交)(?:给|由)/u;

const TITLE = '老师|主任|校长|书记|支书|镇长|乡长|所长|组长|队长|站长|局长|科长|主席|委员|干事|警官|同志';
const NAME = `[\\u4e00-\\u9fa5]{1,4}?(?:${TITLE})|[\\u4e00-\\u9fa5]{2,4}?`;
const IN_PLACE = '代班|代课|代管|代理|代办|代替|代为|代一下|代着|代|顶班|顶一下|顶着|顶|替我|替|接手';
const BY = '(?:来|帮忙|帮我|暂时|先|全权)*';
/** "李老师代班", "由曹所长代", "工作交给孙镇长". */
const DEPUTY: readonly RegExp[] = [
  new RegExp(
    `(?:移交|转交|托付|委托|交|转)(?:给|由|到)(${NAME})${BY}(?:${IN_PLACE}|负责|办理|处理|管着?|盯着?)?(?:了|一下)?(?:[，,。；;！!\\s]|$)`,
    'u',
  ),
  new RegExp(`(?:由|请|让|叫|找|喊)(${NAME})${BY}(?:${IN_PLACE}|负责|办理|处理|牵头|管着?|盯着?)`, 'u'),
  new RegExp(`(?:^|[，,。；;\\s])(${NAME})${BY}(?:${IN_PLACE})`, 'u'),
];
/** It lasts for more than a day, and nobody said until when. */
const OPEN_ENDED = /这几天|这段时间|近期|最近|过几天|一段时间|几天|长期|产假|住院|进修/u;

/** Records who stands in while somebody is away, so that duties reach somebody (P1.2-POST, AMB-47); null when it is no such message. */
export const ownLeave = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const match = OWN_LEAVE.exec(turn.text);
  const isAllWork = ALL_WORK.test(turn.text);
  const place = placeOf(turn);
  if (
    !(match || isAllWork) ||
    !place ||
    isAsked(turn.text) ||
    HOW.test(turn.text) ||
    AT_WORK.test(match?.[3] ?? '')
  )
    return null;
  if (namesIn(match?.[1] ?? '', rosters).length > 0) return null;
  const named = deputyNamed(turn.text);
  const isTeacher = turn.speaker.classes.length + turn.speaker.schools.length > 0;
  // A teacher's leave is told without a deputy too, that of others only with one.
  if (!named && !(isTeacher && match?.[2])) return null;
  const deputy = named ? colleagueCalled(turn, named) : null;
  if (named && !deputy)
    return {
      act: 'cover',
      reply: turn.words.say('replies/unknown_deputy', { values: { name: named }, now: turn.now }),
    };
  const days = match ? span(turn, turn.text, place) : null;
  if (!days)
    return {
      act: 'cover',
      reply: phrase(turn, 'cover_until', { deputy: named }),
      question: null,
    };
  const { from, until } = days;
  await keepCover(turn.tx, { person: turn.speaker.person, deputy, from, until });
  const values = { from, until, deputy: deputy ? turn.directory.nameOf(deputy) : null };
  return {
    act: 'command',
    reply: turn.words.say('replies/cover', { values, now: turn.now }),
    question: null,
  };
};

const HOW = /怎么/u;

const deputyNamed = (text: string): string | null => {
  for (const pattern of DEPUTY) {
    const name = pattern.exec(text)?.[1];
    if (name) return name;
  }
  return null;
};

/** Where the speaker holds a post: a school, else a township, a village or the district. */
const placeOf = ({ speaker, directory }: Turn): string | null =>
  speaker.schools[0] ??
  directory.classes.get(speaker.classes[0] ?? '')?.school ??
  speaker.townships[0] ??
  speaker.villages[0] ??
  (speaker.district ? directory.parts.district.id : null);

const WEEKDAYS = '一二三四五六日';

/** From which to which day; a day that is not told is today alone. Null where it goes on for days that nobody told. */
const span = (turn: Turn, words: string, place: string): { from: Day; until: Day } | null => {
  const today = dayOf(turn.now);
  const written = daysIn(words, turn.now).map(({ day }) => day);
  const until = endIn(words, today, written);
  const from = startIn(words, today, written, until !== null);
  if (until !== null) return until < from ? null : { from, until };
  const count = /([一二两三四五六七八九十\d]+)(?:天|个工作日)/.exec(words)?.[1];
  if (count) {
    const more = Math.max(0, (numberOf(count) || 1) - 1);
    const isSchool = turn.directory.schools.has(place);
    const end = isSchool ? worldFor(turn, place).calendar.addSchoolDays(from, more) : null;
    return { from, until: end ?? addDays(from, more) };
  }
  if (/下(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天])/.test(words)) return { from, until: addDays(from, 6) };
  if (/(?:这|本)(?:周|星期|礼拜)(?![一二三四五六日天])/.test(words))
    return { from, until: addDays(today, 7 - weekday(today)) };
  return OPEN_ENDED.test(words) ? null : { from, until: from };
};

const startIn = (words: string, today: Day, written: readonly Day[], hasEnd: boolean): Day => {
  if (words.includes('明天') || words.includes('明日')) return addDays(today, 1);
  if (words.includes('后天')) return addDays(today, 2);
  const monday = addDays(today, 8 - weekday(today));
  const next = /下(?:个)?(?:周|星期|礼拜)([一二三四五六日天])?/.exec(words);
  if (next && !/[到至](?:下)(?:个)?(?:周|星期|礼拜)/.test(words))
    return next[1] ? addDays(monday, WEEKDAYS.indexOf(next[1].replace('天', '日'))) : monday;
  const [first, second] = written;
  // One date with "到" before it is the end.
  return first && (second || !hasEnd) ? first : today;
};

/** The last day where it is told: "到周五", "到下周三", "到12月3日", "12月1日至12月3日". */
const endIn = (words: string, today: Day, written: readonly Day[]): Day | null => {
  const until = /[到至](这|本|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(words);
  if (until?.[2]) {
    const target = WEEKDAYS.indexOf(until[2].replace('天', '日')) + 1;
    if (until[1] === '下') return addDays(today, 7 - weekday(today) + target);
    return addDays(today, (target - weekday(today) + 7) % 7);
  }
  const last = written.at(-1);
  return last && (written.length > 1 || /[到至]\s*(?:\d{4}年)?\d{1,2}月/.test(words)) ? last : null;
};
