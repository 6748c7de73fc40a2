import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';

/** A field that is filled in, and no words of the guardian's: "家长: 未联系上". */
const FILLED = /^(?:第|拨|未|无|没|否|是$|已|正|在联|打|接|通$|有$|电|1\d{2}|不知|不清|不接|知|[√×xX/])/;
const OF_FIELD = /^(?:家长|监护人|家人|父母|亲属)$/;
/** What may stand between the guardian and the colon: "在群里发的", "的微信". */
const BEFORE_COLON =
  /^(?:[的发在于里上头写传留来说讲给我刚才早晚今天]|过来|发来|微信|短信|消息|信息|语音|留言|原话|群|家长群|班级群|钉钉|qq)+$/;
const FARTHEST = 8;

/**
 * "某某妈妈: 老师, …", "某某她妈发的: …", "某某爸爸 7:41⏎…": whether what a guardian wrote is passed on after the word for
 * the guardian at `place`.
 */
export function isPassedOn(tokens: readonly Token[], place: number): boolean {
  const head = tokens[place - 1];
  const owned = head?.kind === 'name' || (head?.text === '的' && tokens[place - 2]?.kind === 'name');
  if (!owned && !/^[他她]/.test(tokens[place]?.text ?? '')) return false;
  let timed = false;
  for (let at = place + 1; at <= place + FARTHEST; at++) {
    const token = tokens[at];
    if (isBreak(token, 'colon')) return isSaid(tokens, at, OF_FIELD.test(tokens[place]?.text ?? ''));
    if (token?.kind === 'time' && token.told.kind === 'clock') timed = true;
    else if (token?.text === '\n') return timed && tokens[at + 1] !== undefined && !isOnlyThanks(tokens, at);
    else if (!isBreak(token, 'space') && token?.kind !== 'time' && !BEFORE_COLON.test(token?.text ?? ''))
      return false;
  }
  return false;
}

/** Whether what stands behind the colon is said by the guardian. */
function isSaid(tokens: readonly Token[], colon: number, mayBeField: boolean): boolean {
  const said = tokens.slice(colon + 1).find((token) => !isBreak(token, 'space'));
  if (said === undefined || isBreak(said, 'hard', 'item') || isOnlyThanks(tokens, colon)) return false;
  // "某某家长: 李芳" is a name in a form.
  if (mayBeField && said.kind === 'name' && said.mention.pupils.length === 0) return false;
  if (isCue(said, 'reached', 'unreachable', 'contacting', 'speak', 'kin')) return false;
  return !FILLED.test(said.text) || (!mayBeField && said.text.startsWith('在'));
}

const THANKS = /^ *(?:收到|好的?|谢谢|知道|晓得|嗯|ok|辛苦|麻烦|老师|了|您|你|[,.! ])+$/;

/** "某某妈妈: 收到": an answer that tells nothing. */
const isOnlyThanks = (tokens: readonly Token[], from: number): boolean =>
  THANKS.test(
    tokens
      .slice(from + 1, from + 1 + FARTHEST)
      .map(({ text }) => text)
      .join(''),
  );
