import { afterQuiet } from '../domain/calendar/clocks.ts';
import { addDays, at, dayOf, HOUR, type Instant, MINUTE } from '../domain/calendar/time.ts';
import { type County, worldOf } from '../domain/decision.ts';
import { compose } from '../domain/notices/compose.ts';
import { roomOfParent } from '../domain/notices/daily.ts';
import { sayHalted } from '../domain/parents/blocked.ts';
import {
  campaignValues,
  contactOf,
  type Grouping,
  groupingOf,
  inHours,
  leftOutFor,
  placeName,
} from '../domain/parents/campaign.ts';
import { textFor } from '../domain/parents/reader.ts';
import type { Blocked, ParentText } from '../domain/parents/texts.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Database } from '../prisma/client.ts';
import {
  type Begun,
  beginCall,
  type DueCall,
  endCall,
  leftAlone,
  nextCall,
  parentAccounts,
  progressOf,
  putOffCall,
  releaseCall,
  toldToday,
  waitingParents,
} from '../prisma/stores/campaign-store.ts';
import { takePlaces } from '../prisma/stores/daily-store.ts';
import { wishesOf } from '../prisma/stores/directory-store.ts';
import { tryLease } from '../prisma/stores/lease-store.ts';
import { putNotices } from '../prisma/stores/notice-store.ts';
import type { Words } from '../templates/words.ts';
import type { CrowdWay } from './channel.ts';
import { WecomRefusal } from './wecom/codes.ts';
import { CHECKED_FOR } from './wecom/message-api.ts';
import type { Pace } from './wecom/pace.ts';
import type { Telling } from './wecom/telling.ts';
import { isDoubtful, receiptOf } from './wecom/verdict.ts';

