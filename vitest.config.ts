import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,integration,e2e}/**/*.test.ts'],
    globalSetup: 'test/support/scratch.ts',
    testTimeout: 60_000,
    // Most tests wait for a process or a terminal, not for a core.
    maxWorkers: 4,
    // The loopback AWS is proved with the real SDK, which would announce the Node versions it will drop.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
