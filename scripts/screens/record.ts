/**
 * Records screens of the built program: a shell in a pseudo-terminal, in which commands are typed, and a mock AWS on
 * 127.0.0.1 that answers. The clocks of both stand still, so that a recording depends on the program alone.
 *
 * The program believes that it talks to AWS: a module that Node loads before it leads every TLS connection to the small
 * AWS. So the screens name the region's own endpoint, as they do for a user.
 */
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startLoopbackAws,
  type LoopbackAws,
  type LoopbackAwsOptions,
} from '../../test/support/loopback-aws.ts';
import { programPath } from '../../test/support/program.ts';
import { createSandbox, type Sandbox } from '../../test/support/sandbox.ts';
import { openTerminalOf, type Key } from '../../test/support/terminal.ts';

/** The home folder on the screens. */
const HOME = '/home/alice';
/** The shell's prompt: an empty line, and a gray dollar sign. */
const PROMPT = '\n\x1b[2m$\x1b[0m ';

export interface Story {
  /** The files in `~/.aws` at the beginning. Undefined: there is no such file. */
  credentials?: string;
  config?: string;
  aws?: Omit<LoopbackAwsOptions, 'tls' | 'now'>;
  /** Environment variables. */
  env?: Record<string, string>;
  /** Changes the world before the first screen. */
  prepare?: (aws: LoopbackAws, sandbox: Sandbox) => void;
  /** In this order, in one home folder. */
  screens: Screen[];
}

export interface Screen {
  /** As in `<!-- screen: name -->`. */
  name: string;
  /** By the clocks of the program and of AWS. Default: {@link START}. */
  time?: string;
  /** Default: 80. */
  columns?: number;
  /** Variables of this screen's shell. */
  env?: Record<string, string>;
  steps: Step[];
}

/** A command line; or an answer to a question, as soon as the screen matches, and the key after it (default: Enter). */
export type Step = string | { at: RegExp; type?: string; key?: Key };

export interface Recording {
  /** The lines of the screen. One that is longer than the screen is wide is still one line. */
  text: string;
  /** All that was written, with escape sequences. */
  output: string;
  columns: number;
}

export const START = '2026-11-24T08:10:13Z';

/** @returns the screens by name */
export async function record(story: Story): Promise<Map<string, Recording>> {
  let now = Date.parse(START);
  const aws = await startLoopbackAws({ ...story.aws, tls: true, now: () => now });
  const sandbox = createSandbox(story, newHome());
  const recordings = new Map<string, Recording>();
  try {
    story.prepare?.(aws, sandbox);
    const path = `${installPrograms(sandbox)}:/usr/bin:/bin`;
    for (const { name, time = START, columns = 80, env, steps } of story.screens) {
      now = Date.parse(time);
      const nodeOptions = `--no-warnings --import=${preload(now, aws)}`;
      const shown = await typeInShell(steps, columns, {
        ...{
          HOME: sandbox.home,
          PATH: path,
          PS1: PROMPT,
          TZ: 'UTC',
          LANG: 'C.UTF-8',
          NODE_OPTIONS: nodeOptions,
        },
        ...story.env,
        ...env,
      });
      const [text, output] = shown.map((each) => each.replaceAll(sandbox.home, HOME)) as [string, string];
      recordings.set(name, { text: withoutPrompts(text), output, columns });
    }
    return recordings;
  } finally {
    sandbox.dispose();
    await aws.close();
  }
}

/** A folder whose path is as long as {@link HOME}, so that lines break where they would break there. */
function newHome(): string {
  return mkdtempSync(process.platform === 'linux' ? '/tmp/' : join(tmpdir(), 'aws-mfa-'));
}

/** @returns a module that stops the clock, fixes the version of Node, and leads TLS connections to the mock AWS */
function preload(now: number, aws: LoopbackAws): string {
  const { port } = new URL(aws.url);
  const to = `host: '127.0.0.1', port: ${port}, ca: ${JSON.stringify(aws.ca)}, checkServerIdentity: () => undefined`;
  return `data:text/javascript,${encodeURIComponent(`
    import tls from 'node:tls';
    Date.now = () => ${now};
    globalThis.Date = class extends Date { constructor(...args) { super(...(args.length ? args : [${now}])); } };
    Object.defineProperty(process, 'version', { value: 'v22.21.1' });
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.21.1' } });
    const connect = tls.connect;
    tls.connect = (options, ...rest) => connect({ ...options, ${to} }, ...rest);`)}`;
}

/** @returns the screen at the prompt after the last command, as text, and all that was written to it */
async function typeInShell(
  steps: readonly Step[],
  columns: number,
  env: Record<string, string>,
): Promise<[text: string, output: string]> {
  const cwd = env['HOME'] ?? '/';
  const shell = openTerminalOf('sh', ['-i'], { env, cwd, cols: columns, rows: 24 });
  let commands = 0;
  /** The next prompt on a line of its own, after the commands so far. */
  const atPrompt = () => shell.waitFor(new RegExp(`^(?:\\$ \\S[^]*){${commands}}^\\$ ?$(?![^])`, 'm'));
  try {
    for (const step of steps) {
      if (typeof step === 'string') {
        await atPrompt();
        commands += 1;
        shell.type(step);
        shell.press('enter');
      } else {
        await shell.waitFor(step.at);
        if (step.type !== undefined) shell.type(step.type);
        shell.press(step.key ?? 'enter');
      }
    }
    await atPrompt();
    return [shell.screen(), shell.output()];
  } finally {
    shell.close();
    await shell.exit;
  }
}

/** Without the prompt that waits for the next command, and without spaces at the end of lines. */
function withoutPrompts(screen: string): string {
  return screen
    .replace(/\n\$ ?$/, '')
    .replace(/ +$/gm, '')
    .trim();
}

/** Puts `aws-mfa`, and an `aws` that only tells its version, into a folder. @returns its path */
function installPrograms({ home }: Sandbox): string {
  const folder = join(home, 'bin');
  mkdirSync(folder);
  const install = (name: string, script: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  install('aws-mfa', `exec '${process.execPath}' '${programPath}' "$@"`);
  install('aws', 'echo aws-cli/2.32.6 Python/3.13.9 Linux/6.12.0 exe/x86_64.debian.13');
  return folder;
}
