import { dayOf, type Instant } from '../domain/calendar/time.ts';
import { type Rosters, rostersOf, rostersOfStudents } from '../domain/conversation/rosters.ts';
import { classesOf, type Speaker, speakerOf, speakingRole } from '../domain/conversation/speaker.ts';
import type { Directory, Student } from '../domain/people/directory.ts';
import { understand } from '../domain/understanding/index.ts';
import { quoted, splitQuote } from '../domain/understanding/quote.ts';
import type { Understood } from '../domain/understanding/types.ts';
import type { Database } from '../prisma/client.ts';
import { studentsWithCases } from '../prisma/stores/answer-store.ts';
import {
  type Conversation,
  claimMessages,
  FILE_MARK,
  finishMessage,
  type InboxMessage,
  loadConversations,
} from '../prisma/stores/inbox-store.ts';
import { dutiesOffered } from '../prisma/stores/notice-store.ts';
import type { Writing } from '../prisma/stores/transaction.ts';
import { recordAttendance } from './acts/attendance.ts';
import { command } from './acts/commands.ts';
import { countyMatter } from './acts/county-matters.ts';
import { ownLeave } from './acts/cover.ts';
import { askedAboutFigures } from './acts/figure-queries.ts';
import { askedFile } from './acts/files.ts';
import { bindThisGroup, unboundHint } from './acts/group.ts';
import { guardianSays } from './acts/guardian/says.ts';
import { guardianSends } from './acts/guardian/sent.ts';
import { handOn } from './acts/hand-on.ts';
import { gapList } from './acts/help-lists.ts';
import { exceptThose, helpTold, talkedWith } from './acts/help-told.ts';
import { legalBasis } from './acts/legal-basis.ts';
import { listedChildren } from './acts/listed-children.ts';
import { missingChild } from './acts/missing.ts';
import { toldPaperStep } from './acts/paper-steps.ts';
import { answerPupils } from './acts/pupil-lists.ts';
import { answerQuery, taughtQuery } from './acts/queries.ts';
import { whoWasReached } from './acts/reached.ts';
import { refer, referUnnamed } from './acts/refer.ts';
import { aboutReferral } from './acts/referred.ts';
import { relay } from './acts/relay.ts';
import { type Harm, safeguard } from './acts/safeguard.ts';
import { settleByReply } from './acts/settle.ts';
import { staleContactList } from './acts/stale-contacts.ts';
import { textReview } from './acts/text-review.ts';
import { withToneWarning } from './acts/tone-warning.ts';
import { foundUnenrolled } from './acts/unenrolled.ts';
import { recordVisits } from './acts/visits.ts';
import { withdrawLast } from './acts/withdraw.ts';
import { answerQuestion } from './answering.ts';
import { notUnderstood } from './asking.ts';
import { helpFor } from './help.ts';
import { phrase } from './phrase.ts';
import type { Outcome, Surroundings, Tapped, Turn } from './turn.ts';

/** Acts after which people or closures may have changed. */
export const CHANGES_COUNTY: ReadonlySet<string> = new Set(['answer', 'command']);

/** Longer messages are answered, kept, and not read. */
const MOST_CHARACTERS = 2000;

/**
 * Answers one message out of the inbox, in one transaction: what was said becomes facts, the facts duties and
 * notices, and the answer a reply in the outbox. Null when another process has answered it already.
 */
export const handleMessage = async (
  database: Database,
  inboxId: bigint,
  now: Instant,
  surroundings: Surroundings,
): Promise<Handled> => (await handleInOne(database, [{ id: inboxId, now }], surroundings))[0] ?? null;

/** What a message was taken for; null when another process has answered it. */
export type Handled = { act: string } | null;

/**
 * Answers several messages in one transaction, side by side: they share its round trips and its end. Throws `Entangled` when two of
 * them are of one person or about one school.
 */
export const handleInOne = async (
  database: Database,
  kept: readonly { id: bigint; now: Instant }[],
  surroundings: Surroundings,
): Promise<Handled[]> =>
  database.hot.transaction(async (tx) => {
    const [claimed, conversations] = await Promise.all([
      claimMessages(
        tx,
        kept.map(({ id }) => id),
      ),
      // Sent right behind the claim, it is read after whatever the claim has waited for.
      loadConversations(tx, kept),
    ]);
    const messages = new Map(claimed.map((message) => [message.id, message]));
    return Promise.all(
      kept.map(async ({ id, now }) => {
        const message = messages.get(id);
        const conversation = conversations.get(id);
        if (!message || !conversation) return null;
        const own = tx.$apart();
        own.$hold(`person ${message.sender}`);
        const outcome = await respond(own, message, conversation, now, surroundings);
        finishMessage(own, message, outcome, now);
        return { act: outcome.act };
      }),
    );
  });

