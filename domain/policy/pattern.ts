/** Whether a text of the county's files is a regular expression, and one that asks for something. */
export const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u').source.length > 0;
  } catch {
    return false;
  }
};
