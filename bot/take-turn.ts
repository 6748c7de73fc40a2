import type { Rosters } from '../domain/conversation/rosters.ts';
import type { Understood } from '../domain/understanding/types.ts';
import { recordAttendance } from './acts/attendance/attendance.ts';
import { forgottenDay } from './acts/attendance/forgotten.ts';
import { leaveDecided } from './acts/attendance/leave-decided.ts';
import { markedTold } from './acts/attendance/marked-told.ts';
import { mistakenAbsence } from './acts/attendance/mistaken-absence.ts';
import { withPointedByDay } from './acts/attendance/pointed-by-day.ts';
import { restStillAsked } from './acts/attendance/rest-of-class.ts';
import { rollTold } from './acts/attendance/roll-told.ts';
import { whoReturned } from './acts/attendance/who-returned.ts';
import { command, toldPlainly, unguardedBeside } from './acts/county/commands.ts';
import { countyMatter } from './acts/county/county-matters.ts';
import { bindThisGroup } from './acts/county/group.ts';
import { textReview } from './acts/county/text-review.ts';
import { harmReported } from './acts/danger/harm-reported.ts';
import { missingChild } from './acts/danger/missing.ts';
import { type Harm, harmTold, safeguard, sayAway } from './acts/danger/safeguard.ts';
import { ownLeave } from './acts/duties/cover.ts';
import { fillIn } from './acts/duties/fill-in.ts';
import { handOn } from './acts/duties/hand-on.ts';
import { answerPupils } from './acts/duties/pupil-lists.ts';
import { settleByReply } from './acts/duties/settle.ts';
import { takenOn } from './acts/duties/taken-on.ts';
import { toldReply } from './acts/duties/told-replies.ts';
import { verifiedTold } from './acts/duties/verified.ts';
import { askedAboutFigures } from './acts/figures/figure-queries.ts';
import { whoWasReached } from './acts/figures/reached.ts';
import { staleContactList } from './acts/figures/stale-contacts.ts';
import { guardianSays } from './acts/guardian/says.ts';
import { gapList } from './acts/help/help-lists.ts';
import { exceptThose, helpTold, talkedWith } from './acts/help/help-told.ts';
import { refer, referUnnamed } from './acts/help/refer.ts';
import { aboutReferral } from './acts/help/referred.ts';
import { relay } from './acts/help/relay.ts';
import { toFamily } from './acts/help/to-family.ts';
import { askedFile } from './acts/lists/files.ts';
import { listedChildren } from './acts/lists/listed-children.ts';
import { monitoredChildren } from './acts/lists/monitored-list.ts';
import { surveyFile } from './acts/lists/survey-files.ts';
import { foundUnenrolled } from './acts/lists/unenrolled.ts';
import { lawAsked } from './acts/papers/law-asked.ts';
import { legalBasis } from './acts/papers/legal-basis.ts';
import { toldPaperStep } from './acts/papers/paper-steps.ts';
import { answerQuery, taughtQuery } from './acts/queries.ts';
import { childTold } from './acts/visits/child-told.ts';
import { heardFreely, isJustAsked } from './acts/visits/child-words.ts';
import { lifeTold, visitPlanned } from './acts/visits/no-visit.ts';
import { recordVisits } from './acts/visits/visits.ts';
import { withdrawLast } from './acts/withdraw.ts';
import { takenBack } from './acts/withdraw-told.ts';
import { answerQuestion } from './answering.ts';
import { notUnderstood } from './asking.ts';
import { hear, rostersFor } from './hearing.ts';
import { helpFor } from './help.ts';
import type { Outcome, Partly, Tapped, Turn } from './turn.ts';

/** Reads a message for one thing that it may mean, and does it; null when it means something else. */
type Reader = (turn: Turn, rosters: Rosters) => Promise<Outcome | null>;

const answerToQuestion: Reader = async (turn, rosters) =>
  turn.question ? answerQuestion(turn, turn.question, rosters, hear) : null;

/** Decides on what part of a message says; the rest is taken as a message of its own. */
const partly =
  (read: (turn: Turn, rosters: Rosters) => Promise<Partly | null>): Reader =>
  async (turn, rosters) => {
    const part = await read(turn, rosters);
    return part && (part.rest.trim() === '' ? part.outcome : withRest(turn, part));
  };

const withRest = async (turn: Turn, { outcome, rest }: Partly): Promise<Outcome> => {
  const told = await takeTurn({ ...turn, text: rest, question: null });
  // What is left and means nothing was said beside it.
  if (told.act === 'other') return outcome;
  return {
    ...told,
    reply: [outcome.reply, told.reply].filter(Boolean).join('\n'),
    question: outcome.question ?? told.question ?? null,
  };
};

/**
 * What staff say in words of its own before anything is read as attendance, in the order in which it is tried: answers to what
 * was asked, help and referrals, lists, the county's matters, files and figures.
 */
const READERS: readonly Reader[] = [
  takenBack,
  answerToQuestion,
  restStillAsked,
  settleByReply,
  mistakenAbsence,
  partly(markedTold),
  partly(leaveDecided),
  partly(verifiedTold),
  fillIn,
  exceptThose,
  talkedWith,
  gapList,
  aboutReferral,
  // Before `toldReply`: a paper that is called by its name has its steps in order.
  toldPaperStep,
  toldReply,
  refer,
  toldPlainly,
  partly(unguardedBeside),
  whoWasReached,
  staleContactList,
  handOn,
  answerPupils,
  countyMatter,
  relay,
  toFamily,
  bindThisGroup,
  ownLeave,
  foundUnenrolled,
  listedChildren,
  monitoredChildren,
  askedAboutFigures,
  lifeTold,
  surveyFile,
  askedFile,
  legalBasis,
  lawAsked,
  textReview,
  taughtQuery,
  forgottenDay,
  rollTold,
];

