/** Control characters, wherever a word comes from. */
import { awsError, html, s3Error } from '../../support/odd-answers.ts';
import { LOGGED_IN, LOOKS, SESSION } from './looks.ts';
import { DEVICE, KEY_LINES, SESSION_TOKEN } from './marks.ts';
import { changed, faults, type Row } from './row.ts';

const ESCAPE = '\x1b[2J\x1b]0;x\x07\x9b31m\u202e';
export const escapes: Row[] = [
  { given: 'in the name of a base', credentials: `[evil${ESCAPE}]\n${KEY_LINES}` },
  {
    given: 'in the name of a base, asked for in JSON',
    credentials: `[evil\u009b31m]\n${KEY_LINES}`,
    args: ['login', '--json', '--dry-run'],
  },
  { given: 'in the device', config: `[default]\nmfa_serial = ${DEVICE}${ESCAPE}\n` },
  { given: 'in --profile', args: ['login', '--profile', ESCAPE] },
  { given: 'in --profile, in JSON', args: ['login', '--json', '--profile', '\u009b31m'] },
  { given: 'in --mfa-profile', args: ['login', '--mfa-profile', ESCAPE] },
  { given: 'in --region', args: ['login', '--region', ESCAPE] },
  { given: 'in --serial-number', args: ['login', '--serial-number', ESCAPE] },
  { given: 'in an option', args: ['login', `--x${ESCAPE}`] },
  { given: 'in a command', args: [`login${ESCAPE}`] },
  { given: 'in a shell', args: ['completion', ESCAPE] },
  { given: 'in a command whose help is wanted', args: ['help', ESCAPE] },
  { given: 'in AWS_PROFILE', env: { AWS_PROFILE: ESCAPE } },
  { given: 'in the region of the environment', env: { AWS_REGION: ESCAPE } },
  { given: 'in the endpoint', env: { AWS_ENDPOINT_URL_STS: `http://${ESCAPE}/` } },
  ...LOOKS.flatMap((args): Row[] => [
    {
      given: `in what ${args.join(' ')} finds`,
      args,
      credentials: `[default${ESCAPE}]\n${KEY_LINES}[evil${ESCAPE}]\n${SESSION}x_principal_arn = a${ESCAPE}\n`,
      config: `[profile r${ESCAPE}]\nrole_arn = a\nsource_profile = evil${ESCAPE}\n`,
    },
    {
      given: `in AWS_PROFILE of ${args.join(' ')}`,
      args,
      credentials: LOGGED_IN,
      env: { AWS_PROFILE: ESCAPE },
    },
  ]),
  { given: 'in the name behind status', args: ['status', ESCAPE] },
  { given: 'in the name behind logout', args: ['logout', ESCAPE] },
  { given: 'in the path of the file', env: { AWS_SHARED_CREDENTIALS_FILE: `/no/${ESCAPE}` } },
  ...faults({
    "in AWS' words": awsError('AccessDenied', `no&#x1b;[2J \x9b31m`, 403),
    "in another server's words": s3Error('AccessDenied', `no\x9b31m \u202e`),
    "in an error's name": awsError(`Odd\x9b31m`, 'x', 403),
    'in a page': html(502, `<html>${ESCAPE}</html>`),
    'in a session': changed((body) => body.replace(SESSION_TOKEN, `${SESSION_TOKEN}\x9b31m`)),
  }),
];
