/** The large inputs: each is a home folder of a given size, and the command that reads it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, createSandbox } from '../../test/support/sandbox.ts';
import { CONFIG, home, KEYS, storedSession } from './runs.ts';

export interface Case {
  what: string;
  /** The smallest of the three sizes. */
  size: number;
  /** `login` gets a code in addition. */
  command: readonly string[];
  /** Environment variables in addition to those of the sandbox. */
  env?: (at: Sandbox) => Record<string, string>;
  prepare: (size: number) => Sandbox;
}

const LOGIN = ['login'];
const STATUS = ['status'];
const DOCTOR = ['doctor'];

export const CASES: readonly Case[] = [
  { what: '`status`, sessions', size: 2000, command: STATUS, prepare: sessions },
  { what: '`status --json`, sessions', size: 2000, command: ['status', '--json'], prepare: sessions },
  { what: '`doctor`, sessions', size: 2000, command: DOCTOR, prepare: sessions },
  { what: '`logout --all`, sessions', size: 400, command: ['logout', '--all'], prepare: sessions },
  { what: '`status`, chained role profiles', size: 4000, command: STATUS, prepare: chain },
  { what: '`doctor`, chained role profiles', size: 4000, command: DOCTOR, prepare: chain },
  { what: '`status`, base profiles with roles', size: 1000, command: STATUS, prepare: accounts },
  { what: '`doctor`, base profiles with roles', size: 1000, command: DOCTOR, prepare: accounts },
  {
    what: '`doctor --fix`, base profiles with roles',
    size: 1000,
    command: ['doctor', '--fix', '--yes'],
    prepare: accounts,
  },
  { what: '`login`, base profiles with roles', size: 1000, command: LOGIN, prepare: accounts },
  { what: '`login`, sections', size: 25_000, command: LOGIN, prepare: home },
  { what: '`status`, sections', size: 25_000, command: STATUS, prepare: home },
  { what: '`doctor`, sections', size: 25_000, command: DOCTOR, prepare: home },
  ...onText('indented lines below `key =`', 40_000, (size) => `key =\n${'  a = b\n'.repeat(size)}`),
  ...onText('indented headers below a key', 40_000, (size) => `key = v\n${indentedHeaders(size)}`),
  ...onText('continuation lines', 40_000, (size) => `key = v\n${'  more\n'.repeat(size)}`),
  ...onText('keys of one section', 40_000, manyKeys),
  ...onText('headers of one name', 40_000, (size) => '\n[twice]\na = b\n'.repeat(size)),
  ...onText('blanks in `[profile   x<U+2028>y]`', 80_000, (size) => `[profile${' '.repeat(size)}x\u2028y]\n`),
  ...onText('sections `[profile x<U+2028>y]`', 40_000, (size) => '[profile    x\u2028y]\n'.repeat(size)),
  {
    what: '`login`, CA file of BEGIN lines',
    size: 40_000,
    command: LOGIN,
    env: (at) => ({ AWS_CA_BUNDLE: join(at.home, 'ca.pem') }),
    prepare: endlessCertificates,
  },
];

/** The same text after the base profile, read by each of three commands. */
function onText(what: string, size: number, text: (size: number) => string): Case[] {
  return [LOGIN, STATUS, DOCTOR].map((command) => ({
    what: `\`${command.join(' ')}\`, ${what}`,
    size,
    command,
    prepare: (lines) =>
      createSandbox({
        credentials: `[default]\n${KEYS}\n[other]\n${text(lines)}`,
        config: CONFIG,
      }),
  }));
}

function indentedHeaders(size: number): string {
  return Array.from({ length: size }, (_, at) => `  [inner-${at}]\n`).join('');
}

function manyKeys(size: number): string {
  return Array.from({ length: size }, (_, at) => `key_${at} = v\n`).join('');
}

function sessions(size: number): Sandbox {
  const all = Array.from({ length: size }, (_, at) => storedSession().replace('[mfa]', `[mfa-${at}]`));
  return createSandbox({ credentials: `[default]\n${KEYS}${all.join('')}`, config: CONFIG });
}

function chain(size: number): Sandbox {
  const roles = Array.from(
    { length: size },
    (_, at) =>
      `\n[profile role-${at}]\nrole_arn = arn:aws:iam::123456789012:role/r${at}\nsource_profile = ${at === 0 ? 'mfa' : `role-${at - 1}`}\n`,
  );
  return createSandbox({
    credentials: `[default]\n${KEYS}${storedSession()}`,
    config: CONFIG + roles.join(''),
  });
}

/** As many base profiles as role profiles on their keys, and on the session. */
function accounts(size: number): Sandbox {
  const bases = Array.from({ length: size }, (_, at) => `[base-${at}]\n${KEYS}\n`);
  const roles = Array.from({ length: size }, (_, at) => {
    const account = 100_000_000_000 + at;
    const device = `mfa_serial = arn:aws:iam::${account}:mfa/alice\n`;
    const role = `role_arn = arn:aws:iam::${account}:role/r\nsource_profile`;
    return `\n[profile base-${at}]\n${device}[profile on-keys-${at}]\n${role} = base-${at}\n${device}[profile role-${at}]\n${role} = mfa\n`;
  });
  return createSandbox({
    credentials: `[default]\n${KEYS}\n${bases.join('')}${storedSession()}`,
    config: CONFIG + roles.join(''),
  });
}

function endlessCertificates(size: number): Sandbox {
  const at = home(10);
  writeFileSync(join(at.home, 'ca.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n'.repeat(size));
  return at;
}
