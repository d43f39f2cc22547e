/**
 * The bundle: a few CommonJS files with everything inside, so that installing fetches nothing and starting reads
 * little. What a command does not use lies in chunks that it does not load.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type OutputOptions, type RolldownPluginOption } from 'rolldown';
import license from 'rollup-plugin-license';
import { CHUNKS } from './bundle/chunks.ts';
import { apart, scriptsAhead } from './bundle/apart.ts';
import { flattenCommander } from './bundle/flatten-commander.ts';
import { leaveOut } from './bundle/left-out.ts';
import { lateBuiltins, withoutRuntime } from './bundle/light-start.ts';

const root = join(__dirname, '..');

/** The program. @param folder is emptied first */
export async function bundleProgram(folder: string): Promise<void> {
  await bundle({ main: join(root, 'src/main.ts') }, folder);
  const answer = (name: string, plugins: RolldownPluginOption[]) =>
    pack({ [name]: join(root, `src/${name}.ts`) }, folder, [...plugins, lateBuiltins], false);
  await answer('answer-completion', [scriptsAhead]);
  // Colours are for terminals alone, and lie in the program's own file.
  await answer('answer-status', [apart('colours')]);
}

/** @param inputs name → module; @param folder is emptied first */
export async function bundle(inputs: Record<string, string>, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const licences = license({ thirdParty: { output: join(folder, 'THIRD-PARTY-LICENSES.txt') } });
  const plugins = [
    apart('answer-completion', 'answer-status'),
    leaveOut,
    flattenCommander,
    withoutRuntime,
    lateBuiltins,
    licences,
  ];
  await pack(inputs, folder, plugins, { groups: CHUNKS });
}

async function pack(
  inputs: Record<string, string>,
  folder: string,
  plugins: RolldownPluginOption[],
  codeSplitting: NonNullable<OutputOptions['codeSplitting']>,
): Promise<void> {
  await build({
    input: inputs,
    platform: 'node',
    // The packages' ES modules fall apart into used and unused; their CommonJS builds come as one piece.
    resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'import', 'node', 'default'] },
    plugins,
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
      codeSplitting,
    },
    logLevel: 'warn',
  });
}
