import { createHash } from 'node:crypto';
import { dayOf } from '../../../domain/calendar/time.ts';
import type { CaseFile } from '../../../domain/cases/file.ts';
import type { Choice, DataWish } from '../../../domain/facts/answer-fact.ts';
import { DATA_WISHES } from '../../../domain/facts/answer-fact.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { notesOf } from '../../../domain/parents/answer-apply.ts';
import { FIRST_NOTICE } from '../../../domain/parents/first-notice.ts';
import type { Meaning } from '../../../domain/parents/lexicon.ts';
import { readGuardian } from '../../../domain/parents/reading.ts';
import { isSafe } from '../../../domain/parents/safe.ts';
import { callName } from '../../../domain/people/call-name.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { hasHadNotice } from '../../../prisma/stores/first-notice-store.ts';
import type { Recorded } from '../../../prisma/stores/recording.ts';
import { wishWords } from '../../../templates/vocabulary.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, recordOfPupil, type Turn } from '../../turn.ts';
import { childrenMeant, inOrderOfSchools } from './children.ts';

/** What a guardian may decide and demand of the child's data and of our messages (law.md §7.2); null: it is something else. */
export const ofRights = async (turn: Turn, means: readonly Meaning[]): Promise<Outcome | null> => {
  const [first] = means;
  if (!first) return null;
  const wish = DATA_WISHES.find((item) => item === first);
  if (wish) return askOfData(turn, wish);
  const choice = CHOICES[first];
  if (choice) return choose(turn, choice, first);
  if (first === 'notice') return showPrivacy(turn);
  if (first === 'help')
    return { act: 'help', reply: turn.words.say('replies/help_guardian', { now: turn.now }) };
  return null;
};

const CHOICES: Readonly<Partial<Record<Meaning, Choice>>> = {
  stop: 'declined',
  decline: 'declined',
  withdraw: 'declined',
  resume: 'agreed',
  agree: 'agreed',
};

/** It holds for all of the guardian's children; what the law obliges the school to tell goes on. */
const choose = async (turn: Turn, choice: Choice, meaning: Meaning): Promise<Outcome> => {
  const unknown: Student[] = [];
  for (const child of inOrderOfSchools(turn.speaker.students)) {
    const file = await fileOf(turn.tx, child.id);
    const isUnknown = meaning === 'stop' && isMissedUnheard(file, turn);
    if (isUnknown && isSafe(turn.speaker.person, file)) unknown.push(child);
    await recordOfPupil(turn, child, [
      consent(turn, child.id, choice),
      ...(isUnknown ? [wordsOnStopping(turn, child.id)] : []),
    ]);
  }
  const said = turn.words.say('replies/guardian_choice', { values: { choice }, now: turn.now });
  const asked = unknown.map(({ name }) => phrase(turn, 'guardian_still_away', { child: callName(name) }));
  return { act: 'guardian', reply: [said, ...asked].join('\n'), question: null };
};

/** Whether a child is away today and its family has not said a word of it: "莫烦我" leaves open whether it is safe. */
const isMissedUnheard = (file: CaseFile | null, { now }: Turn): boolean => {
  const today = dayOf(now);
  const isHeard = file?.contacts.some(({ at, result }) => result === 'reached' && dayOf(at) === today);
  return file !== null && (file.away === today || file.missing) && !isHeard;
};

const wordsOnStopping = ({ now }: Turn, student: string): FactBody => ({
  ...{ kind: 'guardian_words', student, day: dayOf(now), leave: false, means: ['stop'] },
});

/** That it was shown is kept, where nothing was said of it yet. */
const showPrivacy = async (turn: Turn): Promise<Outcome> => {
  const [child] = turn.speaker.students;
  if (child && !(await knowsPrivacy(turn)))
    await record(turn, child.school, child.class ? [child.class] : [], () => [
      { about: { student: child.id }, body: toldOfPrivacy(turn, child.id) },
    ]);
  return { act: 'guardian', reply: privacyNotice(turn), question: null };
};

export const consent = (turn: Turn, student: string, choice: Choice): FactBody => ({
  kind: 'consent',
  student,
  guardian: turn.speaker.person,
  choice,
  version: versionOf(privacyNotice(turn)),
  channel: turn.message.slice(0, turn.message.indexOf(':')),
});

/** The first message of a guardian is answered with where the notice stands; kept with its version and channel. */
export const toldOfPrivacy = (turn: Turn, student: string): FactBody => consent(turn, student, 'told');

/** Whether a guardian has had the notice, or been shown where it stands, on account of whichever child. */
export const knowsPrivacy = async ({ tx, speaker, policy }: Turn): Promise<boolean> => {
  for (const { id } of speaker.students) {
    const file = await fileOf(tx, id);
    if (file && notesOf(file).consents[speaker.person]) return true;
  }
  return hasHadNotice(tx, policy.parentTexts.find(FIRST_NOTICE)?.digest ?? '', speaker.person);
};

/** Who answers for the data of a school's pupils is its principal. */
const privacyNotice = (turn: Turn): string => {
  const [child] = turn.speaker.students;
  const { holder } = turn.directory.resolve('principal', { student: child?.id ?? '' }, dayOf(turn.now));
  const who = holder ? turn.directory.nameOf(holder.person) : '';
  return turn.words.say('replies/privacy', { values: { who }, now: turn.now });
};

const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** A named person answers in writing, within the county's days. */
const askOfData = async (turn: Turn, wish: DataWish): Promise<Outcome> => {
  const reading = readGuardian(turn.text, turn.policy.guardianWords);
  const meant = await childrenMeant(turn, reading, null);
  const [child] = meant.length > 0 ? meant : turn.speaker.students;
  if (!child) throw new Error(`${turn.speaker.person} is a guardian of nobody`);
  const recorded = await record(turn, child.school, child.class ? [child.class] : [], () => [
    { about: { student: child.id }, body: { kind: 'data_request', student: child.id, wish } },
  ]);
  const duty = dutyOf(recorded);
  return {
    act: 'guardian',
    reply: turn.words.say('replies/guardian_data', {
      values: {
        wish: wishWords(wish),
        erase: wish === 'delete',
        child: callName(child.name),
        who: duty.actor ? turn.directory.nameOf(duty.actor) : recorded.world.place.name,
        due: dayOf(duty.dueAt),
      },
      now: turn.now,
    }),
    question: null,
  };
};

const dutyOf = ({ decision }: Recorded): Recorded['decision']['duties'][number] => {
  const asked = decision.facts.find(({ body }) => body.kind === 'data_request');
  const duty = decision.duties.find(({ period }) => period === asked?.key);
  if (!duty) throw new Error('no rule says who answers a request about data');
  return duty;
};
