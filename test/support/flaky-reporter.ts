/** A reporter for Vitest: names the tests that failed, and passed when they were run again. */
import type { Reporter, TestModule } from 'vitest/node';

export default class FlakyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests('passed')) {
        if (!test.diagnostic()?.flaky) continue;
        const [error] = test.result().errors ?? [];
        console.log(`FLAKY ${module.moduleId} > ${test.fullName}: ${error?.message}`);
      }
    }
  }
}
