/**
 * The bundle: CommonJS files with everything inside, so that installing fetches nothing and starting reads little. What
 * the program loads late, by `import()`, lies in files of its own.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import license from 'rollup-plugin-license';
import { leaveOut } from './left-out.ts';

/** @param inputs name → module; @param folder is emptied first */
export async function bundle(inputs: Record<string, string>, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    input: inputs,
    platform: 'node',
    // The packages' ES modules fall apart into used and unused; their CommonJS builds come as one piece.
    resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'import', 'node', 'default'] },
    plugins: [leaveOut, license({ thirdParty: { output: join(folder, 'THIRD-PARTY-LICENSES.txt') } })],
    output: {
      dir: folder,
      format: 'cjs',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      // Names stay, so that a stack trace can be read without a source map.
      minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
      comments: false,
      // Node's own modules by `require`: an `import()` would start up the loader of ES modules.
      dynamicImportInCjs: false,
      minifyInternalExports: false,
    },
    logLevel: 'warn',
  });
}
