import type { Day } from '../calendar/time.ts';
import type { Blocked, ParentText, ParentTexts } from './texts.ts';

/** How a guardian likes to be told. */
export interface Wish {
  /** As `seeds/languages.yaml` names it; null: Chinese. */
  language: string | null;
  /** By voice too. */
  voice: boolean;
}

/** Why a translation that is finished, or once went out, may not go; null where it may, or where it is still to be made. */
export const translationBlocked = (text: ParentText, day: Day, texts: ParentTexts): Blocked | null =>
  isToBeMade(text, texts) ? null : texts.blockedOn(text.id, day, text.language);

const isToBeMade = ({ id, language, untranslated }: ParentText, texts: ParentTexts): boolean =>
  untranslated && !texts.reviewOf(id, language);

/**
 * A text as one reader gets it: in the language where that may go out, with its recording for whoever likes to listen.
 * `blocked`: why it goes in Chinese all the same.
 */
export const textFor = (
  written: ParentText,
  { language, voice }: Wish,
  day: Day,
  texts: ParentTexts,
): { text: ParentText; recording: string | null; blocked: Blocked | null } => {
  const asRead = (text: ParentText, blocked: Blocked | null) => ({
    text,
    recording: voice ? text.recording : null,
    blocked,
  });
  const translated = language ? texts.find(written.id, language) : undefined;
  if (!translated || isToBeMade(translated, texts)) return asRead(written, null);
  const blocked = texts.blockedOn(translated.id, day, translated.language);
  return blocked ? asRead(written, blocked) : asRead(translated, null);
};
