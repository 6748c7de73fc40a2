import { defineConfig } from 'vitest/config';

/** Folders whose tests touch no database; they start at once. */
const pure = ['tests/domain/**/*.test.ts', 'tests/templates/**/*.test.ts'];

export default defineConfig({
  test: {
    // A fixed zone unlike the county's, so that nothing leans on the machine's.
    env: { TZ: 'UTC' },
    // On two cores one worker would leave one of them to the database alone.
    maxWorkers: '100%',
    // A guard against what hangs, not a measure of speed: a busy machine may take its time.
    testTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'pure', include: pure } },
      {
        extends: true,
        test: {
          name: 'with database',
          include: ['tests/**/*.test.ts'],
          exclude: pure,
          globalSetup: 'tests/support/global-setup.ts',
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
