/** A county whose schools tell all parents something, over the double of WeCom. */
import { plainCounty } from '../../../bot/bench/county.ts';
import { schoolCalendar } from '../../../domain/calendar/school-calendar.ts';
import type { County } from '../../../domain/decision.ts';
import { makeParentTexts, type ParentText, type Review } from '../../../domain/parents/texts.ts';
import { Directory, type DirectoryParts } from '../../../domain/people/directory.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Settings } from '../../../domain/policy/settings.ts';
import type { Database } from '../../../prisma/client.ts';
import { openSecrets } from '../../../prisma/secrets.ts';
import { loadNationalCalendar } from '../../../seeds/load-calendar.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';
import { loadWecomCodes } from '../../../seeds/load-wecom-codes.ts';
import { makePlan } from '../../../seeds/scenario.ts';
import { loadWords, type Words } from '../../../templates/words.ts';
import type { CampaignDependencies } from '../../../workers/campaigns.ts';
import { openApi } from '../../../workers/wecom/api.ts';
import { openPace } from '../../../workers/wecom/pace.ts';
import { openSchoolCrowd } from '../../../workers/wecom/school-crowd.ts';
import { openTelling, type Trouble } from '../../../workers/wecom/telling.ts';
import { openTokens, tokenSource } from '../../../workers/wecom/token.ts';
import { openWire } from '../../../workers/wecom/wire.ts';
import type { DoubleApp } from './api-double.ts';

const codes = loadWecomCodes();

/** A text in the name of the school, and one in which each class teacher signs. */
const TEXTS: Readonly<
  Record<string, { values: readonly string[]; say(values: Record<string, string>): string }>
> = {
  'C-school': { values: ['school', 'day'], say: ({ school, day }) => `${school}的家长：${day}开学。` },
  'C-class': {
    values: ['class', 'teacher', 'school'],
    say: (values) => `${values.class}的家长：上学不收学费。${values.school}${values.teacher}`,
  },
  'ii/C-school': { values: ['school', 'day'], say: ({ school, day }) => `ꌠ${school}：${day}。` },
  'C-child': {
    values: ['child', 'class'],
    say: ({ child, class: own }) => `${child}（${own}）的家长：放假了。`,
  },
};

/** Recordings that are there when a test has put them there. */
export const RECORDED: Record<string, string> = {};

const text = (id: string, values: readonly string[], words: string): ParentText => ({
  ...{
    id,
    language: words === id ? 'zh' : 'ii',
    words: `parents/${words}`,
    instead: null,
    step: 0,
    title: `文本${id}`,
    audience: 'guardian',
  },
  ...{ articles: id === 'C-class' ? ['compulsory-education/5.2'] : [], author: '区教体局', firstDay: false },
  ...{ replies: [], values, digest: id, recording: RECORDED[words] ?? null, untranslated: false },
});

/** Reviewed until the end of January, all of them unless told otherwise. */
export const policyWith = (
  ids: readonly string[] = Object.keys(TEXTS),
  hours?: Settings['campaign.hours'],
): Policy => {
  const reviews = ids.map(
    (id): Review => ({
      ...{ text: id.replace('ii/', ''), language: id.startsWith('ii/') ? 'ii' : 'zh' },
      ...{ digest: id.replace('ii/', ''), reviewer: '史科长', on: '2026-08-20', until: '2027-01-31' },
    }),
  );
  const all = Object.entries(TEXTS).map(([id, { values }]) => text(id.replace('ii/', ''), values, id));
  const policy = loadPolicy('dongchuan', hours ? { 'campaign.hours': hours } : {});
  return { ...policy, parentTexts: makeParentTexts({ all, law: new Map(), never: [] }, reviews) };
};

const ours = loadWords();
const campaignWords: Words = {
  has: ours.has,
  say: (name, context) => {
    const own = TEXTS[name.replace('parents/', '')];
    return own ? own.say((context.values ?? {}) as Record<string, string>) : ours.say(name, context);
  },
};

/** Every eleventh pupil is the brother or sister of the one before: of eleven pupils ten families. */
export const familiesOf = (size: { schools: number; classes: number; pupils: number }): DirectoryParts => {
  const parts = plainCounty(size);
  const students = parts.students.map((student, place) => {
    const first = place % 11 === 10 ? parts.students[place - 1] : student;
    return { ...student, guardians: [`g-${first?.id}`] };
  });
  const people = students.flatMap(({ guardians }) => guardians.map((id) => ({ id, name: id })));
  return { ...parts, students, people: [...parts.people, ...people] };
};

export const countyOf = (parts: DirectoryParts, policy = policyWith()): County => {
  const calendar = schoolCalendar(makePlan(), loadNationalCalendar());
  return { policy, directory: new Directory(parts), calendarOf: () => calendar };
};

/** What another process needs to know of the corp. */
export interface Corp {
  url: string;
  corp: string;
  apps: readonly DoubleApp[];
  size: { schools: number; classes: number; pupils: number };
}

/** What one process of ours sends campaigns with; `told` takes what the administrator hears. */
export const campaignsOn = (
  database: Database,
  { url, corp, apps: [app], size }: Corp,
  now: () => number,
  { county = countyOf(familiesOf(size)), told = [] }: { county?: County; told?: Trouble[] } = {},
): CampaignDependencies => {
  if (!app) throw new Error('the corp has no app');
  const wire = openWire({ codes, now, sleep: async () => undefined, random: Math.random, timeoutMs: 1000 });
  const fetchToken = tokenSource({ wire, baseUrl: url, corp, secret: app.secret, now });
  const tokens = openTokens({
    database,
    secrets: openSecrets(Buffer.alloc(32, 7)),
    now,
    app: corp,
    fetchToken,
  });
  const pace = openPace({ database, personTimesPerDay: null });
  const telling = openTelling({ pace, now, tellAdministrator: (one) => void told.push(one) });
  return {
    ...{ database, county: () => county, words: campaignWords, pace, app: corp, realNow: now },
    phonesOf: async () => new Map(),
    crowd: openSchoolCrowd(openApi({ baseUrl: url, wire, tokens }), app.agentId, telling, codes),
    telling,
  };
};
