import { defineConfig } from 'vitest/config';

/** What `npm run release` has made. */
export default defineConfig({
  test: {
    include: ['test/release/**/*.test.ts'],
    globalSetup: 'test/support/scratch.ts',
    testTimeout: 300_000,
    maxWorkers: 2,
  },
});
