/**
 * The stores that can hold an access key, by the programs that open them. An entry is named after its access key, so that
 * no entry ever replaces that of another key, and holds what a `credential_process` prints.
 */

/** The stores, as `--store` names them: those of the operating system first. */
export const STORE_NAMES = ['keychain', 'dpapi', 'secret-service', 'pass', '1password'] as const;
export type StoreName = (typeof STORE_NAMES)[number];

/** A program that is run without a shell. */
export interface ToolCall {
  program: string;
  args: readonly string[];
  /** For standard input: the only place for a secret, which others can see in arguments and variables. */
  input?: string;
}

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface Entry {
  store: StoreName;
  accessKeyId: string;
  /** ID of the 1Password vault. */
  vault?: string | undefined;
}

/** What a program that looked for an entry has printed, and its exit code. */
export interface Found {
  code: number;
  printed: string;
  /** Of standard error. */
  words: string;
}

/** The exit code of `security` if there is no such entry: the low byte of errSecItemNotFound, -25300. */
const NOT_FOUND = 44;

export interface Store {
  /** For people. */
  title: string;
  program: string;
  /** Whether it belongs to the operating system. */
  isOfSystem?: true;
  /** The only platform where its program means this store. */
  platform?: NodeJS.Platform;
  /** @param secret a line of JSON */
  save: (entry: Entry, secret: string) => Omit<ToolCall, 'program'>;
  /** Words for `credential_process`. Some tools run it with a shell and others without, so none may need quotes. */
  read: (entry: Entry) => readonly string[];
  /** Finds the entry, also while the store is locked: it asks for no password. */
  find: (entry: Entry) => readonly string[];
  /** Whether that has found none for sure. */
  isMissing: (found: Found, entry: Entry) => boolean;
  remove: (entry: Entry) => readonly string[];
}

const SERVICE = 'aws-mfa';

