import { dayOf, type Instant } from '../domain/calendar/time.ts';
import {
  type Audience,
  campaignValues,
  contactOf,
  groupingOf,
  type LeftOut,
} from '../domain/parents/campaign.ts';
import type { ParentText } from '../domain/parents/texts.ts';
import type { Directory } from '../domain/people/directory.ts';
import { posts } from '../domain/people/roles.ts';
import type { PlannedCampaign } from '../prisma/stores/campaign-store.ts';
import type { Preview } from '../templates/campaign.ts';
import type { Words } from '../templates/words.ts';

/** What whoever lets a text go out sees before: the words as the first parents get them, how many, and when. */
export const previewOf = (
  { campaign, calls, leftOut, before }: PlannedCampaign & { before: number },
  { title, id, words: name, values: wanted }: ParentText,
  audience: Audience,
  directory: Directory,
  words: Words,
  now: Instant,
): Preview => {
  const [first] = calls;
  const example = { school: '', class: '', ...first, author: campaign.author, day: campaign.day };
  const people = first?.parents.map(({ person }) => person) ?? [];
  // The telephone is looked up when it goes out.
  const teacher = contactOf(example.class, dayOf(now), directory)?.person ?? '';
  const contact = { name: directory.nameOf(teacher), phone: undefined };
  const values = campaignValues({ ...example, people }, groupingOf(wanted) ?? 'school', contact, directory);
  const missing = (reason: LeftOut): number => leftOut.filter(({ why }) => why === reason).length;
  const able = parentsIn(calls);
  return {
    ...{ title, id, place: audience.name, schools: audience.schools.length, able, before },
    author: `${directory.nameOf(campaign.author)}（${posts[campaign.role].title}）`,
    text: words.say(name, { values, now }),
    example: `${values.school ?? ''}${values.class ?? ''}`,
    parents: able + leftOut.length + before,
    leftOut: {
      not_subscribed: missing('not_subscribed'),
      no_account: missing('no_account'),
      stopped: missing('stopped'),
      withheld: missing('withheld'),
    },
    days: [...new Set(calls.map((call) => dayOf(call.at)))].map((day) => {
      const own = calls.filter((call) => dayOf(call.at) === day);
      const instants = own.map((call) => call.at);
      return {
        ...{ first: Math.min(...instants), last: Math.max(...instants) },
        ...{ parents: parentsIn(own), calls: own.length },
      };
    }),
  };
};

const parentsIn = (calls: PlannedCampaign['calls']): number =>
  calls.reduce((sum, { parents }) => sum + parents.length, 0);
