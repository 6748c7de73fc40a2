import { createHash } from 'node:crypto';
import type { NoticeOption } from '../domain/notices/notice.ts';

/** Where a card is shown; an AI bot has less room. */
export type CardPlace = 'aibot' | 'app';

/** The most characters and buttons that WeCom shows. */
const CARD_LIMITS = {
  aibot: { title: 26, detail: 30, text: 112 },
  app: { title: 36, detail: 44, text: 160 },
  buttons: 6,
  label: 10,
  keyBytes: 1024,
  taskBytes: 128,
} as const;

export interface CardButton {
  text: string;
  /** 1 blue, 2 grey. */
  style: 1 | 2;
  key: string;
}

/** The one of WeCom's five cards that the product needs; fields are named as WeCom names them. */
export interface Card {
  card_type: 'button_interaction';
  main_title: { title: string; desc?: string };
  sub_title_text?: string;
  button_list: CardButton[];
  task_id: string;
}

export interface CardText {
  place: CardPlace;
  /** From `cardTask`. */
  task: string;
  /** What it is about; shortened if need be. */
  title: string;
  /** The notice itself; empty if it was said in a message before. */
  text: string;
}

/**
 * A card with a button for every numbered reply. Null when it would not all fit: then the notice goes as text, where
 * the numbers do. Buttons may be shortened, since the text has the whole words.
 */
export const buttonCard = ({
  place,
  task,
  title,
  text,
  options,
}: CardText & { options: readonly NoticeOption[] }): Card | null => {
  const keys = new Set(options.map(({ key }) => key));
  const isFit =
    options.length > 0 &&
    options.length <= CARD_LIMITS.buttons &&
    keys.size === options.length &&
    options.every(({ key }) => key !== '' && Buffer.byteLength(key) <= CARD_LIMITS.keyBytes) &&
    text.length <= CARD_LIMITS[place].text;
  if (!isFit) return null;
  return {
    card_type: 'button_interaction',
    main_title: { title: shortened(title, CARD_LIMITS[place].title) },
    ...(text ? { sub_title_text: text } : {}),
    button_list: options.map(({ key, label }, index) => ({
      text: shortened(`${key} ${label}`, CARD_LIMITS.label),
      style: index === 0 ? 1 : 2,
      key,
    })),
    task_id: task,
  };
};

/** The key of a button on a settled card; a tap on it says nothing. */
export const SETTLED_KEY = 'settled';

/** What a card becomes once somebody tapped it: `done` says who did what and when, and a single grey button stays. */
export const settledCard = ({
  place,
  task,
  title,
  text,
  done,
  label,
}: CardText & { done: string; label: string }): Card => {
  const limits = CARD_LIMITS[place];
  return {
    card_type: 'button_interaction',
    main_title: { title: shortened(title, limits.title), desc: shortened(done, limits.detail) },
    ...(text ? { sub_title_text: shortened(text, limits.text) } : {}),
    button_list: [{ text: shortened(label, CARD_LIMITS.label), style: 2, key: SETTLED_KEY }],
    task_id: task,
  };
};

/**
 * The id of a card: legal in WeCom, and another one for every `serial`, since WeCom takes an id only once. A repetition
 * that shall count as the same message keeps its serial.
 */
export const cardTask = (notice: string, serial: number): string => {
  const whole = `k${Buffer.from(notice).toString('base64url')}@${serial}`;
  if (whole.length <= CARD_LIMITS.taskBytes) return whole;
  return `h${createHash('sha256').update(notice).digest('hex')}@${serial}`;
};

const shortened = (text: string, most: number): string => {
  if (text.length <= most) return text;
  let result = '';
  for (const character of text) {
    if (result.length + character.length > most - 1) break;
    result += character;
  }
  return `${result}…`;
};
