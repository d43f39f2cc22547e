import { defineConfig } from 'vitest/config';
import { standalonePath } from '../../scripts/standalone/compile.ts';
import { hostTarget } from '../../scripts/standalone/targets.ts';
import { ALONE } from '../faults/vitest.config.ts';

/** They look at the package, or at what Node can tell about it. */
const OF_THE_PACKAGE = ['test/e2e/{footprint,growth,reworded,screens,tarball}.test.ts'];

/** The end-to-end tests and the slow ones, with the standalone program in the place of Node and the package. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/scratch.ts',
    hookTimeout: 60_000,
    env: {
      AWS_MFA_EXECUTABLE: standalonePath(hostTarget()),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/{e2e,standalone}/**/*.test.ts'],
          exclude: OF_THE_PACKAGE,
          testTimeout: 30_000,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['test/faults/**/*.test.ts'],
          exclude: ALONE,
          testTimeout: 600_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'slow, alone',
          include: ALONE,
          testTimeout: 600_000,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
