/** The runs that are measured. Each returns the milliseconds from the start to the event of interest. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program, type Program } from '../../test/support/program.ts';
import { createSandbox, type Sandbox } from '../../test/support/sandbox.ts';
import { freshCode } from './codes.ts';
import { openPlainTerminal } from './plain-terminal.ts';

export type Run = () => Promise<number>;

export interface Aws {
  url: string;
  env: Record<string, string>;
  caFile: string;
  stop(): void;
}

export async function startAws(...args: string[]): Promise<Aws> {
  const child = fork(join(__dirname, 'server.ts'), args, { execArgv: ['--import', 'jiti/register'] });
  const [told] = (await once(child, 'message')) as [Omit<Aws, 'stop'>];
  return { ...told, stop: () => child.kill() };
}

export const KEYS =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
export const CONFIG =
  '[default]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n\n[profile mfa]\nregion = eu-west-1\n';

/** A home folder with that many profiles and, optionally, a valid session. */
export function home(profiles: number, session = ''): Sandbox {
  const others = Array.from(
    { length: profiles - 1 },
    (_, at) => `\n# account ${at}\n[client-${at}]\n${KEYS}`,
  );
  const sandbox = createSandbox({
    credentials: `[default]\n${KEYS}${others.join('')}${session}`,
    config: CONFIG,
  });
  atRest(sandbox);
  return sandbox;
}

export function storedSession(): string {
  const expires = new Date(Date.now() + 40_000_000).toISOString().replace(/\.\d+/, '');
  return [
    '\n[mfa]',
    'aws_access_key_id = ASIAIOSFODNN7EXAMPLE',
    'aws_secret_access_key = secret',
    'aws_session_token = token',
    `x_security_token_expires = ${expires}`,
    'x_mfa_serial = arn:aws:iam::123456789012:mfa/alice',
    'x_source_profile = default\n',
  ].join('\n');
}

export const emptyNode: Run = () => timed([process.execPath, '-e', '0'], bareEnv());

export const emptyNodeInTerminal: Run = async () => {
  const begun = performance.now();
  await openPlainTerminal([process.execPath, '-e', '0'], bareEnv()).exit;
  return performance.now() - begun;
};

export function exited(args: string[], env: Record<string, string>): Run {
  return () => timed([...program, ...args], env);
}

/** `login --token`, from start to exit. */
export function withToken(at: Sandbox, aws: Aws): Run {
  return () => {
    atRest(at);
    return timed([...program, 'login', '--token', freshCode()], envOf(at, aws));
  };
}

const CTRL_C = '\x03';

/** From the start to the prompt on the screen. */
export function toPrompt(at: Sandbox, aws: Aws): Run {
  return async () => {
    const begun = performance.now();
    const terminal = openPlainTerminal([...program, 'login', '--force'], envOf(at, aws));
    await terminal.waitFor('MFA code');
    const spent = performance.now() - begun;
    terminal.type(CTRL_C);
    await terminal.exit;
    return spent;
  };
}

/** From Enter to the result on the screen, for a quick typist: a digit every tenth of a second. */
export function toResult(at: Sandbox, aws: Aws): Run {
  return async () => {
    atRest(at);
    const terminal = openPlainTerminal([...program, 'login', '--force'], envOf(at, aws));
    await terminal.waitFor('MFA code');
    await sleep(500);
    for (const digit of freshCode()) {
      terminal.type(digit);
      await sleep(100);
    }
    const begun = performance.now();
    terminal.type('\r');
    await terminal.waitFor('expires at');
    const spent = performance.now() - begun;
    await terminal.exit;
    return spent;
  };
}

/** The libraries alone. */
export function floorVersion(path: string, at: Sandbox): Run {
  return () => timed([process.execPath, path, '--version'], at.env);
}

export function floorPrompt(path: string, at: Sandbox): Run {
  return async () => {
    const begun = performance.now();
    const terminal = openPlainTerminal([process.execPath, path], at.env);
    await terminal.waitFor('MFA code');
    const spent = performance.now() - begun;
    terminal.type(CTRL_C);
    await terminal.exit;
    return spent;
  };
}

export function floorCall(path: string, at: Sandbox, aws: Aws): Run {
  return () => timed([process.execPath, path, aws.url, freshCode()], envOf(at, aws));
}

export function floorRead(path: string, at: Sandbox): Run {
  return () => timed([process.execPath, path, at.credentialsPath], at.env);
}

/** Sets NODE_EXTRA_CA_CERTS for the HTTPS server only: on Node 20, a large bundle triples the time of an empty Node. */
export function envOf(at: Sandbox, aws: Aws): Record<string, string> {
  const isSecure = aws.url.startsWith('https:');
  return { ...at.env, ...aws.env, ...(isSecure ? { NODE_EXTRA_CA_CERTS: aws.caFile } : {}) };
}

async function timed([command, ...args]: Program, env: Record<string, string>): Promise<number> {
  const begun = performance.now();
  const child = spawn(command, args, { env, stdio: 'ignore' });
  await once(child, 'exit');
  const spent = performance.now() - begun;
  if (child.exitCode !== 0) throw new Error(`exit code ${String(child.exitCode)} of ${args.join(' ')}`);
  return spent;
}

/** Makes files old: a login waits for a file that was written just now, which users rarely meet. */
function atRest(at: Sandbox): void {
  for (const path of [at.credentialsPath, at.configPath]) utimesSync(path, 1e9, 1e9);
}

function bareEnv(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '' };
}