/** Takes a message by the first reader that it is meant for: harm to a child before all, what is told of attendance last. */
export const takeTurn = async (turn: Turn): Promise<Outcome> => {
  const rosters = await rostersFor(turn.tx, turn.speaker, turn);
  const reported = await harmReported(turn, rosters);
  if (reported) return reported;
  const harm = await harmTold(turn, rosters);
  if (harm) return leaveOrdinaryWay(turn, harm, rosters);
  if (turn.speaker.role === 'guardian') return ofGuardian(turn, rosters);
  for (const read of READERS) {
    const outcome = await read(turn, rosters);
    if (outcome) return outcome;
  }
  const told = await withPointedByDay(turn, rosters);
  return takeHeard(told, hear(told, told.text, rosters), rosters);
};

/** What only shows once the message is read: a child that is missing, a setting, help beside no day. */
const takeHeard = async (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome> => {
  const outcome =
    (await missingChild(turn, heard, rosters, (told) => act(turn, told, rosters))) ??
    (await command(turn, heard, rosters)) ??
    (await whoReturned(turn, heard)) ??
    (tellsOfDays(heard) ? null : await takenOn(turn, rosters));
  if (outcome) return outcome;
  const needed = tellsOfDays(heard)
    ? null
    : ((await referUnnamed(turn, rosters)) ?? (await helpTold(turn, rosters)));
  return (
    needed ??
    (await childTold(turn, heard, rosters)) ??
    visitPlanned(turn, heard, rosters) ??
    act(turn, heard, rosters)
  );
};

/** A button means what stood above it: the question it was asked with, or the duties it was shown for. */
export const takeTap = async (turn: Turn, tapped: Tapped): Promise<Outcome> => {
  // What stands beside a guardian's numbers is read as if the guardian had written it.
  if (turn.speaker.role === 'guardian') return guardianSays(turn);
  const rosters = await rostersFor(turn.tx, turn.speaker, turn);
  const { question } = turn;
  const answered =
    question && question.asked === tapped.notice
      ? await answerQuestion(turn, question, rosters, hear)
      : await settleByReply(turn, rosters);
  return answered ?? { act: 'settle', reply: turn.words.say('replies/button_over', { now: turn.now }) };
};

/** No guardian comes further than this: what follows is for staff. A guardian is asked two kinds of questions: of whom harm was told, and what belongs to the guardian's own words. */
const ofGuardian = async (turn: Turn, rosters: Rosters): Promise<Outcome> =>
  (turn.question?.kind === 'harmed' ? await answerQuestion(turn, turn.question, rosters, hear) : null) ??
  guardianSays(turn);

/** The harm first; what the same message tells of others, or of the class, is recorded beside it. */
const leaveOrdinaryWay = async (turn: Turn, harm: Harm, rosters: Rosters): Promise<Outcome> => {
  if (turn.speaker.role === 'guardian') return (await safeguard(turn, harm, null)).outcome;
  const whole = { ...turn, text: harm.rest };
  const heard = hear(whole, harm.rest, rosters);
  const { outcome, away } = await safeguard(turn, harm, heard);
  const kept = outcome.kept ? { kept: [harm.rest.trim(), outcome.kept].filter(Boolean).join('\n') } : {};
  // Harmed and gone, or found where it was harmed: whoever searches must know that as well (T22).
  const sought = await missingChild(turn, heard, rosters, (told) => act(whole, told, rosters));
  if (sought)
    return {
      ...sought,
      ...kept,
      reply: [outcome.reply, sought.reply].filter(Boolean).join('\n'),
      question: outcome.question ?? sought.question ?? null,
    };
  const { entries = [], contacts = [], visits = [] } = heard;
  if (heard.act !== 'report' && contacts.length + visits.length === 0) {
    const others = entries.filter(({ student }) => away.every((one) => one.student !== student));
    if (others.length === 0)
      return {
        ...outcome,
        ...kept,
        reply: [outcome.reply, ...sayAway(turn, away)].filter(Boolean).join('\n'),
      };
  }
  const told = await act(whole, heard, rosters);
  return {
    act: told.act,
    reply: [outcome.reply, told.reply].filter(Boolean).join('\n'),
    question: outcome.question ?? told.question ?? null,
    ...kept,
  };
};

const ACKNOWLEDGEMENT =
  /^(?:(?:收到|好[的嘞呢]?|谢谢|感谢|多谢|谢了|(?:您|你们?|老师)?辛苦|麻烦[您你]?|(?:我)?知道|晓得|要得|明白|可以|行|嗯+|ok|👌|👍|🙏|🌹)[您你]?(?:老师|主任|校长|大家)?[了啦啊呀哈哦哟嘞的]*[\s，,。.、!！~～]*)+$/iu;

const isThanks = ({ text }: Turn): boolean => ACKNOWLEDGEMENT.test(text);

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
      // What means nothing else, said right after it was asked, is what the child said.
      if (turn.question?.kind === 'child_words' && isJustAsked(turn, turn.question) && !isThanks(turn))
        return heardFreely(turn, turn.question);
      return isThanks(turn) ? { act: 'other', reply: null } : { act: 'other', reply: notUnderstood(turn) };
  }
};
