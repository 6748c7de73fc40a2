import type { Instant } from '../../domain/calendar/time.ts';
import type { CodeClass, WecomCodes } from '../../seeds/load-wecom-codes.ts';

/** What is known of one code. */
export interface CodeMeaning {
  readonly code: number;
  readonly class: CodeClass;
  /** For the administrator: what to change, and where. */
  readonly say: string;
}

/** The meaning of a code; the narrowest entry that holds it wins. An unknown one is a defect that somebody must see. */
export const meaningOf = ({ rules, answers }: WecomCodes, code: number): CodeMeaning => {
  const [rule] = rules
    .filter(({ from, to }) => from <= code && code <= to)
    .sort((one, other) => one.to - one.from - (other.to - other.from));
  if (!rule) return { code, class: 'defect', say: answers.unknown_code };
  return {
    code,
    class: rule.class,
    say: rule.say ?? (rule.class === 'retry' ? answers.retry : answers.defect),
  };
};

/** WeCom answered, and the answer was no. Its message names the interface and the code, never the content. */
export class WecomRefusal extends Error {
  override readonly name = 'WecomRefusal';
  readonly code: number;
  readonly meaning: CodeMeaning;
  /** Whether an earlier try of the same request may have been carried out. */
  readonly isDoubtful: boolean;
  /** From when it may be asked again; null when that would not help. */
  readonly again: Instant | null;

  constructor(api: string, meaning: CodeMeaning, isDoubtful: boolean, again: Instant | null) {
    super(`WeCom refused ${api} with ${meaning.code} (${meaning.class})`);
    this.code = meaning.code;
    this.meaning = meaning;
    this.isDoubtful = isDoubtful;
    this.again = again;
  }
}

/** WeCom did not answer, or not in its own words. */
export class WecomSilence extends Error {
  override readonly name = 'WecomSilence';
  readonly code = 'no_answer';
  /** Whether what was asked may have been carried out all the same. */
  readonly isAmbiguous: boolean;

  constructor(api: string, isAmbiguous: boolean, options?: ErrorOptions) {
    super(`WeCom gave no answer to ${api}${isAmbiguous ? ', but may have done it' : ''}`, options);
    this.isAmbiguous = isAmbiguous;
  }
}

/** The same fault when an earlier try of the same request may have been carried out. */
export const doubted = (api: string, fault: unknown): unknown => {
  if (fault instanceof WecomSilence && !fault.isAmbiguous)
    return new WecomSilence(api, true, { cause: fault });
  if (fault instanceof WecomRefusal && !fault.isDoubtful)
    return new WecomRefusal(api, fault.meaning, true, fault.again);
  return fault;
};

/** The same fault when what was asked, `api`, never left: it failed at something before, such as its token. */
export const undoubted = (api: string, fault: unknown): unknown => {
  if (fault instanceof WecomSilence) return new WecomSilence(api, false, { cause: fault });
  if (fault instanceof WecomRefusal) return new WecomRefusal(api, fault.meaning, false, fault.again);
  return fault;
};

/** What fails before `api` is asked has not done it, whatever it did itself. */
export const unsent = async <Value>(api: string, work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (fault) {
    throw undoubted(api, fault);
  }
};
