/**
 * Bundles the program into CommonJS files with all libraries, so that an install downloads nothing. What the program loads
 * with `import()` goes into separate files, so that a start reads little.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import license, { type Dependency } from 'rollup-plugin-license';
import { leaveOut } from './left-out.ts';
import { licenseTexts } from './licenses.ts';

export type { Dependency as BundledPackage } from 'rollup-plugin-license';

/**
 * @param entry the module that the program starts with; the file that starts it has the same name
 * @param folder is emptied first
 * @returns the npm packages that are in the bundle
 */
export async function bundle(entry: string, folder: string): Promise<Dependency[]> {
  const packages: Dependency[] = [];
  const licenses = join(folder, 'THIRD-PARTY-LICENSES.txt');
  rmSync(folder, { recursive: true, force: true });
  await build({
    input: entry,
    platform: 'node',
    // From ES modules, unused parts can be dropped; from CommonJS builds they cannot.
    resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'import', 'node', 'default'] },
    plugins: [
      leaveOut,
      license({
        thirdParty: {
          output: [
            { file: licenses, template: licenseTexts },
            (dependencies) => void packages.push(...dependencies),
          ],
        },
      }),
    ],
    output: {
      dir: folder,
      format: 'cjs',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      // What every start loads is in one file: reading each of a dozen small ones takes longer than parsing it.
      codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] },
      // Names stay, so that a stack trace is readable without a source map.
      minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
      comments: false,
      // Load Node's own modules with `require`: `import()` would start the loader for ES modules.
      dynamicImportInCjs: false,
      minifyInternalExports: false,
    },
    logLevel: 'warn',
  });
  return packages;
}
