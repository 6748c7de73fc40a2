import type { Day, Instant } from '../calendar/time.ts';
import type { LeaveWanted } from '../facts/answer-fact.ts';
import type { Category } from '../facts/case-fact.ts';
import type { VisitPurpose } from '../facts/fact.ts';
import type { FigureId, ToldFigures } from '../figures/figure.ts';
import type { NoticeFile } from '../notices/file.ts';
import type { Unit } from '../people/roles.ts';
import type { Reply } from '../policy/rule.ts';
import type { Ask } from '../understanding/types.ts';

/** A visit by what tells it from others. */
export interface ToldVisit {
  student: string;
  day: Day;
  purpose: VisitPurpose;
  /** The message that told of it; absent in what was asked before that was kept. */
  message?: string;
}

/** What the bot has asked one person and waits for. It lapses at the day's end with the certain part kept. */
export type Question = {
  until: Instant;
  /** What 0 stands for; null where there is nothing to say no to. */
  none?: string | null;
  /** The key of the answer that asked it; a button under an older one means nothing any more. */
  asked?: string;
} & (
  | {
      kind: 'complete';
      ask: Ask;
      /** The message that the answer completes, and the words in doubt. */
      text: string;
      said: string;
      options: string[];
    }
  /** Of several bearers of a name; `chosen` are the pupils already told apart for the same message. */
  | { kind: 'which_pupil'; text: string; students: string[]; chosen: string[]; options: string[] }
  /** Is the child missing, or only the guardian not reached? */
  | { kind: 'missing'; student: string; text: string; options: string[] }
  /** Which of the children who are missing was found. */
  | { kind: 'found'; students: string[]; text: string; options: string[] }
  /** Which child a report of harm is about; `students` when one of several bearers of a name. */
  | { kind: 'harmed'; text: string; students: string[]; options: string[] }
  /** `sure`: one duty, and whether its answer stands although somebody has told nothing (P0-TRUTH). */
  | { kind: 'which_duty'; key: string; detail: string; duties: string[]; options: string[]; sure?: true }
  | {
      kind: 'detail';
      duties: string[];
      key: string;
      needs: NonNullable<Reply['needs']>;
      /** When it was asked first, and how often it was answered by its number alone. */
      since: Instant;
      repeated: number;
      /** The numbers it is asked with, where it is. */
      options?: string[];
      /** The pupil of a list who is asked about now. */
      student?: string;
    }
  /** The numbered list of what is to be done: a number opens one of them, unless something has asked since. */
  | { kind: 'todo'; duties: string[]; since: Instant }
  /** A duty that was opened out of it, with its own numbers; `others` are those that the same number settles. */
  | { kind: 'opened'; duty: string; others?: string[]; since: Instant }
  /** Which of several duties goes to somebody else, or cannot be done. */
  | {
      kind: 'hand_on';
      outcome: 'handed_over' | 'cannot' | 'not_applicable';
      to: string | null;
      detail: string | null;
      duties: string[];
      options: string[];
    }
  | { kind: 'storm'; text: string; options: string[] }
  | { kind: 'closure'; day: string; school: string; options: string[] }
  | { kind: 'purpose'; student: string }
  /** What the names of those who are away in an area are wanted for. */
  | { kind: 'area_purpose'; options: string[] }
  /** What a file is wanted for. */
  | { kind: 'file_purpose'; file: NoticeFile }
  /** Which of the numbers just told is to be opened; `sheet` is the key of a frozen one. */
  | ({ kind: 'figure'; figures: FigureId[]; options: string[] } & ToldFigures)
  /** What a number is opened for, where that must be said. */
  | ({ kind: 'figure_purpose'; figure: FigureId } & ToldFigures)
  /** Whether the next rows of a number are wanted: from which on, and what they were opened for. */
  | ({ kind: 'figure_more'; figure: FigureId; from: number; purpose: string | null } & ToldFigures)
  /** Does the family agree to a referral? */
  | { kind: 'consent'; student: string; unit: Unit | null; need: string; text: string; options: string[] }
  /** Which of a guardian's children is spoken of. */
  | { kind: 'which_child'; text: string; students: string[]; options: string[] }
  /** Why a guardian asks for leave, where that was not said. */
  | { kind: 'leave_reason'; student: string; wants: LeaveWanted }
  /** Whether all the others of a class are there, of which single children were told; `key` says so. */
  | { kind: 'rest'; class: string; key: string; since: Instant; options: string[] }
  /** Where a child is who has left. */
  | { kind: 'where_now'; student: string; options: string[] }
  /** How a case is sorted: `told` are those of the three that were clear already (policy.md §7.3). */
  | { kind: 'category'; student: string; told: Partial<Category> }
  /** What the child said at a visit, one child after the other; `message` told of the visits (policy.md §11.6). */
  | {
      kind: 'child_words';
      visits: ToldVisit[];
      message: string;
      /** Those of which it is asked next who came along. */
      alone?: ToldVisit[];
    }
  /** Whether somebody of the other line came along to these persuasions (P3.1-LINK-TEAM). */
  | { kind: 'companions'; visits: ToldVisit[]; options: string[] }
  /** What a unit needs the name of a child for. */
  | { kind: 'whose'; duty: string }
);

/** The numbered answers to a question, as buttons may show them. */
export const offersOf = (question: Question): { key: string; label: string }[] => {
  const options = 'options' in question ? question.options : [];
  if (question.kind === 'rest') return options.map((label) => ({ key: question.key, label }));
  const numbered = options.map((label, place) => ({ key: String(place + 1), label }));
  return question.none && numbered.length > 0 ? [...numbered, { key: '0', label: question.none }] : numbered;
};

const ORDINALS = '一二三四五六七八九';
const CANCEL = /^(算了|取消|不用了|不记了|没事了)[。!！]?$/;
const NONE = /^(0|都不是|都不对|没有|不是|不对)[。!！]?$/;
const YES = /^(是|是的|对|对的|嗯|没错|属实|确认|好|好的)[。!！]?$/;

/** An answer to a question with numbered options. */
export type Answer =
  | { kind: 'choice'; index: number }
  | { kind: 'none' }
  | { kind: 'cancel' }
  | { kind: 'all' }
  | { kind: 'words'; text: string };

/** Reads "1", "第二个", "是的", "都不是", "算了", "全部" or an option's own words; anything else comes back as words. */
export const readAnswer = (text: string, options: readonly string[]): Answer => {
  const said = text.trim();
  if (CANCEL.test(said)) return { kind: 'cancel' };
  if (NONE.test(said)) return { kind: 'none' };
  if (/^(全部|都是|都|全都)[。!！]?$/.test(said)) return { kind: 'all' };
  const number = /^(?:第?)([1-9一二三四五六七八九])(?:个|项|条|位)?[。.、!！]?$/.exec(said)?.[1];
  if (number) {
    const index = /\d/.test(number) ? Number(number) - 1 : ORDINALS.indexOf(number);
    return index < options.length ? { kind: 'choice', index } : { kind: 'words', text: said };
  }
  if (YES.test(said))
    return options.length === 1 ? { kind: 'choice', index: 0 } : { kind: 'words', text: said };
  const exact = options.indexOf(said);
  return exact >= 0 ? { kind: 'choice', index: exact } : { kind: 'words', text: said };
};
