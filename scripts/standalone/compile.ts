/** Compiles the built bundle and the runtime of a target into one executable. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { unpackRuntime } from './runtime.ts';
import { sealRuntime } from './seal-runtime.ts';
import { hostTarget, type Target } from './targets.ts';

const root = join(import.meta.dirname, '../..');

/** Where `npm run standalone` writes the executable. */
export function standalonePath(target: Target): string {
  return join(root, 'standalone', target.name, target.fileName);
}

/** Without these the program would obey files in the folder that it is started in. */
const LOAD_NOTHING = ['dotenv', 'bunfig', 'tsconfig', 'package-json'].map(
  (what) => `--no-compile-autoload-${what}`,
);

/**
 * @param folder where the executable is written. Its name is part of its bytes
 * @param given a script to run in the place of what `node` runs
 * @returns the path of the executable
 */
export function compile(target: Target, folder: string, given?: string): string {
  const temporary = mkdtempSync(join(tmpdir(), 'aws-mfa-compile-'));
  const executable = join(resolve(folder), target.fileName);
  try {
    const compiler = unpackRuntime(hostTarget(), join(temporary, 'compiler'));
    const runtime = unpackRuntime(target, join(temporary, 'runtime'));
    sealRuntime(runtime);
    const options = [
      ...['--compile', '--bytecode', `--target=${target.compilerTarget}`],
      ...LOAD_NOTHING,
      // Stack traces stay readable without a source map.
      '--keep-names',
      `--compile-executable-path=${runtime}`,
      `--outfile=${executable}`,
    ];
    const entry = given ?? join(copyProgram(join(temporary, 'program')), 'bin/aws-mfa.js');
    execFileSync(compiler, ['build', ...options, entry], {
      // The paths of the modules, relative to this folder, are part of the bytes. The compiler leaves files here, too.
      cwd: dirname(entry),
      env: { TMPDIR: temporary, HOME: temporary },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return executable;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @returns the folder that it was copied to */
function copyProgram(folder: string): string {
  for (const name of ['bin', 'dist']) cpSync(join(root, name), join(folder, name), { recursive: true });
  return folder;
}
