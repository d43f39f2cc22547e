/**
 * A separate home folder for every test, and an environment without the AWS variables, proxies, certificates and files of
 * this machine.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** So wide that messages are not wrapped without a terminal: tests look for whole sentences. */
export const WIDE = { COLUMNS: '10000' };

export interface Sandbox {
  home: string;
  credentialsPath: string;
  configPath: string;
  /** For the program under test: PATH, HOME, TMPDIR, LANG, TERM and {@link WIDE}, and what the test adds. */
  env: Record<string, string>;
  /** The credentials file as text. */
  read: () => string;
  /** The credentials file as it is. */
  bytes: () => Buffer;
  /** Other files in ~/.aws: temporary files, locks. */
  leftovers: () => string[];
  dispose: () => void;
}

/**
 * @param files initial contents, mode 0600 as with `aws configure`; without any there is no ~/.aws
 * @param home an empty folder
 */
export function createSandbox(
  files: { credentials?: string | Buffer; config?: string | Buffer } = {},
  home = mkdtempSync(join(tmpdir(), 'aws-mfa-')),
): Sandbox {
  const folder = join(home, '.aws');
  const credentialsPath = join(folder, 'credentials');
  const configPath = join(folder, 'config');
  if (files.credentials !== undefined || files.config !== undefined) mkdirSync(folder, { mode: 0o700 });
  if (files.credentials !== undefined) writeFileSync(credentialsPath, files.credentials, { mode: 0o600 });
  if (files.config !== undefined) writeFileSync(configPath, files.config, { mode: 0o600 });
  return {
    home,
    credentialsPath,
    configPath,
    env: { ...fromOutside(['PATH', 'TMPDIR', 'LANG', 'TERM']), ...WIDE, HOME: home },
    read: () => readFileSync(credentialsPath, 'utf8'),
    bytes: () => readFileSync(credentialsPath),
    leftovers: () => entries(folder).filter((name) => name !== 'config' && name !== 'credentials'),
    dispose: () => removeTree(home, folder),
  };
}

function fromOutside(names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => pairOf(name, process.env[name])));
}

function pairOf(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}

function entries(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** A test may have removed the write permission of ~/.aws, which is needed to delete its files. */
function removeTree(home: string, folder: string): void {
  if (existsSync(folder)) chmodSync(folder, 0o700);
  rmSync(home, { recursive: true, force: true });
}
