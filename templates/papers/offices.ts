/** What those who write to each other are called in full. */

/** A township's government; a 街道 has an office of the district's government instead. */
export const governmentOf = (township: string): string =>
  township.endsWith('街道') ? `${township}办事处` : `${township}人民政府`;

export const bureauOf = (district: string): string => `${district}教育体育局`;
