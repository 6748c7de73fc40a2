import type { Database } from '../../prisma/client.ts';
import { countUnits } from '../../prisma/stores/directory-change-store.ts';
import { directoryRefusals } from '../../templates/directory.ts';
import { readCounty } from './county-shape.ts';

/** Real people are not mixed into the invented county; the message says what to do instead. */
export class DemoCounty extends Error {
  override readonly name = 'DemoCounty';
  readonly code = 'demo_county';

  constructor() {
    super(directoryRefusals.demo);
  }
}

/** Whether the invented county is what the database holds. */
export const isDemoLoaded = async (database: Database): Promise<boolean> =>
  (await countUnits(
    database,
    readCounty().schools.map(({ id }) => id),
  )) > 0;

/** Throws `DemoCounty` when the invented county is loaded. */
export const refuseDemo = async (database: Database): Promise<void> => {
  if (await isDemoLoaded(database)) throw new DemoCounty();
};
