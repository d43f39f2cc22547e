/** Runs programs of Windows under Wine. Each run gets its own variables and its own home folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variable in which the global setup passes {@link Prepared} on. */
export const PREPARED = 'AWS_MFA_WINE';

/** Paths of Linux. */
export interface Prepared {
  /** The folder of Wine's drive C:. */
  prefix: string;
  /** `node.exe`. */
  node: string;
  /** `aws-mfa.js` of the packed tarball. */
  program: string;
}

/** Undefined where there is no Wine. */
export const prepared = JSON.parse(process.env[PREPARED] ?? 'null') as Prepared | null;

export function wineEnv(
  { prefix }: Prepared,
  variables: Record<string, string> = {},
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: join(prefix, '..'),
    LANG: 'C.UTF-8',
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // Neither is installed, and nothing here needs them.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    ...variables,
  };
}

/** A path of Linux, as Windows sees it. */
export function onWindows(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

export interface WineResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface WineOptions {
  env: Record<string, string>;
  cwd?: string;
}

/** Runs a program of Windows. Its streams are files, because Wine cannot pass pipes of Linux on. */
export async function runWine(words: readonly string[], { env, cwd }: WineOptions): Promise<WineResult> {
  const folder = mkdtempSync(join(tmpdir(), 'wine-'));
  const [out, error] = [join(folder, 'out'), join(folder, 'error')];
  const streams = [openSync('/dev/null', 'r'), openSync(out, 'w'), openSync(error, 'w')];
  const child = spawn('wine', words, { env, cwd, stdio: streams });
  await once(child, 'exit');
  streams.forEach((descriptor) => closeSync(descriptor));
  return { code: child.exitCode, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(error, 'utf8') };
}
