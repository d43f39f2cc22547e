import { defineConfig } from 'vitest/config';

/** The packed tarball on Windows' own Node, under Wine. */
export default defineConfig({
  test: {
    include: ['test/windows/**/*.test.ts'],
    globalSetup: ['test/support/scratch.ts', 'test/windows/prepare.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