export const STORES: Readonly<Record<StoreName, Store>> = {
  keychain: {
    title: 'the macOS keychain',
    program: 'security',
    isOfSystem: true,
    // `-w SECRET` would be an argument, but `security -i` reads whole commands. Hexadecimal digits need no quotes.
    save: ({ accessKeyId }, secret) => ({
      args: ['-i'],
      input: `add-generic-password -U -s ${SERVICE} -a ${accessKeyId} -l ${SERVICE}-${accessKeyId} -X ${hexOf(secret)}\n`,
    }),
    read: ({ accessKeyId }) => ['find-generic-password', '-s', SERVICE, '-a', accessKeyId, '-w'],
    find: ({ accessKeyId }) => ['find-generic-password', '-s', SERVICE, '-a', accessKeyId],
    isMissing: ({ code }) => code === NOT_FOUND,
    remove: ({ accessKeyId }) => ['delete-generic-password', '-s', SERVICE, '-a', accessKeyId],
  },
  dpapi: {
    title: 'Windows data protection (DPAPI)',
    program: 'powershell',
    isOfSystem: true,
    platform: 'win32',
    // Export-Clixml encrypts a PSCredential for this user on this machine.
    save: ({ accessKeyId }, input) => {
      const script = [
        "$ErrorActionPreference='Stop'",
        '$text=[Console]::In.ReadToEnd().Trim()',
        `$null=New-Item -ItemType Directory -Force $env:LOCALAPPDATA\\${SERVICE}`,
        '$secret=ConvertTo-SecureString $text -AsPlainText -Force',
        `New-Object PSCredential ${SERVICE},$secret | Export-Clixml ${clixml(accessKeyId)}`,
      ].join('; ');
      return { args: [...POWERSHELL, script], input };
    },
    // A variable's value is one word to PowerShell, also with spaces in it.
    read: ({ accessKeyId }) => [
      ...POWERSHELL,
      '(Import-Clixml',
      `${clixml(accessKeyId)}).GetNetworkCredential().Password`,
    ],
    find: ({ accessKeyId }) => [
      ...POWERSHELL,
      `if (!(Test-Path ${clixml(accessKeyId)})) { exit ${NOT_FOUND} }`,
    ],
    isMissing: ({ code }) => code === NOT_FOUND,
    remove: ({ accessKeyId }) => [...POWERSHELL, `Remove-Item -ErrorAction Stop ${clixml(accessKeyId)}`],
  },
  'secret-service': {
    title: 'the desktop keyring',
    program: 'secret-tool',
    isOfSystem: true,
    save: ({ accessKeyId }, input) => ({
      args: ['store', `--label=${SERVICE} ${accessKeyId}`, 'service', SERVICE, 'key', accessKeyId],
      input,
    }),
    read: ({ accessKeyId }) => ['lookup', 'service', SERVICE, 'key', accessKeyId],
    find: ({ accessKeyId }) => ['search', 'service', SERVICE, 'key', accessKeyId],
    isMissing: ({ code, printed, words }) => code === 0 && printed === '' && words === '',
    remove: ({ accessKeyId }) => ['clear', 'service', SERVICE, 'key', accessKeyId],
  },
  pass: {
    title: 'pass',
    program: 'pass',
    save: ({ accessKeyId }, input) => ({
      args: ['insert', '--multiline', '--force', `${SERVICE}/${accessKeyId}`],
      input,
    }),
    read: ({ accessKeyId }) => ['show', `${SERVICE}/${accessKeyId}`],
    // A list of names: `show` would decrypt the entry.
    find: () => ['ls', SERVICE],
    isMissing: ({ code, printed, words }, { accessKeyId }) =>
      code === 0 ? !printed.includes(accessKeyId) : words.includes('is not in the password store'),
    remove: ({ accessKeyId }) => ['rm', '--force', `${SERVICE}/${accessKeyId}`],
  },
  '1password': {
    title: '1Password',
    program: 'op',
    save: ({ accessKeyId, vault }, value) => ({
      args: ['item', 'create', '--format', 'json', ...inVault(vault), '-'],
      input: JSON.stringify({
        title: `${SERVICE}-${accessKeyId}`,
        category: 'SECURE_NOTE',
        fields: [{ id: 'credential', label: 'credential', type: 'CONCEALED', value }],
      }),
    }),
    read: ({ accessKeyId, vault = '' }) => ['read', `op://${vault}/${SERVICE}-${accessKeyId}/credential`],
    find: ({ accessKeyId, vault }) => ['item', 'get', `${SERVICE}-${accessKeyId}`, ...inVault(vault)],
    isMissing: ({ words }) => words.includes("isn't an item"),
    remove: ({ accessKeyId, vault }) => ['item', 'delete', `${SERVICE}-${accessKeyId}`, ...inVault(vault)],
  },
};

const POWERSHELL = ['-NoProfile', '-NonInteractive', '-Command'];

function clixml(accessKeyId: string): string {
  return `$env:LOCALAPPDATA\\${SERVICE}\\${accessKeyId}.xml`;
}

function inVault(vault: string | undefined): string[] {
  return vault === undefined ? [] : ['--vault', vault];
}

function hexOf(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What goes into `credential_process`. */
export function readCommand(entry: Entry): string {
  const { program, read } = STORES[entry.store];
  return [program, ...read(entry)].join(' ');
}

/** Stores the line of JSON that tools expect of a `credential_process`. */
export function saveCall(entry: Entry, { accessKeyId, secretAccessKey }: Keys): ToolCall {
  const { program, save } = STORES[entry.store];
  const secret = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
  return { program, ...save(entry, JSON.stringify(secret)) };
}

export function removeCall(entry: Entry): ToolCall {
  const { program, remove } = STORES[entry.store];
  return { program, args: remove(entry) };
}

/** The entry that a `credential_process` reads; undefined if it is any other command. */
export function entryOf(command: string): Entry | undefined {
  const vault = /^op read op:\/\/([\w-]+)\//.exec(command)?.[1];
  const names = command.match(/\w+/g) ?? [];
  return STORE_NAMES.flatMap((store) => names.map((accessKeyId): Entry => ({ store, accessKeyId, vault })))
    .map((entry) => (entry.store === '1password' ? entry : { ...entry, vault: undefined }))
    .find((entry) => readCommand(entry) === command);
}

/** Whether an access key ID can be a part of the commands. Those of AWS are letters and digits. */
export function canBeEntry(accessKeyId: string): boolean {
  return /^\w{1,128}$/.test(accessKeyId);
}
