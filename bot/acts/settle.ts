import { at, dayOf } from '../../domain/calendar/time.ts';
import {
  type Candidate,
  candidates,
  distinct,
  factOf,
  isComplete,
} from '../../domain/conversation/settling.ts';
import { type Duty, isLive, isOver } from '../../domain/duties/duty.ts';
import { nameSubject } from '../../domain/notices/item.ts';
import type { Subject } from '../../domain/signals.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../turn.ts';

/** A short reply to what the bot asked somebody to do; null when no live duty of theirs offers it. */
export const settleByReply = async (turn: Turn): Promise<Outcome | null> => {
  const { found, detail } = candidates(meant(turn), turn.text, turn.policy.named);
  const groups = distinct(found.filter(({ duty }) => !isOver(duty, dayOf(turn.now))));
  if (groups.length === 0) return null;
  if (groups.length === 1) return settleGroup(turn, groups[0] ?? [], detail);
  return askWhich(turn, groups, detail);
};

/** A button means what it stood under, a quoted reminder the pupils it names; else all that waits is meant. */
const meant = ({ tapped, quote, duties, directory }: Turn): readonly Duty[] => {
  if (tapped) return duties.filter(({ id }) => tapped.duties.includes(id));
  const named = duties.filter(({ about }) => {
    const name = directory.students.get(about.student ?? '')?.name;
    return name !== undefined && quote?.includes(name);
  });
  return named.length > 0 ? named : duties;
};

const describe = (turn: Turn, { duty, bound, reply }: Candidate): string =>
  phrase(turn, 'duty_option', {
    subject: nameSubject(duty.about, worldFor(turn, turn.directory.streamOf(duty.about))),
    title: bound.duty.title,
    label: reply.label,
  });

const askWhich = (turn: Turn, groups: readonly Candidate[][], detail: string): Outcome => {
  const shown = groups.slice(0, 9);
  const options = shown.flatMap(([first]) => (first ? [describe(turn, first)] : []));
  const values = {
    question: phrase(turn, 'ask_which_duty', { count: groups.length }),
    none: phrase(turn, 'none_of_them'),
  };
  return {
    act: 'settle',
    reply: turn.words.say('replies/asks', { values, lines: options, now: turn.now }),
    question: {
      kind: 'which_duty',
      key: shown[0]?.[0]?.reply.key ?? '1',
      detail,
      duties: shown.map((group) => group.map(({ duty }) => duty.id).join(' ')),
      options,
      none: values.none,
      until: at(dayOf(turn.now), '24:00'),
    },
  };
};

/** The answer to "which one?": settles the chosen duty, or all of them. */
export const settleChosen = async (
  turn: Turn,
  chosen: readonly string[],
  key: string,
  detail: string,
): Promise<Outcome> => {
  const ids = new Set(chosen.flatMap((group) => group.split(' ')));
  const found = turn.duties.flatMap((duty): Candidate[] => {
    const bound = turn.policy.named.get(duty.name);
    const reply = bound?.duty.replies?.find((item) => item.key === key);
    return ids.has(duty.id) && bound && reply ? [{ duty, bound, reply }] : [];
  });
  // Of several, those that want a number, names or an account are not settled by a bare "全部".
  const ready = found.filter(({ reply }) => isComplete(reply, detail));
  const wanting = found.filter(({ reply }) => !isComplete(reply, detail));
  if (ready.length === 0 || wanting.length === 0) return settleGroup(turn, found, detail);
  const settled = await settleGroup(turn, ready, detail);
  const asked = await settleGroup(turn, wanting.slice(0, 1), detail);
  return { ...asked, reply: [settled.reply, asked.reply].join('\n') };
};

const settleGroup = async (turn: Turn, found: readonly Candidate[], detail: string): Promise<Outcome> => {
  const [first] = found;
  if (!first)
    return { act: 'settle', reply: turn.words.say('replies/nothing_new', { now: turn.now }), question: null };
  if (!isComplete(first.reply, detail)) {
    const { needs } = first.reply;
    const question = phrase(turn, 'ask_detail', {
      what: describe(turn, first),
      needs: phrase(turn, `needs_${needs ?? 'words'}`),
    });
    const values = { question, none: null };
    return {
      act: 'settle',
      reply: turn.words.say('replies/asks', { values, now: turn.now }),
      question: {
        kind: 'detail',
        duties: found.map(({ duty }) => duty.id),
        key: first.reply.key,
        needs: needs ?? 'words',
        until: at(dayOf(turn.now), '24:00'),
      },
    };
  }
  const lines: string[] = [];
  for (const [stream, here] of byStream(turn, found)) {
    const classes = [...new Set(here.flatMap(({ duty }) => classOf(turn, duty.about) ?? []))];
    const world = worldFor(turn, stream);
    // One fact may settle several duties; it is told once per subject.
    const one = distinct(here).flatMap(([candidate]) => (candidate ? [candidate] : []));
    const recorded = await record(turn, stream, classes, () =>
      one.flatMap((candidate) =>
        factOf(candidate, detail, world).map((body) => ({ about: candidate.duty.about, body })),
      ),
    );
    const live = new Set(recorded.duties().flatMap((duty) => (isLive(duty) ? [duty.id] : [])));
    // An earlier day's duty that the fact has not settled is not said to be settled.
    const told = here.filter((candidate) => one.includes(candidate) || !live.has(candidate.duty.id));
    lines.push(
      ...told.map((candidate) =>
        phrase(turn, 'duty_settled', {
          subject: nameSubject(candidate.duty.about, world),
          title: candidate.bound.duty.title,
        }),
      ),
    );
  }
  return {
    act: 'settle',
    reply: turn.words.say('replies/settled', {
      values: { label: first.reply.label },
      lines: [...new Set(lines)],
      next: detail ? [phrase(turn, 'noted', { detail })] : [],
      now: turn.now,
    }),
    question: null,
  };
};

const classOf = (turn: Turn, about: Subject): string | null =>
  about.class ?? (about.student ? (turn.directory.students.get(about.student)?.class ?? null) : null);

const byStream = (turn: Turn, found: readonly Candidate[]): Map<string, Candidate[]> => {
  const groups = new Map<string, Candidate[]>();
  for (const item of found) {
    const stream = turn.directory.streamOf(item.duty.about);
    groups.set(stream, [...(groups.get(stream) ?? []), item]);
  }
  return groups;
};
