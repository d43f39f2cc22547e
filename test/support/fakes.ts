/**
 * A context in memory: two files, a stand-in for STS, nobody at the terminal. What a test did not prepare fails loudly
 * instead of answering something plausible; what happened is remembered in its order.
 */
import type { RoleCall, SessionCall, SessionReply } from '../../src/aws/calls.ts';
import type { Aws, Clock, Context, Files, Output, Processes, TerminalInput } from '../../src/context.ts';
import { readEnvironment, type Variables } from '../../src/environment.ts';
import { readAsSdk } from '../../src/shared-files/read-back.ts';
import type { Values } from '../../src/shared-files/section-values.ts';
import type { SharedFileKind } from '../../src/source.ts';

export const CREDENTIALS_PATH = '/home/alice/.aws/credentials';
export const CONFIG_PATH = '/home/alice/.aws/config';
const TEMPORARY = '/home/alice/.aws/temporary';

export const NOW = new Date('2026-11-23T12:00:00Z');

export const ANSWER = {
  kind: 'answer',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'session-secret',
  sessionToken: 'session-token',
  expiration: new Date('2026-11-24T00:00:00Z'),
} satisfies SessionReply;

export type Failed = Exclude<SessionReply, { kind: 'answer' }>;

export const WRONG_CODE = refusal(
  'AccessDenied',
  'MultiFactorAuthentication failed with invalid MFA one time pass code.',
);

export function refusal(code: string, message = '', status = 403, serverDate?: Date): Failed {
  return { kind: 'refusal', code, message, status, serverDate };
}

export function failure(reason: string, sent: boolean): Failed & { kind: 'failure' } {
  return { kind: 'failure', reason, sent, cause: new Error(reason) };
}

/** @param name of the member that a test did not prepare, to be read in the failure */
export function unprepared(name: string): (...args: unknown[]) => never {
  return (...args) => {
    throw new Error(`${name} was called, and the test had not prepared it: ${JSON.stringify(args)}`);
  };
}

/** Every member of every group: their names differ. */
export type Members = Files &
  TerminalInput &
  Output &
  Aws &
  Processes &
  Clock &
  Pick<Context, 'environment' | 'signal'>;

export function fakeContext(members: Partial<Members>): Context {
  const fake = <Name extends keyof Members>(...names: Name[]) =>
    Object.fromEntries(names.map((name) => [name, members[name] ?? unprepared(name)])) as Pick<Members, Name>;
  return {
    files: {
      ...fake('readTextFile', 'probeWrite', 'updateFile', 'watchFile', 'fileState', 'readFileAsSdk'),
      ...fake('readTextAsSdk'),
      inTurn: members.inTurn ?? ((_turn, work) => work()),
      remember: members.remember ?? (() => Promise.resolve()),
      recall: members.recall ?? (() => Promise.resolve(undefined)),
      get home() {
        return members.home ?? '/home/alice';
      },
    },
    terminal: {
      ...fake('openPrompt', 'openQuestions', 'readStdinLine'),
      agent: members.agent ?? (() => Promise.resolve(undefined)),
      wrapper: members.wrapper ?? (() => Promise.resolve(undefined)),
    },
    output: {
      ...fake('say', 'show', 'print', 'printError', 'printJson', 'columns', 'lost'),
      isShown: members.isShown ?? false,
    },
    aws: {
      ...fake('checkCaBundle', 'loadSts', 'connectSts', 'getSession', 'getCallerIdentity', 'listMfaDevices'),
      ...fake('assumeRole', 'listAccessKeys', 'reach', 'late', 'keysOfProcess'),
      ...fake('createVirtualDevice', 'enableDevice', 'deleteVirtualDevice'),
      ...fake('createAccessKey', 'setAccessKeyActive', 'deleteAccessKey', 'accessKeyLastUse'),
    },
    processes: {
      ...fake('awsCli', 'runCommand', 'runChild', 'runTool', 'endBy'),
      hasProgram: members.hasProgram ?? (() => false),
      platform: members.platform ?? 'linux',
      variables: members.variables ?? {},
      nodeVersion: members.nodeVersion ?? '22.0.0',
      program: members.program ?? 'aws-mfa',
    },
    clock: fake('now', 'wait'),
    environment: members.environment ?? readEnvironment(members.variables ?? {}),
    signal: members.signal ?? new AbortController().signal,
  };
}

