/** It took longer than it may; whether it happens all the same nobody knows. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** The result of `work`, or `TooLate` after so many milliseconds. */
export const within = async <Value>(limit: number, work: Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooLate()), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
