/** A home folder of alice, who has no MFA device, with the loopback AWS that gives her one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';
import { alice, type User } from './aws/accounts.ts';
import { codeAt } from './authenticator.ts';
import { CREDENTIALS, loginSetup, type LoginSetup } from './login-setup.ts';
import { readQrCode, type Theme } from './qr-reader.ts';
import { emulateScreen } from './screen.ts';
import { answer, openTerminal, type Terminal } from './terminal.ts';

export const REGION = '[default]\nregion = eu-west-1\n';
export const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';

/** The two questions for codes. */
export const FIRST = /\? Code:/;
export const NEXT = /\? Next code:/;

const STEP = 30_000;

export interface Enrollment extends LoginSetup {
  user: User;
  config: () => string;
  /** In a window of 80 columns and 24 lines, as most open. */
  openWindow: (args?: string[], options?: WindowOptions) => Terminal;
  /** The devices of alice, and those of nobody. */
  devices: () => { assigned: string[]; unassigned: string[] };
}

interface WindowOptions {
  env?: Record<string, string>;
  cols?: number;
  rows?: number;
}

export async function enrollment(
  changes: Partial<User> = {},
  config: string | null = REGION,
): Promise<Enrollment> {
  const user = { ...alice(), devices: {}, ...changes };
  const setup = await loginSetup({ credentials: CREDENTIALS, config, aws: { users: [user] } });
  return {
    ...setup,
    user,
    config: () => readFileSync(setup.sandbox.configPath, 'utf8'),
    openWindow: (args = ['enroll'], { env = {}, ...size } = {}) => {
      const terminal = openTerminal(args, { env: { ...setup.env, ...env }, ...size });
      onTestFinished(() => terminal.kill('SIGKILL'));
      return terminal;
    },
    devices: () => ({ assigned: Object.keys(user.devices), unassigned: [...setup.aws.unassigned.keys()] }),
  };
}

/** What the QR code in the window says. */
export function uriOn(terminal: Terminal, look: { theme?: Theme; mayInvert?: boolean } = {}): URL {
  return new URL(readQrCode(terminal.cells(), look) ?? expect.fail(`No QR code:\n${terminal.screen()}`));
}

/** The seed in the QR code, and what an app makes of it: the code of now, and the one after it. */
export function appWith(uri: URL): { seed: string; codes: [string, string] } {
  const seed = uri.searchParams.get('secret') ?? expect.fail(uri.href);
  const now = Date.now();
  return { seed, codes: [codeAt(seed, new Date(now)), codeAt(seed, new Date(now + STEP))] };
}

/** Scans the code, and types the two codes. @returns the seed */
export async function enrollIn(terminal: Terminal): Promise<string> {
  await terminal.waitFor(FIRST);
  const { seed, codes } = appWith(uriOn(terminal));
  await answer(terminal, FIRST, codes[0]);
  await answer(terminal, NEXT, codes[1]);
  return seed;
}

/** Once the program has ended: the seed is neither on the screen nor in the scrollback, as text or as a QR code. */
export async function expectNoSeed(terminal: Terminal, seed: string): Promise<void> {
  // Some terminals have no alternate screen, and ignore its sequences.
  const cells = terminal.cells();
  const plain = emulateScreen(cells[0]?.length ?? 0, cells.length);
  plain.write(terminal.output().replace(/\x1b\[\?1049[hl]/g, ''));
  await plain.settled();
  for (const text of [terminal.screen(), plain.text()]) {
    expect(text).not.toContain(seed.slice(0, 4));
    expect(text).not.toMatch(/[\u2580\u2584\u2588]/);
  }
  expect(terminal.output()).toMatch(/\x1b\[\?1049h[^]*\x1b\[\?1049l/);
  expect(terminal.output().lastIndexOf('\x1b[?1049h')).toBeLessThan(
    terminal.output().lastIndexOf('\x1b[?1049l'),
  );
}

/** Another program changes the config file. */
export function appendToConfig({ sandbox }: Enrollment, text: string): void {
  writeFileSync(sandbox.configPath, text, { flag: 'a' });
}
