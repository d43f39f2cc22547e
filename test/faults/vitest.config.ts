import { defineConfig } from 'vitest/config';

/** Those in which many want one file at once: whatever else the machine does would make them gentler. */
export const ALONE = ['test/faults/{neighbor,together}.test.ts'];

/** What takes minutes: every system call interrupted, many at once, tens of thousands of generated files. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/scratch.ts',
    testTimeout: 600_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        extends: true,
        // Most load a core, some only wait: three keep two cores busy.
        test: {
          name: 'side by side',
          include: ['test/faults/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
