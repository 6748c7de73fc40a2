import { dayOf, type Instant } from '../domain/calendar/time.ts';
import { type Speaker, speakerOf } from '../domain/conversation/speaker.ts';
import { quoted } from '../domain/understanding/text/quote.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { personOf, rememberTalk } from '../prisma/stores/account-store.ts';
import { cardOfTask, settleCard } from '../prisma/stores/card-store.ts';
import { FILE_MARK, type IncomingMessage, keepMessage } from '../prisma/stores/inbox-store.ts';
import { labelOffered } from '../prisma/stores/notice-store.ts';
import { keepHandout } from '../prisma/stores/paper-store.ts';
import { type Card, settledCard } from '../templates/cards.ts';
import { sayWhen } from '../templates/words.ts';
import { sentId, sentKind } from './acts/guardian/sent.ts';
import type { Incoming, IncomingFile } from './incoming.ts';
import { answerDirectly, answerKept, type ReceiveDependencies } from './receive.ts';
import type { Spool, Spooled } from './spool.ts';

export interface IntakeDependencies extends ReceiveDependencies {
  spool: Spool;
  /** Something for this person waits in the outbox. */
  wake(person: string): Promise<void>;
  /** Where the channel wants an answer at once, the work is done behind its back; absent: before this returns. */
  background?: (person: string, work: () => Promise<void>) => void;
  /** What guardians send is sealed with. */
  secrets: Secrets;
  /** Takes a list of people in, as a table; what to answer. */
  importRoster(file: Buffer): Promise<string>;
  /** A 适龄儿童排查表 of the speaker's own township, or, sent by the county's people, of any; null when the file is none. */
  takeSurvey(file: Buffer, from: { speaker: Speaker; source: string }): Promise<string | null>;
}

/** What came of taking a message in. */
export interface TakenIn {
  person: string;
  /** A tapped card's new face; null for anything else. */
  card: Card | null;
}

/**
 * Takes a message from a real channel in: whose account it is, where it was said, what was tapped. It is kept when
 * this returns, and its answer, now or soon, in the outbox. Where the database is away it is kept on disk instead, and null comes
 * back; throws when even that fails.
 */
export const takeIn = async (
  incoming: Incoming,
  dependencies: IntakeDependencies,
): Promise<TakenIn | null> => {
  try {
    return await take(incoming, dependencies);
  } catch (error) {
    dependencies.onTrouble('intake', error);
    await dependencies.spool.keep(incoming);
    return null;
  }
};

/** Takes in what was kept on disk. */
export const drainSpool = (dependencies: IntakeDependencies): Promise<number> =>
  dependencies.spool.drain(async (message: Spooled) => {
    const { fileName, ...kept } = message;
    const lost =
      fileName === null ? null : { name: fileName, fetch: () => Promise.reject(new Error('not kept')) };
    await take({ ...kept, files: lost ? [lost] : [] }, dependencies);
  });

const take = async (incoming: Incoming, dependencies: IntakeDependencies): Promise<TakenIn> => {
  const { database, now } = dependencies;
  const { channel, conversation, sender, tap, files, text, quote } = incoming;
  const person = await personOf(database, channel === 'wechaty' ? 'wechaty' : 'member', sender);
  if (channel === 'aibot' || channel === 'wechaty')
    await rememberTalk(database, { channel, ...conversation }, await now());
  const card = tap && (await cardOfTask(database, tap.task));
  // In a group anybody can tap; only the one it was shown to is meant.
  if (tap && card?.person !== person) return { person, card: null };
  const message: IncomingMessage = {
    channel,
    messageId: incoming.messageId,
    sender: person,
    text: tap ? tap.key : quote && text ? quoted(quote, text) : text,
    sentAt: incoming.sentAt,
    place: channel === 'sandbox' ? null : { channel, ...conversation },
    notice: card?.notice ?? null,
  };
  const answer = await keep(message, files, dependencies);
  const work = async (): Promise<void> => {
    await answer();
    // A queue that is away delays the answer until the next sweep, and nothing else.
    await dependencies.wake(person).catch((error: unknown) => dependencies.onTrouble('queue', error));
  };
  if (dependencies.background) dependencies.background(person, work);
  else await work();
  return { person, card: tap && card ? await faceOf(card, person, tap.key, dependencies) : null };
};