const respond = async (
  tx: Writing,
  message: InboxMessage,
  { question, earlier, duties }: Conversation,
  now: Instant,
  surroundings: Surroundings,
): Promise<Outcome> => {
  const { directory, words } = surroundings;
  const speaker = speakerOf(directory, message.sender, dayOf(now));
  if (!speaker) {
    const known = directory.people.has(message.sender);
    return {
      act: 'stranger',
      reply: words.say(known ? 'replies/no_post' : 'replies/unknown_sender', { now }),
    };
  }
  const { place, notice } = message;
  const { quote, own } = splitQuote(message.text);
  const text = own.trim();
  if (message.text.startsWith(FILE_MARK) && speaker.role !== 'guardian')
    return { act: 'file', reply: words.say('phrase:file_lost', { now }) };
  if (text.length > MOST_CHARACTERS)
    return {
      act: 'too_long',
      reply: words.say('replies/too_long', { values: { length: text.length }, now }),
    };
  const turn: Turn = {
    ...surroundings,
    tx,
    message: `${message.channel}:${message.messageId}`,
    text,
    quote,
    now,
    speaker,
    question: question && question.until > now ? question : null,
    earlier,
    duties,
    place,
    tapped:
      notice === null ? null : { notice, duties: (await dutiesOffered(tx, notice, message.sender)) ?? [] },
    parts: 0,
  };
  const outcome = message.text.startsWith(FILE_MARK)
    ? await guardianSends(turn, message.text.slice(FILE_MARK.length))
    : turn.tapped
      ? await takeTap(turn, turn.tapped)
      : withToneWarning(turn, await takeTurn(turn));
  return place?.kind === 'group' ? { ...outcome, brief: await forGroup(turn, outcome) } : outcome;
};

/** What the whole group may read: a group text carries counts and a pointer (policy.md §5.2.1). */
const forGroup = async (turn: Turn, { brief }: Outcome): Promise<string> =>
  [brief ?? phrase(turn, 'brief_private'), await unboundHint(turn, turn.place)].filter(Boolean).join('\n');

/** A button means what stood above it: the question it was asked with, or the duties it was shown for. */
const takeTap = async (turn: Turn, tapped: Tapped): Promise<Outcome> => {
  // What stands beside a guardian's numbers is read as if the guardian had written it.
  if (turn.speaker.role === 'guardian') return guardianSays(turn);
  const rosters = await rostersFor(turn.tx, turn.speaker, turn);
  const { question } = turn;
  const answered =
    question && question.asked === tapped.notice
      ? await answerQuestion(turn, question, rosters, hear)
      : await settleByReply(turn);
  return answered ?? { act: 'settle', reply: turn.words.say('replies/button_over', { now: turn.now }) };
};

/** The ways a message may go, in order: harm to a child first, then what was asked, then what is told anew. */
const takeTurn = async (turn: Turn): Promise<Outcome> => {
  const rosters = await rostersFor(turn.tx, turn.speaker, turn);
  const harm = await safeguard(turn, rosters);
  if (harm) return beside(turn, harm, rosters);
  if (turn.speaker.role === 'guardian') return ofGuardian(turn, rosters);
  const answered = turn.question ? await answerQuestion(turn, turn.question, rosters, hear) : null;
  if (answered) return answered;
  const settled = await settleByReply(turn);
  if (settled) return settled;
  const helped = (await exceptThose(turn)) ?? (await talkedWith(turn)) ?? (await gapList(turn));
  if (helped) return helped;
  const referred = (await aboutReferral(turn)) ?? (await refer(turn, rosters));
  if (referred) return referred;
  const reached = (await whoWasReached(turn, rosters)) ?? (await staleContactList(turn));
  if (reached) return reached;
  const handed = await handOn(turn);
  if (handed) return handed;
  const pupils = await answerPupils(turn);
  if (pupils) return pupils;
  const matter = (await countyMatter(turn)) ?? (await relay(turn, rosters));
  if (matter) return matter;
  const bound = await bindThisGroup(turn);
  if (bound) return bound;
  const cover = await ownLeave(turn);
  if (cover) return cover;
  const found = await foundUnenrolled(turn);
  if (found) return found;
  const listed = await listedChildren(turn);
  if (listed) return listed;
  const figures = await askedAboutFigures(turn);
  if (figures) return figures;
  const filed = (await toldPaperStep(turn)) ?? (await askedFile(turn));
  if (filed) return filed;
  const basis = (await legalBasis(turn)) ?? (await textReview(turn));
  if (basis) return basis;
  const asked = await taughtQuery(turn, rosters);
  if (asked) return asked;
  const heard = hear(turn, turn.text, rosters);
  const missing = await missingChild(turn, heard, rosters, (told) => act(turn, told, rosters));
  if (missing) return missing;
  const commanded = await command(turn, heard, rosters);
  if (commanded) return commanded;
  const needed = tellsOfDays(heard)
    ? null
    : ((await referUnnamed(turn, rosters)) ?? (await helpTold(turn, rosters)));
  if (needed) return needed;
  return act(turn, heard, rosters);
};

