import { TooLate } from '../within.ts';

export const UNAUTHENTICATED = 16;
/** Cancelled, too late, away. */
const NO_ANSWER: ReadonlySet<number> = new Set([1, 4, 14, UNAUTHENTICATED]);

/** gRPC's code for an error; Wechaty passes some on in words only. The words may hold the token: never log them. */
export const grpcCode = (error: unknown): number | null => {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'number') return error.code;
  const code = /^(?:Error: )?(\d{1,2}) [A-Z_]+:/.exec(error.message)?.[1];
  return code === undefined ? null : Number(code);
};

/** Whether a question that failed has failed for want of a connection, rather than by its answer. */
export const isUnsent = (error: unknown): boolean => {
  const code = grpcCode(error);
  return error instanceof TooLate || (code !== null && NO_ANSWER.has(code));
};
