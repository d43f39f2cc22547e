/**
 * The stores that can hold an access key, by the programs that open them. An entry is named after its access key, so that
 * no entry ever replaces that of another key, and holds what a `credential_process` prints.
 */
import { STORE_NAMES, type StoreName } from './store-names.ts';

/** A program that is run without a shell. */
export interface ToolCall {
  program: string;
  args: readonly string[];
  /** For standard input: the only place for a secret, which others can see in arguments and variables. */
  input?: string;
}

export interface Entry {
  store: StoreName;
  accessKeyId: string;
  /** ID of the 1Password vault. */
  vault?: string | undefined;
}

export interface Store {
  /** For people. */
  title: string;
  program: string;
  /** Whether it belongs to the operating system. */
  isOfSystem?: true;
  /** The only platform where its program means this store. */
  platform?: NodeJS.Platform;
  /** @param secret a line of JSON */
  save: (entry: Entry, secret: string) => ToolCall;
  /** Words for `credential_process`. Some tools run it with a shell and others without, so none may need quotes. */
  read: (entry: Entry) => readonly string[];
  remove: (entry: Entry) => ToolCall;
}

const SERVICE = 'aws-mfa';

export const STORES: Readonly<Record<StoreName, Store>> = {
  keychain: {
    title: 'the macOS keychain',
    program: 'security',
    isOfSystem: true,
    // `-w SECRET` would be an argument, but `security -i` reads whole commands. Hexadecimal digits need no quotes.
    save: ({ accessKeyId }, secret) => ({
      program: 'security',
      args: ['-i'],
      input: `add-generic-password -U -s ${SERVICE} -a ${accessKeyId} -l ${SERVICE}-${accessKeyId} -X ${hexOf(secret)}\n`,
    }),
    read: ({ accessKeyId }) => ['security', 'find-generic-password', '-s', SERVICE, '-a', accessKeyId, '-w'],
    remove: ({ accessKeyId }) => ({
      program: 'security',
      args: ['delete-generic-password', '-s', SERVICE, '-a', accessKeyId],
    }),
  },
  dpapi: {
    title: 'Windows data protection (DPAPI)',
    program: 'powershell',
    isOfSystem: true,
    platform: 'win32',
    // Export-Clixml encrypts a PSCredential for this user on this machine.
    save: ({ accessKeyId }, secret) => ({
      program: 'powershell',
      args: [
        ...POWERSHELL,
        [
          "$ErrorActionPreference='Stop'",
          '$text=[Console]::In.ReadToEnd().Trim()',
          `$null=New-Item -ItemType Directory -Force $env:LOCALAPPDATA\\${SERVICE}`,
          '$secret=ConvertTo-SecureString $text -AsPlainText -Force',
          `New-Object PSCredential ${SERVICE},$secret | Export-Clixml ${clixml(accessKeyId)}`,
        ].join('; '),
      ],
      input: secret,
    }),
    // A variable's value is one word to PowerShell, also with spaces in it.
    read: ({ accessKeyId }) => [
      'powershell',
      ...POWERSHELL,
      '(Import-Clixml',
      `${clixml(accessKeyId)}).GetNetworkCredential().Password`,
    ],
    remove: ({ accessKeyId }) => ({
      program: 'powershell',
      args: [...POWERSHELL, `Remove-Item -ErrorAction Stop ${clixml(accessKeyId)}`],
    }),
  },
  'secret-service': {
    title: 'the desktop keyring',
    program: 'secret-tool',
    isOfSystem: true,
    save: ({ accessKeyId }, secret) => ({
      program: 'secret-tool',
      args: ['store', `--label=${SERVICE} ${accessKeyId}`, 'service', SERVICE, 'key', accessKeyId],
      input: secret,
    }),
    read: ({ accessKeyId }) => ['secret-tool', 'lookup', 'service', SERVICE, 'key', accessKeyId],
    remove: ({ accessKeyId }) => ({
      program: 'secret-tool',
      args: ['clear', 'service', SERVICE, 'key', accessKeyId],
    }),
  },
  pass: {
    title: 'pass',
    program: 'pass',
    save: ({ accessKeyId }, secret) => ({
      program: 'pass',
      args: ['insert', '--multiline', '--force', `${SERVICE}/${accessKeyId}`],
      input: secret,
    }),
    read: ({ accessKeyId }) => ['pass', 'show', `${SERVICE}/${accessKeyId}`],
    remove: ({ accessKeyId }) => ({ program: 'pass', args: ['rm', '--force', `${SERVICE}/${accessKeyId}`] }),
  },
  '1password': {
    title: '1Password',
    program: 'op',
    save: ({ accessKeyId, vault }, secret) => ({
      program: 'op',
      args: ['item', 'create', '--format', 'json', ...inVault(vault), '-'],
      input: JSON.stringify({
        title: `${SERVICE}-${accessKeyId}`,
        category: 'SECURE_NOTE',
        fields: [{ id: 'credential', label: 'credential', type: 'CONCEALED', value: secret }],
      }),
    }),
    read: ({ accessKeyId, vault = '' }) => [
      'op',
      'read',
      `op://${vault}/${SERVICE}-${accessKeyId}/credential`,
    ],
    remove: ({ accessKeyId, vault }) => ({
      program: 'op',
      args: ['item', 'delete', `${SERVICE}-${accessKeyId}`, ...inVault(vault)],
    }),
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
  return STORES[entry.store].read(entry).join(' ');
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

/** The line of JSON that tools expect of a `credential_process`. */
export function secretText(keys: { accessKeyId: string; secretAccessKey: string }): string {
  return JSON.stringify({
    Version: 1,
    AccessKeyId: keys.accessKeyId,
    SecretAccessKey: keys.secretAccessKey,
  });
}
