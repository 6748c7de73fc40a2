import { Prisma } from '../generated/client.ts';

/** Pupils on the list of P2.R2-ENDTERM-LIST, anywhere in the county, as an array; null where nobody is on it. */
export const AT_RISK = Prisma.sql`
  (SELECT json_agg(student ORDER BY student) FROM case_file WHERE listed AND state->'year'->>'risk' IS NOT NULL)`;
