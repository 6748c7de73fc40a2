import { lastOfMonth } from '../../../domain/calendar/occasions.ts';
import { addDays, type Day, dayOf, isDay } from '../../../domain/calendar/time.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Role, Unit } from '../../../domain/people/roles.ts';
import { UNITS, unitTitles } from '../../../domain/people/roles.ts';
import type { Subject } from '../../../domain/signals.ts';
import { notYours, refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';

const TASKS = /^(决议|议定事项|会议决定|整改)[:：\s]+([\s\S]+)$/;
const INCIDENT = /^(?:突发|紧急)(?:情况|事件)?[:：，,\s]+([\s\S]{4,})$/;
const MEETING = /^(?:临时(?:召开|召集|开)?联席会议?|联席会议?\s*临时(?:会议|会)?)[:：，,\s]*([\s\S]{2,})$/;
const PUBLICITY = /^(?:普法|宣传|法律宣传)(?:活动|记录)?[:：]\s*([\s\S]{4,})$/;

/** Who may set tasks to townships and units: the meeting's decisions and what a bulletin wants put right. */
const SETTING: ReadonlySet<Role> = new Set([
  'bureau_officer',
  'bureau_head',
  'district_head',
  'supervision_office',
]);

/** Sentences about the county's own matters, not about a pupil; null when the message is none of them. */
export const countyMatter = async (turn: Turn): Promise<Outcome | null> => {
  const tasks = TASKS.exec(turn.text);
  if (tasks) return setTasks(turn, tasks[1] === '整改' ? 'rectify' : 'decision', tasks[2] ?? '');
  const incident = INCIDENT.exec(turn.text)?.[1];
  if (incident) return tell(turn, { kind: 'incident', text: incident.trim() }, 'incident_noted');
  const meeting = MEETING.exec(turn.text)?.[1];
  if (meeting) return callMeeting(turn, meeting.trim());
  const publicity = PUBLICITY.exec(turn.text)?.[1];
  if (publicity) return tell(turn, { kind: 'publicity', text: publicity.trim() }, 'publicity_noted');
  return null;
};

/** The place a speaker speaks for: the school, the township, else the district. */
const placeOf = ({ speaker, directory }: Turn): Subject => {
  const school = speaker.schools[0] ?? directory.classes.get(speaker.classes[0] ?? '')?.school;
  if (school) return { school };
  const [township] = speaker.townships;
  return township ? { township } : { district: directory.parts.district.id };
};

const tell = async (turn: Turn, body: FactBody, reply: string): Promise<Outcome> => {
  const about = placeOf(turn);
  await record(turn, turn.directory.streamOf(about), [], () => [{ about, body }]);
  return { act: 'command', reply: phrase(turn, reply), question: null };
};

/** "联席会议 临时 12月3日上午9点，区教体局三楼": the members are asked to come, as to the quarter's (P6.R-JOINT). */
const callMeeting = async (turn: Turn, text: string): Promise<Outcome> => {
  if (!SETTING.has(turn.speaker.role)) return notTheirs(turn, 'meeting');
  const on = dueIn(text, dayOf(turn.now));
  if (!on) return refused(phrase(turn, 'meeting_without_day'));
  return tell(turn, { kind: 'meeting_called', on, text }, 'meeting_noted');
};

const notTheirs = (turn: Turn, what: string): Outcome =>
  notYours(turn, phrase(turn, `act_${what}`), phrase(turn, 'bureau'));

/** "决议：汤丹镇6月30日前……", one task a line; a line that names nobody is asked for, and nothing of the message is kept. */
const setTasks = async (turn: Turn, task: 'decision' | 'rectify', text: string): Promise<Outcome> => {
  if (!SETTING.has(turn.speaker.role)) return notTheirs(turn, task);
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^[\d一二三四五六七八九十]+[.、．]\s*/, '').trim())
    .filter(Boolean);
  const owned = lines.map((line) => ({ line, owners: ownersIn(turn, line, task) }));
  const nobodys = owned.find(({ owners }) => owners.length === 0);
  if (nobodys)
    return refused(phrase(turn, 'task_without_owner', { line: nobodys.line, rectify: task === 'rectify' }));
  const district = turn.directory.parts.district.id;
  const bodies = owned.flatMap(({ line, owners }) =>
    owners.map((owner) => ({
      about: owner.township === null ? { district } : { township: owner.township },
      body: { kind: 'task_set' as const, task, ...owner, due: dueIn(line, dayOf(turn.now)), text: line },
    })),
  );
  await record(turn, district, [], () => bodies);
  const told = bodies.map(({ body }) =>
    phrase(turn, 'task_set', {
      owner: body.township
        ? turn.directory.townships.get(body.township)?.name
        : unitTitles[body.unit ?? 'justice'],
      due: body.due,
      text: body.text,
    }),
  );
  return {
    act: 'command',
    reply: turn.words.say('replies/settled', {
      values: { label: phrase(turn, `act_${task}`) },
      lines: told,
      now: turn.now,
    }),
    question: null,
  };
};

type Owner = { township: string | null; unit: Unit | null };

/** The townships and member units that a line names; what is to be put right is a township's. */
const ownersIn = ({ directory }: Turn, line: string, task: 'decision' | 'rectify'): Owner[] => {
  const townships = directory.parts.townships
    .filter(({ name }) => line.includes(name))
    .map(({ id }): Owner => ({ township: id, unit: null }));
  const units = UNITS.filter((unit) => line.includes(unitTitles[unit])).map(
    (unit): Owner => ({ township: null, unit }),
  );
  return task === 'rectify' ? townships : [...townships, ...units];
};

/** "6月30日前", "本月底前", "10天内"; null where no date is set. */
const dueIn = (line: string, today: Day): Day | null => {
  const date = /(\d{1,2})月(\d{1,2})[日号]/.exec(line);
  if (date) {
    const monthDay = `${(date[1] ?? '').padStart(2, '0')}-${(date[2] ?? '').padStart(2, '0')}`;
    const year = Number(today.slice(0, 4)) + (monthDay < today.slice(5) ? 1 : 0);
    return isDay(`${year}-${monthDay}`) ? `${year}-${monthDay}` : null;
  }
  const within = /(\d{1,3})[天日]内/.exec(line)?.[1];
  if (within) return addDays(today, Number(within));
  return /(?:本月|月)底/.test(line) ? lastOfMonth(today) : null;
};
