/**
 * Everything a login needs, in memory: two files, a stand-in for STS, nobody at the terminal. What a test did not
 * prepare fails loudly; what happened is remembered in its order.
 */
import type { StsReply } from '../../src/aws/get-session.ts';
import type { LoginDeps } from '../../src/commands/login/login.ts';
import { readEnvironment, type Variables } from '../../src/environment.ts';
import { readAsSdk } from '../../src/shared-files/read-back.ts';
import type { SharedFileKind } from '../../src/source.ts';
import type { Values } from '../../src/shared-files/section-values.ts';
import { stsDesk, type StsDesk } from './sts-desk.ts';
import { unprepared } from './unprepared.ts';

export const CREDENTIALS_PATH = '/home/alice/.aws/credentials';
export const CONFIG_PATH = '/home/alice/.aws/config';
const TEMPORARY = '/home/alice/.aws/temporary';

export interface Prepared extends Partial<LoginDeps> {
  credentials?: string;
  config?: string;
  variables?: Variables;
  replies?: readonly StsReply[];
}

export interface LoginDesk extends Omit<StsDesk, 'said'>, LoginDeps {
  files: Map<string, string>;
  printed: Record<string, unknown>[];
  /** What was done to the outside and said to the person, oldest first. */
  events: string[];
}

export function loginDesk({
  credentials,
  config,
  variables = {},
  replies = [],
  ...deps
}: Prepared): LoginDesk {
  const files = new Map<string, string>();
  if (credentials !== undefined) files.set(CREDENTIALS_PATH, credentials);
  if (config !== undefined) files.set(CONFIG_PATH, config);
  const { said: events, ...desk } = stsDesk(replies, deps.signal);
  const printed: Record<string, unknown>[] = [];
  return {
    ...desk,
    files,
    printed,
    events,
    environment: readEnvironment(variables),
    home: '/home/alice',
    printJson: (value) => printed.push(value),
    loadRenewal: () => import('../../src/login/renew-session.ts'),
    loadRehearsal: () => import('../../src/commands/login/dry-run.ts'),
    loadDeviceSearch: () => import('../../src/login/find-device.ts'),
    loadAccount: () => import('../../src/login/explain-plan.ts'),
    loadWarnings: () => import('../../src/login/file-notes.ts'),
    openPrompt: unprepared('openPrompt'),
    openQuestions: unprepared('openQuestions'),
    getCallerIdentity: unprepared('getCallerIdentity'),
    listMfaDevices: unprepared('listMfaDevices'),
    readStdinLine: unprepared('readStdinLine'),
    watchFile: () => () => undefined,
    runCommand: unprepared('runCommand'),
    keysOfProcess: unprepared('keysOfProcess'),
    loadSts: unprepared('loadSts'),
    connectSts: unprepared('connectSts'),
    checkCaBundle: unprepared('checkCaBundle'),
    probeWrite: (path) => Promise.resolve(void events.push(`probed ${path}`)),
    readTextFile: (path) => files.get(path),
    readFileAsSdk: (path, kind) => Promise.resolve(asSdk(files.get(path), kind)),
    readTextAsSdk: (bytes, kind) => Promise.resolve(asSdk(bytes, kind)),
    async getSession(call) {
      events.push('called STS');
      return desk.getSession(call);
    },
    async updateFile({ path, edit, verify }) {
      const before = files.get(path);
      files.set(TEMPORARY, edit(before));
      await verify(TEMPORARY, before, files.get(TEMPORARY) ?? '');
      files.set(path, files.get(TEMPORARY) ?? '');
      events.push(`wrote ${path}`);
      return { notes: [] };
    },
    ...deps,
  };
}

/** The SDK knows the profiles of a config file by their names alone. */
function asSdk(bytes: string | undefined, kind: SharedFileKind): Values {
  const values = Object.entries(readAsSdk(bytes ?? ''));
  const nameOf = (header: string) =>
    kind === 'config' ? header.replace(/^profile ("?)(.+)\1$/, '$2') : header;
  return Object.fromEntries(values.map(([header, keys]) => [nameOf(header), keys]));
}
