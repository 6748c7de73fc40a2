import type { Field } from './field.ts';

/** What is said on each of the three mornings of 14 to 16 September, in this order. */
export const threeMornings = async (
  field: Field,
  time: string,
  said: readonly (readonly [person: string, text: string])[],
): Promise<void> => {
  for (const day of ['14', '15', '16']) {
    await field.goTo(`2026-09-${day} ${time}`);
    for (const [person, text] of said) await field.says(person, text);
  }
};

/** 马建平 is missing three times, and the family is reached each day: a suspected case on the third. */
export const MA_MISSING = [
  ['he', '应到4实到3，马建平没来'],
  ['he', '1'],
] as const;
