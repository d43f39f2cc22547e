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

/**
 * The SDK loads its search for credentials (seven packages) even where it is handed the keys. We always hand it the
 * keys, so the search is left out.
 */
const withoutCredentialSearch: Plugin = {
  name: 'without-credential-search',
  resolveId: (id) => (id === '@aws-sdk/credential-provider-node' ? `\0${id}` : null),
  load: (id) =>
    id === '\0@aws-sdk/credential-provider-node'
      ? 'export const defaultProvider = () => () => Promise.reject(new Error("no keys were handed over"));'
      : null,
};

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await build({
    input: join(root, 'src/main.ts'),
    platform: 'node',
    // The packages' ES modules fall apart into used and unused; their CommonJS builds come as one piece.
    resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'import', 'node', 'default'] },
    plugins: [
      withoutCredentialSearch,
      license({ thirdParty: { output: join(dist, 'THIRD-PARTY-LICENSES.txt') } }),
    ],
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