/** No guardian comes further than this: what follows is for staff. A guardian is asked two kinds of questions: of whom harm was told, and what belongs to the guardian's own words. */
const ofGuardian = async (turn: Turn, rosters: Rosters): Promise<Outcome> =>
  (turn.question?.kind === 'harmed' ? await answerQuestion(turn, turn.question, rosters, hear) : null) ??
  guardianSays(turn);

/** What a report of harm tells of other children is recorded too, unless the harm itself leaves a question. */
const beside = async (turn: Turn, { outcome, rest }: Harm, rosters: Rosters): Promise<Outcome> => {
  const whole = { ...turn, text: rest };
  const heard = hear(whole, rest, rosters);
  const { entries = [], contacts = [], visits = [] } = heard;
  const tells = heard.act === 'report' || entries.length + contacts.length + visits.length > 0;
  if (!tells || turn.speaker.role === 'guardian') return outcome;
  const told = await act(whole, heard, rosters);
  return {
    act: told.act,
    reply: [outcome.reply, told.reply].filter(Boolean).join('\n'),
    question: outcome.question ?? told.question ?? null,
  };
};

/** What a text says, read with the speaker's rosters. */
const hear = (turn: Turn, text: string, rosters: Rosters): Understood => {
  const { speaker, now, earlier, directory } = turn;
  const school =
    speaker.schools[0] ??
    directory.classes.get(speaker.classes[0] ?? '')?.school ??
    [...directory.schools.keys()][0];
  // Who stands in for a colleague speaks for two classes and must say which.
  const several = speaker.classes.length > 1;
  const role = several ? 'academic_office' : speakingRole(speaker);
  const own = role === 'homeroom_teacher' ? rosters.classes[0]?.name : undefined;
  return understand(
    {
      text: turn.quote === null ? text : quoted(turn.quote, text),
      now,
      sender: own ? { role, class: own } : { role },
      classes: rosters.classes,
      earlier: earlier.filter(({ act }) => READ.has(act)).map((item) => item.text),
    },
    turn.calendarOf(school ?? ''),
  );
};

const READ = new Set(['report', 'update', 'visit', 'persuasion']);

const ACKNOWLEDGEMENT = /^(收到|好的?|谢谢|知道了|明白|嗯+|ok|👌|👍|🙏)+[。!！~～]*$/iu;

/** Whether a message tells of attendance, contacts or visits, which come before what it says of help. */
const tellsOfDays = ({ act: kind, entries = [], contacts = [], visits = [] }: Understood): boolean =>
  entries.length + contacts.length + visits.length > 0 || (kind !== 'other' && kind !== 'update');

const act = async (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome> => {
  switch (heard.act) {
    case 'report':
    case 'update':
      return recordAttendance(turn, heard, rosters);
    case 'visit':
    case 'persuasion':
      return recordVisits(turn, heard, rosters);
    case 'withdraw':
      return withdrawLast(turn);
    case 'query':
      return answerQuery(turn, rosters);
    case 'help':
      return { act: 'help', reply: turn.words.say(helpFor(turn.speaker), { now: turn.now }) };
    case 'other':
      return ACKNOWLEDGEMENT.test(turn.text)
        ? { act: 'other', reply: null }
        : { act: 'other', reply: notUnderstood(turn) };
  }
};

/** The pupils whose household is registered in the speaker's villages. */
const villagers = ({ villages }: Speaker, directory: Directory): Student[] =>
  villages.flatMap((village) => directory.villagersOf(village));

/** Of whom a speaker may speak: whole classes in the school, own children, or the pupils on whom something is open. */
const rostersFor = async (tx: Writing, speaker: Speaker, { directory }: Surroundings): Promise<Rosters> => {
  const classes = classesOf(speaker, directory);
  if (classes.length > 0) return rostersOf(directory, classes);
  if (speaker.role === 'guardian') return rostersOfStudents(directory, speaker.students);
  if (speaker.townships.length === 0 && !speaker.district)
    return rostersOfStudents(directory, [
      ...new Set([...villagers(speaker, directory), ...speaker.students]),
    ]);
  const mine = (await studentsWithCases(tx)).flatMap(({ student: id, township }): Student[] => {
    const student = directory.students.get(id);
    if (!student) return [];
    const places = [township, student.household, directory.schools.get(student.school)?.township];
    return speaker.district || places.some((place) => place && speaker.townships.includes(place))
      ? [student]
      : [];
  });
  // Children left behind are asked after though nothing is open on them (P5.4-LB-VISIT).
  const watched = speaker.townships.flatMap((township) =>
    directory.householdsOf(township).filter(({ flags }) => flags.includes('left_behind')),
  );
  return rostersOfStudents(directory, [...new Set([...mine, ...watched])]);
};
