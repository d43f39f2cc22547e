/** What the tests and the demo run: what people run. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '../../scripts/standalone/compile.ts';
import { hostTarget } from '../../scripts/standalone/targets.ts';

/** A command, and what comes before the arguments of `aws-mfa`. */
export type Program = readonly [command: string, ...args: string[]];

/** The file of the package that `aws-mfa` is a link to after `npm install`. It needs Node. */
export const packagePath = fileURLToPath(new URL('../../bin/aws-mfa.js', import.meta.url));

/** `npm run test:standalone` names an executable here, which takes the place of Node and the package. */
const executable = process.env['AWS_MFA_EXECUTABLE'];
if (executable !== undefined && !existsSync(executable)) throw new Error(`No file ${executable}`);

/** Tests that make Node itself behave differently are skipped then. */
export const isStandalone = executable !== undefined;

/** The file that can be called `aws-mfa` on the PATH. */
export const programPath = executable ?? packagePath;

export const program: Program = executable === undefined ? [process.execPath, packagePath] : [executable];

/** What `doctor` says of it. */
export const runtime =
  executable === undefined ? `Node ${process.versions.node}` : 'standalone program, needs no Node';

/** The same as words for a shell. */
export const programWords = program.map((word) => `'${word}'`).join(' ');

/** The same program, which runs a script of CommonJS before anything else. */
export function programWith(script: string): Program {
  if (executable === undefined) return [process.execPath, '--require', script, packagePath];
  return compiled.get(script) ?? compileWith(script);
}

/** By the script that runs first; compiling takes seconds. */
const compiled = new Map<string, Program>();

function compileWith(script: string): Program {
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-with-'));
  const entry = join(folder, 'entry.cjs');
  writeFileSync(entry, [script, packagePath].map((path) => `require(${JSON.stringify(path)});\n`).join(''));
  const made: Program = [compile(hostTarget(), folder, entry)];
  compiled.set(script, made);
  return made;
}
