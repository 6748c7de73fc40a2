/** The bare digits of a phone number: full-width digits count, a country code 86 before a mobile number goes. */
export const phoneDigits = (phone: string): string =>
  phone
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '');

/** An identity number (身份证号) as it is compared: upper case, only digits and letters. */
export const plainIdNumber = (idNumber: string): string =>
  idNumber
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');

const MASK = '****';

// Fewer than eight characters would leave too little hidden beside the last four.
const lastFour = (bare: string): string => (bare.length < 8 ? MASK : MASK + bare.slice(-4));

/** `13812345678` as `138****5678`; any other number keeps its last four digits, a short one none. */
export function maskPhone(phone: string): string {
  const digits = phoneDigits(phone);
  return /^1\d{10}$/.test(digits) ? digits.slice(0, 3) + lastFour(digits) : lastFour(digits);
}

const MOBILE = /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/gu;
/** A telephone as people type it: a mobile, or one of the land line with its area. */
export const TELEPHONE = /(?<!\d)(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}-?\d{7,8})(?!\d)/gu;
/** With a day of birth in it, so that no number of a paper or ticket is taken for one. */
const ID_NUMBER =
  /(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])/gu;

/** A text with the identity numbers in it masked. */
export const withoutIdNumbers = (text: string): string =>
  text.replace(ID_NUMBER, (number) => maskIdNumber(number));

/** A text with the identity numbers and mobile numbers in it masked: where it is only kept, nobody is called from it. */
export const withoutNumbers = (text: string): string =>
  withoutIdNumbers(text).replace(MOBILE, (number) => maskPhone(number));

/** An identity number as `****` and its last four characters (policy §5.1); a fragment shows nothing. */
export const maskIdNumber = (idNumber: string): string => lastFour(plainIdNumber(idNumber));
