/** What is typed for each screen in README and docs, and what the files hold before it. */
import { alice, type User } from '../../test/support/loopback-aws.ts';
import { role } from '../../test/support/aws/roles.ts';
import type { Screen, Step, Story } from './record.ts';

const CODE = '123456';
const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';
const KEYS = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`;
const OTHER_KEYS = `aws_access_key_id = AKIAI44QH8DHBEXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
`;
/** The session of another profile, with 35 minutes left. */
const SESSION = `aws_access_key_id = ASIAI44QH8DHBEXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE
x_security_token_expires = 2026-11-24T08:45:30Z
x_token_issue_time = 2026-11-23T20:45:30Z
x_mfa_serial = arn:aws:iam::111122223333:mfa/alice
x_source_profile = work
`;

const CREDENTIALS = `[default]\n${KEYS}`;
const CONFIG = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n\n[profile mfa]\nregion = eu-west-1\n`;
const ADMIN = `
[profile prod-admin]
role_arn = arn:aws:iam::123456789012:role/Admin
source_profile = mfa
region = eu-west-1
`;

/** The prompt for the code, at the end of the screen. */
const AT_CODE = /\bMFA code for [^]*: *$(?![^])/m;

function typeCode(code = CODE): Step {
  return { at: AT_CODE, type: code };
}

const everyDay: Story = {
  credentials: `${CREDENTIALS}\n[work-mfa]\n${SESSION}`,
  config: CONFIG + ADMIN,
  prepare: (aws) => aws.acceptCodes(CODE),
  screens: [
    { name: 'picture', steps: ['aws-mfa login', typeCode(), 'aws-mfa status'] },
    { name: 'login-again', time: '2026-11-24T10:47:02Z', steps: ['aws-mfa login'] },
  ],
};

const walkthrough: Story = {
  aws: { users: [{ ...alice(), keyCreated: new Date('2026-10-05T09:00:00Z') }] },
  prepare: (aws) => aws.acceptCodes('482915', '730164', '105582'),
  screens: [
    {
      name: 'setup',
      steps: [
        'aws-mfa setup',
        { at: /access key id[^\n]*: *$/im, type: 'AKIAIOSFODNN7EXAMPLE' },
        { at: /secret access key[^\n]*: *$/im, type: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
        { at: /region[^\n]*: *$/im, type: 'eu-west-1' },
        { at: /Y\/n[^\n]*$(?![^])/m },
        { at: /log in[^\n]*Y\/n[^\n]*$(?![^])/im },
        typeCode('482915'),
      ],
    },
    { name: 'status', time: '2026-11-24T08:41:30Z', steps: ['aws-mfa status'] },
    {
      name: 'refused-code',
      time: '2026-11-24T19:21:13Z',
      steps: [
        'aws-mfa login',
        typeCode('730165'),
        { at: /^[✗!] [^]*code\b[^]*: *$(?![^])/m, type: '730164' },
      ],
    },
    { name: 'doctor', time: '2026-11-24T19:24:00Z', steps: ['aws-mfa doctor'] },
    { name: 'logout', time: '2026-11-24T19:30:00Z', steps: ['aws-mfa logout'] },
  ],
};

const doctor: Story = {
  credentials: `${CREDENTIALS}\n[work]\n${OTHER_KEYS}\n[old]\n${OTHER_KEYS}\n[work]\nregion = us-east-1\n`,
  config: `${CONFIG}${ADMIN}mfa_serial = ${DEVICE}\n`,
  env: {
    AWS_ACCESS_KEY_ID: 'AKIAI44QH8DHBEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  },
  screens: [{ name: 'doctor-findings', steps: ['aws-mfa doctor'] }],
};

const roleSession: Story = {
  credentials: CREDENTIALS,
  config: CONFIG,
  aws: { roles: [role('Admin', { maxSessionDuration: 43_200 })] },
  prepare: (aws) => aws.acceptCodes(CODE),
  screens: [
    {
      name: 'role-session',
      columns: 140,
      steps: [
        'aws-mfa login --role-arn arn:aws:iam::123456789012:role/Admin --duration 8h --mfa-profile admin-session',
        typeCode(),
      ],
    },
  ],
};

const json: Story = {
  credentials: CREDENTIALS,
  config: CONFIG,
  prepare: (aws) => aws.acceptCodes(CODE),
  screens: [
    {
      name: 'json',
      columns: 100,
      steps: ['aws-mfa login --json --token 000000', `aws-mfa login --json --token ${CODE}`],
    },
  ],
};

/** A login that fails before or after AWS answers; its screen has the name. */
function failure(
  name: string,
  story: Omit<Story, 'screens'> & { user?: Partial<User> },
  command = `aws-mfa login --token ${CODE}`,
  screen: Omit<Screen, 'name' | 'steps'> = {},
): Story {
  const { user, ...others } = story;
  return {
    ...{ credentials: CREDENTIALS, config: CONFIG, aws: { users: [{ ...alice(), ...user }] } },
    ...others,
    screens: [{ name, ...screen, steps: [command] }],
  };
}

const withoutConfig = '[default]\nregion = eu-west-1\n';
const withDevice = (serial: string) => `[default]\nregion = eu-west-1\nmfa_serial = ${serial}\n`;

const failures: Story[] = [
  failure('wrong-code', {}),
  failure('unknown-device', { config: withDevice('arn:aws:iam::123456789012:mfa/old-phone') }),
  failure('passkey', { config: withDevice('arn:aws:iam::123456789012:u2f/user/alice/laptop-TZDVJQ2XZM') }),
  failure('no-device', { config: withoutConfig }, 'aws-mfa login --no-input'),
  failure('nobody-to-ask', {}, 'aws-mfa login --no-input'),
  failure('no-keys', { credentials: '', config: '' }),
  failure(
    'several-profiles',
    { credentials: `[work]\n${KEYS}\n[private]\n${OTHER_KEYS}`, config: '' },
    'aws-mfa login --no-input',
  ),
  failure('unknown-key', { user: { active: false } }),
  failure('wrong-secret', { user: { secretAccessKey: 'another' } }),
  failure('temporary-keys', { credentials: `[default]\n${SESSION.replace(/^x_.*\n/gm, '')}` }),
  failure('keys-in-mfa', { credentials: `${CREDENTIALS}\n[mfa]\n${OTHER_KEYS}` }),
  failure('other-session', {
    credentials: `${CREDENTIALS}\n[work]\n${OTHER_KEYS}\n[mfa]\n${SESSION}`,
    config: `${CONFIG}\n[profile work]\nmfa_serial = arn:aws:iam::111122223333:mfa/alice\n`,
  }),
  failure('duplicate-section', {
    credentials: `${CREDENTIALS}\n[mfa]\noutput = json\n\n[mfa]\noutput = text\n`,
  }),
  failure(
    'role-without-session',
    { config: CONFIG + ADMIN.replace('source_profile = mfa', 'source_profile = default') },
    'aws-mfa exec --profile prod-admin -- terraform plan',
  ),
  failure('not-reached', { env: { HTTPS_PROXY: 'http://127.0.0.1:3128' } }),
];

export const STORIES: Story[] = [everyDay, walkthrough, doctor, roleSession, json, ...failures];