export interface CampaignDependencies {
  database: Database;
  county(): County;
  words: Words;
  crowd: CrowdWay;
  /** The telephones of these people, as far as they are known. */
  phonesOf(people: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Whose requests are counted together. */
  app: string;
  pace: Pace;
  telling: Pick<Telling, 'tellOf'>;
  /** The clock of the outside world, in which WeCom's memory and its pauses run. */
  realNow(): Instant;
}

/** What one process of all holds while it sends: then a request is never under way twice. */
const CAMPAIGN_LEASE = 'campaigns';

/** WeCom's memory of a request is not relied on in its last minutes. */
const RECOGNISED_FOR = CHECKED_FOR * 1000 - 5 * MINUTE;
/** Before what may have been shown is asked again. */
const REST = MINUTE / 2;
/** Before it is looked again whether somebody has put right what stands in the way. */
const LOOK_AGAIN = HOUR;
/** So many days a family that has other news every day is put off; after that it is left alone. */
const PATIENCE_DAYS = 7;

/**
 * Makes the next request that is due; false when none is. Each request is kept before it is sent and sent unchanged until
 * WeCom has answered it, so that wherever a process dies the next one repeats it and WeCom's duplicate check knows it.
 * One process at a time: see `sendDueCalls`.
 */
const sendNextCall = async (now: Instant, dependencies: CampaignDependencies): Promise<boolean> => {
  const { database, county, pace, app, realNow } = dependencies;
  const call = await nextCall(database, now);
  if (!call) return false;
  const blocked = call.body === null ? county().policy.parentTexts.blockedOn(call.text, dayOf(now)) : null;
  if (blocked) await tellHalted(call, blocked, now, dependencies);
  const until = blocked ? now + LOOK_AGAIN : mayGoFrom(call, now, dependencies);
  if (until > now) {
    await putOffCall(database, call, until);
    return true;
  }
  if (call.triedAt !== null && realNow() - call.triedAt >= RECOGNISED_FOR) {
    await endCall(database, call, { state: 'unknown', reason: 'no_answer' }, now);
    return true;
  }
  const room = await pace.take({ kind: 'crowd', app }, { urgent: false, now: realNow() });
  if (!room.ok) {
    await putOffCall(database, call, now + Math.max(1, room.again - realNow()));
    return true;
  }
  const body = call.body ?? (await begin(call, now, dependencies));
  if (body !== null) await send(call, body, now, dependencies);
  return true;
};

/** Sends what is due, unless another process is at it; stops early when told so. */
export const sendDueCalls = async (
  now: () => Promise<Instant>,
  databaseUrl: string,
  dependencies: CampaignDependencies,
  isOver: () => boolean = () => false,
): Promise<void> => {
  if (!(await nextCall(dependencies.database, await now()))) return;
  const lease = await tryLease(databaseUrl, CAMPAIGN_LEASE);
  if (!lease) return;
  let isHeld = true;
  void lease.ended.then(() => {
    isHeld = false;
  });
  try {
    while (isHeld && !isOver() && (await sendNextCall(await now(), dependencies)));
  } finally {
    await lease.release();
  }
};

/** When the request may be made: in the hours for it; a repetition only heeds the night. */
const mayGoFrom = ({ body }: DueCall, now: Instant, { county }: CampaignDependencies): Instant => {
  const { settings } = county().policy;
  return body === null ? inHours(now, settings['campaign.hours']) : afterQuiet(now, settings['quiet.parent']);
};

/** Whoever can let the text go out again hears once that the campaign has stopped on its way; it waits, and loses nobody. */
const tellHalted = async (
  { campaign, place, author, role }: DueCall,
  blocked: Blocked,
  now: Instant,
  { database, county }: CampaignDependencies,
): Promise<void> => {
  const { directory, policy } = county();
  const { waiting } = await progressOf(database, campaign);
  const halted = { campaign, place: placeName(place, directory), author: { person: author, role }, waiting };
  const world = worldOf(county(), directory.parts.district.id, now);
  const says = sayHalted(blocked, halted, 'P4.1-PUBLICITY', world);
  await putNotices(database, compose(says, now, policy.settings));
};

/** Decides, as things stand now, whom the request goes to, and keeps it; null when nobody is left of it. */
const begin = async (
  call: DueCall,
  now: Instant,
  { database, county, words, crowd, phonesOf, realNow }: CampaignDependencies,
): Promise<string | null> => {
  const { directory, policy } = county();
  const people = await waitingParents(database, call);
  const accounts = await accountsOn(crowd, database, people);
  const alone = await leftAlone(database, people);
  const leftOut: Begun['leftOut'][number][] = [];
  const able: string[] = [];
  for (const person of people) {
    const isParent = directory.childrenOf(person).some((child) => child.class !== null);
    const why = isParent ? leftOutFor(accounts.get(person), alone.get(person)) : 'gone';
    if (why) leftOut.push({ person, why });
    else able.push(person);
  }
  const free = await freeToday(call, able, now, database, county());
  const busy = able.filter((person) => !free.has(person));
  // The family of a missing child is not told about the holidays; after a while the campaign lets go of it.
  const isOver = dayOf(now) >= addDays(call.first, call.days + PATIENCE_DAYS);
  const [readers, ...otherReaders] = await readersOf(call.text, [...free], now, database, policy);
  const addressed = (readers?.people ?? []).map((person) => ({
    person,
    account: accounts.get(person)?.id ?? person,
  }));
  const teacher = contactOf(call.class, dayOf(now), directory)?.person ?? '';
  const contact = { name: directory.nameOf(teacher), phone: (await phonesOf([teacher])).get(teacher) };
  const values = campaignValues({ ...call, people }, groupingFor(call.text, policy), contact, directory);
  const key = `campaign|${call.campaign}|${call.ordinal}`;
  const addresses = addressed.map(({ account }) => account);
  const body =
    readers === undefined
      ? null
      : await crowd.write({
          ...{ key, addresses, at: now, recording: readers.recording },
          text: words.say(readers.text.words, { values, now }),
        });
  const tomorrow = at(addDays(dayOf(now), 1), policy.settings['campaign.hours'].from);
  const begun = {
    body,
    addressed,
    leftOut: isOver ? [...leftOut, ...busy.map((person) => ({ person, why: 'busy' as const }))] : leftOut,
    later: [
      ...otherReaders.map((group) => ({ people: group.people, at: now })),
      ...(isOver || busy.length === 0 ? [] : [{ people: busy, at: tomorrow }]),
    ],
  };
  return (await beginCall(database, call, begun, realNow())) ? body : null;
};

/** Who gets the same words, and the same recording with them: one request each. */
interface Readers {
  text: ParentText;
  recording: string | null;
  people: string[];
}

/** These people by how they like to be told, as far as there are reviewed words and recordings for it. */
const readersOf = async (
  id: string,
  people: readonly string[],
  now: Instant,
  database: Database,
  { parentTexts }: Policy,
): Promise<Readers[]> => {
  const written = parentTexts.find(id);
  if (!written) throw new Error(`no text ${id} for parents`);
  const wishes = await wishesOf(database, people);
  const groups = new Map<string, Readers>();
  for (const person of people) {
    const wish = wishes.get(person) ?? { language: null, voice: false };
    const { text, recording } = textFor(written, wish, dayOf(now), parentTexts);
    const key = `${text.language}|${recording ?? ''}`;
    const group = groups.get(key) ?? { text, recording, people: [] };
    group.people.push(person);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** Throws for a text that speaks of a case: no campaign is planned with such a one. */
export const groupingFor = (text: string, { parentTexts }: Policy): Grouping => {
  const grouping = groupingOf(parentTexts.find(text)?.values ?? []);
  if (!grouping) throw new Error(`${text} is no text for many`);
  return grouping;
};

/** Where these people are reached by this way; whoever cannot be is not in it. */
export const accountsOn = async (
  { book }: CrowdWay,
  database: Database,
  people: readonly string[],
): Promise<ReadonlyMap<string, { id: string; subscribed: boolean | null }>> =>
  book === 'parent'
    ? parentAccounts(database, people)
    : new Map(people.map((person) => [person, { id: person, subscribed: true }]));

/** Who has no other news today, as long as their day has a place left (docs/decisions/013). */
const freeToday = async (
  { text, season }: DueCall,
  people: readonly string[],
  now: Instant,
  database: Database,
  { policy: { settings } }: County,
): Promise<Set<string>> => {
  const told = await toldToday(database, people, now);
  const wanted = people
    .filter((person) => !told.has(person))
    .map((person) => ({
      person,
      asParent: true,
      key: ['campaign', text, season, person].join('|'),
      places: roomOfParent(now, settings).places,
    }));
  const taken = await takePlaces(database, now, wanted);
  return new Set(wanted.filter(({ key }) => taken.has(key)).map(({ person }) => person));
};

const send = async (
  call: DueCall,
  body: string,
  now: Instant,
  { database, crowd, telling, realNow }: CampaignDependencies,
): Promise<void> => {
  try {
    const refused = await crowd.send(body);
    await endCall(database, call, { state: 'accepted', refused }, now);
  } catch (fault) {
    await telling.tellOf(fault);
    const receipt = receiptOf(fault, call.body !== null || isDoubtful(fault), realNow());
    if (receipt.kind === 'unknown') await putOffCall(database, call, now + REST);
    else if (receipt.kind === 'later')
      await releaseCall(database, call, now + Math.max(1, receipt.at - realNow()));
    // Nobody of them is in the book any more; any other refusal somebody has to put right first.
    else if (fault instanceof WecomRefusal && fault.meaning.class === 'recipient')
      await endCall(database, call, { state: 'refused', reason: String(fault.code) }, now);
    else await releaseCall(database, call, now + LOOK_AGAIN);
  }
};
