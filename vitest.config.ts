import { defineConfig } from 'vitest/config';

/** Folders whose tests touch no database; they start at once. */
const pure = ['tests/domain/**/*.test.ts', 'tests/templates/**/*.test.ts'];

export default defineConfig({
  test: {
    // A fixed zone unlike the county's, so that nothing leans on the machine's.
    env: { TZ: 'UTC' },
    // On two cores one worker would leave one of them to the database alone.
    maxWorkers: '100%',
    // No test changes what others share, so each worker loads the product once and not for every file again.
    isolate: false,
    // Guards against what hangs, not measures of speed: a busy machine may take its time.
    testTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'pure', include: pure } },
      {
        extends: true,
        test: {
          name: 'with database',
          include: ['tests/**/*.test.ts'],
          exclude: pure,
          globalSetup: 'tests/support/global-setup.ts',
          setupFiles: 'tests/support/drop-databases.ts',
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
