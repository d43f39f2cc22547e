/** Commands that give codes and keys, with a secret on their line, in what they print, and in how they fail. */
import { NESTED } from '../../../src/environment.ts';
import { CODE, CONFIG, DEVICE, KEY, SECRET, SEED, SESSION_TOKEN } from './marks.ts';
import type { Row } from './row.ts';

/** It is a command line of its own that stands behind --token-command. */
const codeCommands: Row[] = Object.entries({
  'a command that fails': `echo ${SECRET}; exit 1`,
  'a command that prints no code': `echo ${SECRET}`,
  'a command with a seed ahead of it': `SEED=${SEED} false`,
  // The shell would name what it does not find; that is not ours to keep back.
  "a seed in the command's place": `${SEED} 2>/dev/null`,
  "a seed in the command's place, in groups of four": 'jbsw ymar kedb ythe test s234 2>/dev/null',
  'a command with a seed in its name': `./${SEED} 2>/dev/null`,
  'a command that is ended by a signal': `echo ${SECRET}; kill -9 $$ ${SEED}`,
  'a command that a shell cannot read': `oathtool '${SEED}`,
}).map(([given, command]) => ({ given, args: ['login', '--token-command', command], succeeds: false }));

const codes: Row[] = [
  ...codeCommands,
  {
    given: 'a command that gives the code',
    args: ['login', '--token-command', `echo ${CODE}`],
    succeeds: true,
  },
  {
    given: 'a command that leads back to us',
    args: ['login', '--token-command', `false ${SEED}`],
    env: { [NESTED]: '1' },
    succeeds: false,
  },
  {
    given: 'a command of the profile, with a seed on its line',
    config: `${CONFIG}mfa_process = false --seed ${SEED}\n`,
    args: ['login'],
    succeeds: false,
  },
  {
    given: "a seed in that command's place",
    config: `${CONFIG}mfa_process = ${SEED} 2>/dev/null\n`,
    args: ['login'],
    succeeds: false,
  },
  {
    given: 'a command of the profile that is too long for any shell',
    config: `${CONFIG}mfa_process = true ${SEED.repeat(10_000)}\n`,
    args: ['login'],
    succeeds: false,
  },
  {
    given: 'a command of the profile, in a rehearsal',
    config: `${CONFIG}mfa_process = oathtool ${SEED}\n`,
    args: ['login', '--dry-run'],
    succeeds: true,
  },
  ...[['export'], ['exec', 'true']].map((args) => ({
    given: `a command of the profile that fails, at ${args.join(' ')}`,
    config: `${CONFIG}mfa_process = echo ${SECRET}; false --seed ${SEED}\n`,
    args,
    succeeds: false,
  })),
];

const PROCESS_ANSWER = JSON.stringify({ Version: 1, AccessKeyId: KEY, SecretAccessKey: SECRET });
const withMore = (more: string) => PROCESS_ANSWER.replace('}', `,${more}}`);

const processes: Row[] = Object.entries({
  'no JSON': `echo ${SECRET}`,
  'half a JSON': `echo '${PROCESS_ANSWER.slice(0, -2)}'`,
  'another version': `echo '${PROCESS_ANSWER.replace('1', '2')}'`,
  'half a key': `echo '{"Version":1,"SecretAccessKey":"${SECRET}"}'`,
  'a key with a blank': `echo '${PROCESS_ANSWER.replace(KEY, `${KEY} x`)}'`,
  'an expiry that is past': `echo '${withMore('"Expiration":"2020-01-01T00:00:00Z"')}'`,
  'a session': `echo '${withMore(`"SessionToken":"${SESSION_TOKEN}"`)}'`,
  'keys, and is ended by a signal': `echo '${PROCESS_ANSWER}'; kill -9 $$`,
  'keys where errors belong, and fails': `echo '${PROCESS_ANSWER}' >&2 && false --password ${SECRET}`,
  'nothing, for there is no such program': `no-such-program ${SECRET}`,
  'nothing, for it is a secret': SEED,
  'nothing, for no shell can read it': `vault '${SECRET}`,
}).map(([what, command]) => ({
  given: `a process that gives ${what}`,
  credentials: null,
  config: `${CONFIG}credential_process = ${command}\n`,
  succeeds: false,
}));

const keys: Row[] = [
  ...processes,
  {
    given: 'keys by a process',
    credentials: null,
    config: `${CONFIG}credential_process = echo '${PROCESS_ANSWER}'\n`,
    succeeds: true,
  },
  {
    given: 'a process that leads back to us',
    credentials: null,
    config: `${CONFIG}credential_process = vault ${SECRET}\n`,
    env: { [NESTED]: '1' },
    succeeds: false,
  },
  {
    given: 'keys of the environment',
    credentials: null,
    env: { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: SECRET, AWS_MFA_SERIAL: DEVICE },
    succeeds: true,
  },
];

const rotations: Row[] = [
  { given: 'a rotation, as a dry run', args: ['rotate', '--dry-run'], succeeds: true },
];

export const commands: Row[] = [...codes, ...keys, ...rotations];
