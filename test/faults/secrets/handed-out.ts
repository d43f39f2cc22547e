/** `export` and `exec`, which hand a session out. */
import { CODE, SECRET } from './marks.ts';
import type { Row } from './row.ts';

/** What is printed on request is no leak; whatever goes wrong ahead of it prints nothing. */
export const handedOut: Row[] = [
  { given: 'no code for an export', args: ['export'], succeeds: false },
  { given: 'a format that is a code', args: ['export', '--format', CODE], succeeds: false },
  { given: 'a format that is a secret', args: ['export', `--format=${SECRET}`], succeeds: false },
  { given: 'half a code for an export', args: ['export', '--token', '91827'], succeeds: false },
  { given: 'a code behind export', args: ['export', CODE], succeeds: false },
  { given: 'a code that is refused to an export', args: ['export', '--token', CODE], isRefused: true },
  { given: 'a command with a new session', args: ['exec', '--token', CODE, 'true'], succeeds: true },
  {
    given: 'a command that there is not',
    args: ['exec', '--token', CODE, 'no-such-command'],
    succeeds: false,
  },
  { given: 'a code in the place of the command', args: ['exec', CODE], succeeds: false },
  { given: 'a code in the place of the profile', args: ['exec', CODE, '--', 'true'], succeeds: false },
  { given: 'a code refused to a command', args: ['exec', '--token', CODE, 'true'], isRefused: true },
  { given: 'an option of exec that there is not', args: ['exec', `--tokn=${CODE}`, 'true'], succeeds: false },
];
