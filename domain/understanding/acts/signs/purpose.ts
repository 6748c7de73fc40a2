import { blanks } from '../../text/characters.ts';
import { PURPOSES } from '../../tokens/phrases.ts';
import type { SpeakerRole } from '../../types.ts';
import { ASKS, ASKS_OF_LAW, ASKS_WHICH, SURELY, WHETHER } from './asking.ts';
import { ASKS_AFTER, ASKS_WHETHER_CAME } from './asking-after.ts';
import { EITHER_FORM, FORM, HOW_TO, WHETHER_MAY } from './how-to.ts';
import { LOOKS_UP, TOLD_WHICH } from './looking-up.ts';
import { NOTICE } from './notices.ts';
import { WITHDRAWN } from './taking-back.ts';
import { withoutUnasked } from './unasked.ts';

/** Signs of what a message is for, beside what it says of students. */
export interface Purpose {
  readonly withdraws: boolean;
  readonly wantsHelp: boolean;
  readonly asks: boolean;
  readonly commands: boolean;
  /** Nothing but a record to be shown. */
  readonly looksUp: boolean;
  /** Staff ask where children are, why they are away or whether they came, and say nothing else. */
  readonly asksAfter: boolean;
  /** "要不要写名字": how it is to be written. */
  readonly asksForm: boolean;
  /** "是写应到20还是写缺1": the numbers and names are examples. */
  readonly asksWhichForm: boolean;
  /** "早上报的是20还是19": what was told before. */
  readonly asksTold: boolean;
  readonly topic: boolean;
  readonly chatter: boolean;
  /** A notice to many: "请各班…". */
  readonly notice: boolean;
  /** "来了没有": whether somebody is there. */
  readonly whether: boolean;
  /** A mark asks. */
  readonly marked: boolean;
  /** Where a word or mark asks. */
  readonly askedAt: readonly number[];
}

/** What the speaker does themselves, who is no pupil. */
const OWN_LEAVE = /我(?:[今明后][天日]|下午|上午|周.|星期.)?(?:要|想|得|也|都|先)?请(?:个|了)?假/g;

/** Reads the signs; the names of students are to be blanked out before. */
export function purposeOf(text: string, speaker: SpeakerRole): Purpose {
  const told = speaker === 'guardian' ? text : text.replace(OWN_LEAVE, blanks);
  const plain = withoutUnasked(told, speaker);
  const signs = new Set<string>();
  const askedAt: number[] = [];
  let end = 0;
  for (let place = 0; place < plain.length; place++) {
    const phrase = PURPOSES.longest(plain, place);
    // A topic counts within another phrase, and so does what asks within a topic: "还差几次".
    if (phrase?.tag === 'topic') signs.add('topic');
    if (place < end || phrase?.tag === 'topic') continue;
    if (phrase !== undefined) signs.add(phrase.tag);
    if (phrase?.tag === 'ask' || plain.charAt(place) === '?') askedAt.push(place);
    end = phrase?.end ?? place + 1;
  }
  const whether = WHETHER.exec(plain);
  if (whether !== null) askedAt.push(whether.index);
  return {
    withdraws: signs.has('withdraw') || WITHDRAWN.test(plain),
    wantsHelp: signs.has('help') || HOW_TO.test(told) || WHETHER_MAY.test(told),
    asks:
      askedAt.length > 0 ||
      plain.includes('?') ||
      ASKS.test(told) ||
      ASKS_WHICH.test(plain) ||
      (speaker !== 'guardian' && ASKS_OF_LAW.test(told)) ||
      (speaker === 'guardian' && SURELY.test(plain)),
    commands: signs.has('command'),
    looksUp: LOOKS_UP.test(plain),
    asksAfter: speaker !== 'guardian' && (ASKS_AFTER.test(told) || ASKS_WHETHER_CAME.test(told)),
    asksForm: FORM.test(told),
    asksWhichForm: EITHER_FORM.test(told),
    asksTold: TOLD_WHICH.test(told),
    topic: signs.has('topic'),
    chatter: signs.has('chatter'),
    notice: NOTICE.test(plain),
    whether: whether !== null,
    marked: plain.includes('?'),
    askedAt,
  };
}
