/**
 * Bundles src into dist: a few CommonJS files with everything inside, so that installing fetches nothing and
 * starting reads little. What a command does not use lies in chunks that it does not load.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'rolldown';
import license from 'rollup-plugin-license';

const root = join(__dirname, '..');
const dist = join(root, 'dist');

/** What a package loads and we never use: its importer, the module, and what stands in its place. */
const LEFT_OUT = [
  // The SDK's search for keys, seven packages, loaded even where it is handed the keys; we always hand them over.
  {
    by: '/client-sts/',
    module: '@aws-sdk/credential-provider-node',
    code: 'export const defaultProvider = () => () => Promise.reject(new Error("no keys were handed over"));',
  },
  // Commander runs subcommands that are programs of their own; ours are not.
  { by: '/commander/', module: 'node:child_process', code: 'export default {};' },
  // Chalk finds out what colours a terminal has; we tell it.
  { by: '/chalk/', module: '#supports-color', code: 'export default { stdout: false, stderr: false };' },
];

const leaveOut: Plugin = {
  name: 'leave-out',
  resolveId: (id, importer = '') =>
    LEFT_OUT.some(({ by, module }) => id === module && importer.includes(by)) ? `\0${id}` : null,
  load: (id) => LEFT_OUT.find(({ module }) => id === `\0${module}`)?.code ?? null,
};

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await build({
    input: join(root, 'src/main.ts'),
    platform: 'node',
    // The packages' ES modules fall apart into used and unused; their CommonJS builds come as one piece.
    resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'import', 'node', 'default'] },
    plugins: [leaveOut, license({ thirdParty: { output: join(dist, 'THIRD-PARTY-LICENSES.txt') } })],
    output: {
      dir: dist,
      format: 'cjs',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      // Names stay, so that a stack trace can be read without a source map.
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      comments: false,
    },
    logLevel: 'warn',
  });
}

void main();
