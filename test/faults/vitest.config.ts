import { defineConfig } from 'vitest/config';

/** What takes minutes: every system call interrupted, many at once, tens of thousands of generated files. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: 'test/support/scratch.ts',
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // Each of these loads both cores by itself; side by side they would only slow each other down.
    fileParallelism: false,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
