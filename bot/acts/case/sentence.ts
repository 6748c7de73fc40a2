import type { CaseFile } from '../../../domain/cases/file.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Outcome, Turn } from '../../turn.ts';

/** One pupil spoken of in a sentence, with the file as it stands. */
export interface PupilSpokenOf {
  student: Student;
  turn: Turn;
  match: RegExpExecArray;
  file: CaseFile;
}

/** What is still wanting in a sentence that is clear otherwise; a phrase. */
export interface Wanting {
  wanting: string;
  values?: Record<string, unknown>;
}

/** A question instead of facts, which the next message answers. */
export interface Asking {
  instead: Outcome;
}

/** A sentence that records an act of the case which no reminder has asked for. It names one pupil. */
export interface Sentence {
  pattern: RegExp;
  may: (turn: Turn) => boolean;
  /** Whose task it is, for those who may not; a phrase, as the label is. */
  whose: string;
  label: string;
  /** What was recorded, where it came to less than its label says; of the file as it stands afterwards. */
  said?: (told: PupilSpokenOf) => string | null;
  /** Several facts of one sentence hold together or not at all; null when the words mean something else. */
  facts: (told: PupilSpokenOf) => FactBody[] | Wanting | Asking | null;
  /** Said only in these words, so that it is taken (or refused) even where the message could be read as a report. */
  plain?: 'anybody' | 'allowed';
  /** Said by the bureau it may be of any pupil of the county, not only of one with a case. */
  ofCounty?: true;
  /** Where nobody is named it is of the one case of the speaker's township that stands so; of several it is asked which. */
  unnamed?: (turn: Turn, file: CaseFile) => boolean;
  /** What must not be kept in clear: the message without it, and how it is kept instead; null where there is nothing of the kind. */
  hides?: (told: PupilSpokenOf) => { text: string; keep: () => Promise<void> } | null;
  /** When the words may mean it; always, where nothing is said. */
  when?: (student: Student, turn: Turn) => boolean;
  /** What follows from it, as lines of the reply; of the file as it stands afterwards, and the duties that changed. */
  next?: (told: PupilSpokenOf & { opened: readonly Duty[] }) => string[];
}

export const inSchool = ({ speaker }: Turn): boolean =>
  speaker.classes.length > 0 || speaker.schools.length > 0;
export const inOffice = ({ speaker }: Turn): boolean => speaker.schools.length > 0;
export const isPrincipal = ({ speaker }: Turn): boolean => speaker.role === 'principal';
export const inTownship = ({ speaker }: Turn): boolean =>
  speaker.role === 'township_officer' || speaker.role === 'township_head';
export const inBureau = ({ speaker }: Turn): boolean =>
  speaker.role === 'bureau_officer' || speaker.role === 'bureau_head';

/** What stands after 原因、理由、因为; null when no reason is given. */
export const reasonIn = (text: string): string | null => {
  const reason = /(?:原因|理由|因为|因)(?:是|为|[:：])?\s*([^，。]{2,}.*)$/u.exec(text)?.[1];
  return reason?.trim() || null;
};
