/** Codes in every place of the command line, and codes that are none. */
import { CODE } from './marks.ts';
import type { Row } from './row.ts';

export const typed: Row[] = [
  ['login', `--tokn=${CODE}`],
  ['login', '--tokn', CODE],
  ['login', `--token${CODE}`],
  ['login', `-t${CODE}`],
  ['login', `-${CODE}`],
  ['login', `--${CODE}`],
  ['login', CODE],
  ['login', '--token', CODE, CODE],
  ['login', '--token', '--profile', CODE],
  ['login', '--token', `${CODE}a`],
  ['login', '--token', '91827a'],
  ['login', '--token', '91827'],
  ['login', '--token', `${CODE}1`],
  ['login', `--token=${CODE} ${CODE}`],
  ['login', '--token', CODE, '--duration', CODE],
  ['login', '--token', CODE, '--min-remaining', `${CODE}x`],
  ['login', '--token', CODE, '--region', `${CODE}/`],
  ['login', '--token', CODE, '--serial-number', CODE],
  ['login', '--json', '--token', '91827a'],
  [CODE],
  [CODE, 'login'],
  [`log${CODE}in`],
  [`--token=${CODE}`],
  ['--token', CODE, 'login'],
  ['help', CODE],
  ['login', 'help', CODE],
  ['completion', CODE],
  ['completion', 'bash', CODE],
].map((args) => ({ given: `aws-mfa ${args.join(' ')}`, args, succeeds: false }));

/** Codes from elsewhere, and none at all. */
export const codes: Row[] = [
  { given: 'a code on standard input that is none', args: ['login', '--token', '-'], stdin: '91827a\n' },
  { given: 'an AWS_MFA_TOKEN that is none', args: ['login', '--no-input'], env: { AWS_MFA_TOKEN: '91827a' } },
  { given: 'a code that AWS refuses', isRefused: true },
  { given: 'no device, and nobody to ask', config: '[default]\nregion = eu-west-1\n', succeeds: false },
  { given: 'a set-up with nobody to ask', args: ['setup'], succeeds: false },
];