export interface Prepared extends Partial<Members> {
  /** Texts of the two files; undefined for one that is not there. */
  credentials?: string;
  config?: string;
  variables?: Variables;
  /** What STS answers, in order; it fails on one call more. */
  replies?: readonly SessionReply[];
  /** What STS answers to AssumeRole with a session, in order. */
  roleReplies?: readonly SessionReply[];
}

export interface Fakes extends Context {
  /** Path → text. */
  texts: Map<string, string>;
  /** Calls for a session. */
  calls: SessionCall[];
  /** AssumeRole with a session. */
  roleCalls: RoleCall[];
  /** Milliseconds. */
  pauses: number[];
  /** What was said: `tone: text`. What only --debug shows is kept apart. */
  said: string[];
  traced: string[];
  /** What was done to the outside and said, oldest first. */
  events: string[];
  /** What came to standard output as it is, and as JSON. */
  out: string[];
  printed: unknown[];
}

export function fakes({
  credentials,
  config,
  replies = [],
  roleReplies = [],
  ...members
}: Prepared = {}): Fakes {
  const left = [...replies];
  const rolesLeft = [...roleReplies];
  const texts = new Map<string, string>();
  if (credentials !== undefined) texts.set(CREDENTIALS_PATH, credentials);
  if (config !== undefined) texts.set(CONFIG_PATH, config);
  const signal = members.signal ?? new AbortController().signal;
  const records = {
    texts,
    calls: [] as SessionCall[],
    roleCalls: [] as RoleCall[],
    pauses: [] as number[],
    said: [] as string[],
    traced: [] as string[],
    events: [] as string[],
    out: [] as string[],
    printed: [] as unknown[],
  };
  const { calls, roleCalls, pauses, said, traced, events, out, printed } = records;
  const context = fakeContext({
    signal,
    now: () => NOW,
    wait: (milliseconds) => {
      pauses.push(milliseconds);
      signal.throwIfAborted();
      return Promise.resolve();
    },
    say: (tone, text) => {
      if (tone === 'debug') traced.push(text);
      else [said, events].forEach((heard) => heard.push(`${tone}: ${text}`));
    },
    print: (text) => {
      out.push(text);
      return Promise.resolve(undefined);
    },
    lost: () => Promise.resolve(undefined),
    printJson: (value) => printed.push(value),
    getSession: (call) => {
      calls.push(call);
      events.push('called STS');
      return Promise.resolve(left.shift() ?? unprepared('getSession')(call));
    },
    assumeRole: (call) => {
      roleCalls.push(call);
      events.push('called STS for a role');
      return Promise.resolve(rolesLeft.shift() ?? unprepared('assumeRole')(call));
    },
    watchFile: () => () => undefined,
    probeWrite: (path) => Promise.resolve(void events.push(`probed ${path}`)),
    readTextFile: (path) => texts.get(path),
    readFileAsSdk: (path, kind) => Promise.resolve(asSdk(texts.get(path), kind)),
    readTextAsSdk: (bytes, kind) => Promise.resolve(asSdk(bytes, kind)),
    updateFile: async ({ path, edit, verify }) => {
      const before = texts.get(path);
      texts.set(TEMPORARY, edit(before));
      await verify(TEMPORARY, before, texts.get(TEMPORARY) ?? '');
      texts.set(path, texts.get(TEMPORARY) ?? '');
      events.push(`wrote ${path}`);
      return [];
    },
    ...members,
  });
  return { ...context, ...records };
}

/** The SDK knows the profiles of a config file by their names alone. */
function asSdk(bytes: string | undefined, kind: SharedFileKind): Values {
  const values = Object.entries(readAsSdk(bytes ?? ''));
  const nameOf = (header: string) =>
    kind === 'config' ? header.replace(/^profile ("?)(.+)\1$/, '$2') : header;
  return Object.fromEntries(values.map(([header, keys]) => [nameOf(header), keys]));
}
