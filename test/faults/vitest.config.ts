import { defineConfig } from 'vitest/config';

/** What takes minutes: every system call interrupted, many at once, tens of thousands of generated files. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: 'test/support/scratch.ts',
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // Some load two cores by themselves, others wait: more than two side by side would only slow each other down.
    maxWorkers: 2,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
