import { PAPER_STEPS, type PaperStep } from '../papers/trail.ts';
import { isAsked } from './asked.ts';

/** A file that somebody asks for: what it is called, and of whom or where. */
export interface FileRequest {
  called: string;
  who: string;
}

const ASKS_FIRST =
  /^(?:请|麻烦)?(?:帮我|给我)?(?:起草|草拟|拟|写|打印|导出|下载|导一下|发我|发给我|给我|发一下|发一份|发下|发个)(?:一份|一下)?/;
const ASKS_LAST = /(?:发我|发给我|给我|发过来|打印出来|打印|导出来|导出|起草)(?:一份|一下)?$/;

const bare = (text: string): string => text.trim().replace(/[。.!！?？\s]+$/, '');

const longestFirst = (names: readonly string[]): string[] => names.toSorted((a, b) => b.length - a.length);

const whoIn = (text: string): string =>
  text.replace(/^(?:请|麻烦)?(?:把|将)?/, '').replace(/[\s：:的]+$/, '');

/**
 * Reads "发我台账", "起草周报", "把张伟的档案发给我", "一生一案 张伟"; `names` are what files are called. Null for anything else,
 * above all for a sentence that only mentions one.
 */
export const readFileRequest = (text: string, names: readonly string[]): FileRequest | null => {
  const said = bare(text);
  const asks = ASKS_FIRST.test(said) || ASKS_LAST.test(said);
  const rest = bare(said.replace(ASKS_FIRST, '').replace(ASKS_LAST, ''));
  for (const called of longestFirst(names)) {
    // A dossier is asked for by its name alone.
    const led = called === DOSSIER ? /^[\s：:]+(.+)$/.exec(rest.slice(called.length))?.[1] : undefined;
    if (led && rest.startsWith(called)) return { called, who: led };
    if ((asks || called === DOSSIER) && rest.endsWith(called))
      return { called, who: whoIn(rest.slice(0, -called.length)) };
  }
  return null;
};

/** The name of the case file that is asked for by itself. */
export const DOSSIER = '一生一案';

/** Something done to a paper, as it is told: "周报已签字", "张伟的初报已送出 3号", "周报已签收 签收人李主任". */
export interface StepTold extends FileRequest {
  step: PaperStep;
  /** The number, or whoever receipted. */
  detail: string;
}

const STEP_WORDS: Readonly<Record<PaperStep, string>> = {
  checked: '核对',
  signed: '签字|签发',
  sent: '送出|报送|送到',
  receipted: '签收',
};

/** Null too for a question, and where something stands before the paper's name that is no part of it: "转告张伟工作组：初报已签字". */
export const readPaperStep = (text: string, names: readonly string[]): StepTold | null => {
  if (isAsked(text)) return null;
  const said = bare(text);
  for (const called of longestFirst(names)) {
    const place = said.indexOf(called);
    if (place < 0) continue;
    if (/[，,。；;：:\n]/.test(said.slice(0, place))) continue;
    const rest = said.slice(place + called.length);
    for (const step of PAPER_STEPS) {
      const told = new RegExp(
        `^(?:已经|已)?(?:${STEP_WORDS[step]})(?:过|了|好了)?(?:[，,：:\\s]+(?:签收人|编号)?[：:\\s]*(.*))?$`,
      ).exec(rest);
      if (told) return { called, who: whoIn(said.slice(0, place)), step, detail: told[1]?.trim() ?? '' };
    }
  }
  return null;
};