/** Keeps a message; what comes back answers it. The same message again is answered already. */
const keep = async (
  message: IncomingMessage,
  files: readonly IncomingFile[],
  dependencies: IntakeDependencies,
): Promise<() => Promise<void>> => {
  const [file] = message.text === '' ? files : [];
  const text = file ? `${FILE_MARK}${file.name ?? file.kind ?? ''}` : message.text;
  const id = await keepMessage(dependencies.database, { ...message, text }, message.sentAt);
  return async () => {
    if (id === null) return;
    if (file) await takeFile(id, message, file, dependencies);
    else await answerKept(id, dependencies);
  };
};

/** The card says who chose what, and when; whoever comes back to it sees that it is done. */
const faceOf = async (
  { task, channel, notice, title }: NonNullable<Awaited<ReturnType<typeof cardOfTask>>>,
  person: string,
  key: string,
  { database, keeper, words, now }: IntakeDependencies,
): Promise<Card> => {
  const at = await now();
  await settleCard(database, task, at);
  const label = (await labelOffered(database, notice, key)) ?? key;
  const values = { name: keeper.current().directory.nameOf(person), label, at: sayWhen(at, at) };
  return settledCard({
    place: channel === 'aibot' ? 'aibot' : 'app',
    task,
    title,
    text: '',
    done: words.say('phrase:card_done', { values, now: at }),
    label: words.say('phrase:card_settled', { now: at }),
  });
};

const isTable = ({ name }: IncomingFile): boolean => /\.xlsx$/i.test(name ?? '');

const takeFile = async (
  id: bigint,
  message: IncomingMessage,
  file: IncomingFile,
  dependencies: IntakeDependencies,
): Promise<void> => {
  const { keeper, words, now } = dependencies;
  const at = await now();
  const speaker = speakerOf(keeper.current().directory, message.sender, dayOf(at));
  if (speaker?.role === 'guardian') {
    await keepSent(message, file, at, dependencies);
    await answerKept(id, dependencies);
    return;
  }
  const answer =
    !isTable(file) || message.place?.kind === 'group'
      ? words.say('phrase:file_unreadable', { now: at })
      : mayImport(speaker) || maySurvey(speaker)
        ? await imported(file, { speaker, source: `${message.channel}:${message.messageId}` }, dependencies)
        : words.say('phrase:file_not_yours', { now: at });
  await answerDirectly(id, { act: 'file', reply: answer }, dependencies);
  await keeper.refresh();
};

/** What a guardian sends is kept, sealed, for as long as it takes to pass it on; what cannot be had is passed on as such. */
const keepSent = async (
  { channel, messageId }: IncomingMessage,
  file: IncomingFile,
  at: Instant,
  { database, secrets, words, onTrouble }: IntakeDependencies,
): Promise<void> => {
  try {
    const kind = sentKind(file.name ?? file.kind ?? '');
    const ending = /\.\w{1,5}$/.exec(file.name ?? '')?.[0] ?? ENDINGS[kind];
    const name = `${words.say(`phrase:sent_${kind}`, { now: at })}${ending}`;
    await keepHandout(
      { database, secrets },
      { id: sentId(`${channel}:${messageId}`), name, content: await file.fetch(), at },
    );
  } catch (error) {
    onTrouble('file', error);
  }
};

/** As WeCom sends them. */
const ENDINGS = { voice: '.amr', picture: '.jpg', video: '.mp4', file: '' } as const;

/** WeCom keeps a file for five minutes only; whoever sent it hears if it could not be had. */
const imported = async (
  file: IncomingFile,
  from: { speaker: Speaker; source: string },
  dependencies: IntakeDependencies,
): Promise<string> => {
  const { importRoster, takeSurvey, onTrouble, words, now } = dependencies;
  let content: Buffer;
  try {
    content = await file.fetch();
  } catch (error) {
    onTrouble('file', error);
    return words.say('phrase:file_lost', { now: await now() });
  }
  const taken = maySurvey(from.speaker) ? await takeSurvey(content, from) : null;
  if (taken !== null) return taken;
  return mayImport(from.speaker)
    ? importRoster(content)
    : words.say('phrase:file_no_survey', { now: await now() });
};

/** A list of people changes the whole county, so the county's own people send it. */
const mayImport = (speaker: Speaker | null): speaker is Speaker =>
  speaker !== null && ['administrator', 'bureau_officer', 'bureau_enrolment'].includes(speaker.role);

/** Those whose survey it is, and the bureau that rolls it up (P2.R4-APR-SURVEY). */
const maySurvey = (speaker: Speaker | null): speaker is Speaker =>
  speaker !== null && ['township_officer', 'bureau_officer'].includes(speaker.role);
