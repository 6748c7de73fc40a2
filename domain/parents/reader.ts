import type { Day } from '../calendar/time.ts';
import type { ParentText, ParentTexts } from './texts.ts';

/** How a guardian likes to be told. */
export interface Wish {
  /** As `seeds/languages.yaml` names it; null: Chinese. */
  language: string | null;
  /** By voice too. */
  voice: boolean;
}

/** A text as one reader gets it: in the language where that may go out, with its recording for whoever likes to listen. */
export const textFor = (
  written: ParentText,
  { language, voice }: Wish,
  day: Day,
  texts: ParentTexts,
): { text: ParentText; recording: string | null } => {
  const translated = language ? texts.find(written.id, language) : undefined;
  const mayGo = translated && !texts.blockedOn(translated.id, day, translated.language);
  const text = mayGo ? translated : written;
  return { text, recording: voice ? text.recording : null };
};
