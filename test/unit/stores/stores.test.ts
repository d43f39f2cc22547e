/** The table of stores: commands that every tool reads alike, and a secret that goes to standard input only. */
import { describe, expect, it } from 'vitest';
import {
  STORE_NAMES,
  entryOf,
  readCommand,
  removeCall,
  saveCall,
  STORES,
  type Entry,
} from '../../../src/stores/stores.ts';

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const entries = STORE_NAMES.map((store): [string, Entry] => [
  store,
  store === '1password' ? { store, accessKeyId, vault: 'v4ultv4ult' } : { store, accessKeyId },
]);

it.each([
  ['keychain', 'security find-generic-password -s aws-mfa -a AKIAIOSFODNN7EXAMPLE -w'],
  ['secret-service', 'secret-tool lookup service aws-mfa key AKIAIOSFODNN7EXAMPLE'],
  ['pass', 'pass show aws-mfa/AKIAIOSFODNN7EXAMPLE'],
  ['1password', 'op read op://v4ultv4ult/aws-mfa-AKIAIOSFODNN7EXAMPLE/credential'],
  [
    'dpapi',
    String.raw`powershell -NoProfile -NonInteractive -Command (Import-Clixml $env:LOCALAPPDATA\aws-mfa\AKIAIOSFODNN7EXAMPLE.xml).GetNetworkCredential().Password`,
  ],
])('%s is read by: %s', (store, command) => {
  const [, entry] = entries.find(([name]) => name === store) ?? expect.fail();
  expect(readCommand(entry)).toBe(command);
});

describe.each(entries)('%s', (_, entry) => {
  const store = STORES[entry.store];

  it('is recognized by its command', () => {
    expect(entryOf(readCommand(entry))).toEqual(entry.vault ? entry : { ...entry, vault: undefined });
  });

  it('no word of the command needs quotes, in a shell or without one', () => {
    for (const word of [store.program, ...store.read(entry)]) expect(word).toMatch(/^[\w$()./\\:-]+$/);
    // A shell would expand `$` and the parentheses: only on Windows, where PowerShell shall.
    if (store.platform === undefined) expect(readCommand(entry)).toMatch(/^[\w ./:-]+$/);
  });

  it('the secret is on standard input, and nowhere else', () => {
    const { args, input } = saveCall(entry, { accessKeyId, secretAccessKey: SECRET });
    const hex = Buffer.from(SECRET).toString('hex');
    for (const form of [SECRET, hex]) expect(args.join(' ')).not.toContain(form);
    expect([SECRET, hex].some((form) => input?.includes(form))).toBe(true);
    const { args: others, input: none } = removeCall(entry);
    expect([...store.read(entry), ...store.find(entry), ...others].join(' ')).not.toContain(SECRET);
    expect(none).toBeUndefined();
  });
});

const found = (code: number, printed = '', words = '') => ({ code, printed, words });

it.each([
  ['keychain', found(44), found(0, 'keychain: "login"'), found(36)],
  ['dpapi', found(44), found(0), found(1)],
  ['secret-service', found(0), found(0, '[/1]', 'attribute.service = aws-mfa'), found(1, '', 'no service')],
  [
    'pass',
    found(0, 'aws-mfa\n└── AKIAOTHER'),
    found(0, `aws-mfa\n└── ${accessKeyId}`),
    found(1, '', 'gpg: failed'),
  ],
  ['pass', found(1, '', 'Error: aws-mfa is not in the password store.'), found(0, accessKeyId), found(1)],
  [
    '1password',
    found(1, '', '"aws-mfa-AKIA" isn\'t an item'),
    found(0, 'ID:'),
    found(1, '', 'not signed in'),
  ],
] as const)('%s knows that it has no such entry', (store, none, one, unclear) => {
  const isMissing = (end: typeof none) => STORES[store].isMissing(end, { store, accessKeyId });
  expect([none, one, unclear].map(isMissing)).toEqual([true, false, false]);
});

it.each([
  'mine',
  'aws-mfa export --format process',
  'pass show aws-mfa/',
  'pass show other/AKIAIOSFODNN7EXAMPLE',
  'pass show aws-mfa/AKIAIOSFODNN7EXAMPLE; rm x',
  'op read op://Private/login/password',
])('%s is no command of a store', (command) => {
  expect(entryOf(command)).toBeUndefined();
});
