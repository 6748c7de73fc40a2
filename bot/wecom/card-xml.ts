import type { Card } from '../../templates/cards.ts';
import { cdata } from './xml.ts';

/**
 * A card as the answer to its tap wants it (doc 90241): the JSON's names with capitals, a list as its element once for
 * each. Without its id, which is fixed when a card is sent.
 */
export const cardXml = ({ task_id: _, ...card }: Card): string => elements(card);

const elements = (fields: object): string =>
  Object.entries(fields)
    .flatMap(([name, value]) => [value].flat().map((one: unknown) => element(inCapitals(name), one)))
    .join('');

const element = (name: string, value: unknown): string => {
  const content =
    typeof value === 'object' && value !== null
      ? elements(value)
      : typeof value === 'number'
        ? String(value)
        : cdata(String(value));
  return `<${name}>${content}</${name}>`;
};

const inCapitals = (name: string): string =>
  name.replace(/(?:^|_)([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
