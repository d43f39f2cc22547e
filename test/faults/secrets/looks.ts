/** `status` and `logout`. */
import { mkdirSync } from 'node:fs';
import { files } from './files.ts';
import {
  CODE,
  CONFIG,
  CREDENTIALS,
  DEVICE,
  OLD_SESSION,
  SESSION_KEY,
  SESSION_SECRET,
  SESSION_TOKEN,
} from './marks.ts';
import type { Row } from './row.ts';

export const SESSION = `${OLD_SESSION}x_security_token_expires = ${new Date(Date.now() + 3_600_000).toISOString()}
x_token_issue_time = ${new Date().toISOString()}\nx_mfa_serial = ${DEVICE}\nx_source_profile = default\n`;
export const LOGGED_IN = `${CREDENTIALS}\n[mfa]\n${SESSION}`;
const ROLE_PROFILE = `${CONFIG}[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = mfa\n`;

/** Every form of what looks at sessions and takes them out. */
export const LOOKS = [
  ...[
    ['status'],
    ['status', '--json'],
    ['status', 'mfa'],
    ['status', 'mfa', '--json'],
    ['status', '--check'],
  ],
  ...[['logout'], ['logout', 'mfa'], ['logout', '--all']],
];
export const looks: Row[] = [
  ...LOOKS.flatMap((args): Row[] => [
    {
      given: `${args.join(' ')}, with a session`,
      args,
      credentials: LOGGED_IN,
      config: ROLE_PROFILE,
      succeeds: true,
    },
    {
      given: `${args.join(' ')}, with keys in the environment`,
      args,
      credentials: LOGGED_IN,
      env: {
        AWS_ACCESS_KEY_ID: SESSION_KEY,
        AWS_SECRET_ACCESS_KEY: SESSION_SECRET,
        AWS_SESSION_TOKEN: SESSION_TOKEN,
        AWS_PROFILE: 'mfa',
      },
      succeeds: true,
    },
    ...files.map(({ given, credentials = '' }) => ({
      given: `${args.join(' ')}, ${given}`,
      args,
      credentials,
    })),
  ]),
  ...['status', 'logout'].flatMap((command): Row[] => [
    { given: `${command}, a code as the name`, args: [command, CODE], succeeds: false },
    { given: `${command}, a code behind --profile`, args: [command, '--profile', CODE], succeeds: false },
    { given: `${command}, a code as another word`, args: [command, 'mfa', CODE], succeeds: false },
    { given: `${command}, a code as an option`, args: [command, `--${CODE}`], succeeds: false },
    { given: `${command}, an option of login`, args: [command, '--token', CODE], succeeds: false },
    {
      given: `${command}, a folder in the file's place`,
      args: [command],
      env: { AWS_SHARED_CREDENTIALS_FILE: '~' },
    },
  ]),
  {
    given: 'status, a code as the span',
    args: ['status', '--check', '--min-remaining', `${CODE}x`],
    succeeds: false,
  },
  { given: 'logout, a code beside --all', args: ['logout', '--all', CODE], succeeds: false },
  {
    given: 'logout, a lock that is a folder',
    args: ['logout'],
    credentials: LOGGED_IN,
    prepare: ({ sandbox }) => {
      mkdirSync(`${sandbox.home}/.aws/.credentials.aws-mfa.lock`);
    },
    succeeds: false,
  },
  {
    given: 'logout, a session that another tool wrote over',
    args: ['logout'],
    credentials: `${LOGGED_IN}expiration = 2030-01-01 00:00:00\n`,
    succeeds: false,
  },
];
