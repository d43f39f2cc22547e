/**
 * Every problem that the doctor can find, produced for real: the setup and the findings. Everything else in the setup is
 * in order.
 */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CONFIG,
  CREDENTIALS,
  DEVICE,
  KEY_LINES,
  type LoginSetup,
  type LoginSetupOptions,
} from './login-setup.ts';
import { alice } from './loopback-aws.ts';

export interface Ailment extends LoginSetupOptions {
  /** The standalone program cannot have it. */
  needsNode?: boolean;
  args?: string[];
  prepare?: (setup: LoginSetup) => unknown;
  /** `status id: message | remedy`: all warnings and errors. */
  finds: string[];
}

type Row = [given: string, ailment: Ailment];

const DAYS = 86_400_000;

/** A session that expires in hours. AWS recognizes it only if a login made it. */
const session = (name = 'mfa', hours = 11) => `[${name}]
aws_access_key_id = ASIAIOSFODNN7SESSION
aws_secret_access_key = SessionSecret
aws_session_token = SessionToken
x_security_token_expires = ${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z
x_mfa_serial = ${DEVICE}
x_source_profile = default
`;

/** Creates a program in the first folder on the PATH, or in another folder. */
export function program(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

const KEYS_OF_TWO = `${CREDENTIALS}[work]\n${KEY_LINES}`;
export const ROLE = 'role_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = mfa\n';
const NOT_REACHED = ['clock', 'keys', 'access-key-age', 'known-device'].map(
  (id) => `skipped ${id}: not checked: …`,
);

const files: Row[] = [
  [
    'no files at all',
    {
      credentials: null,
      config: null,
      finds: [
        'skipped credentials-file: ~/.aws/credentials: does not exist | ',
        'skipped config-file: ~/.aws/config: does not exist | ',
        'error base: There is no access key…| …aws-mfa setup…',
        'skipped device: not checked: …',
        'skipped access-key-age: not checked: …',
        'ok sts: …reached | ',
      ],
    },
  ],
  [
    'a folder in place of the credentials file',
    {
      credentials: null,
      prepare: ({ sandbox }) => mkdirSync(sandbox.credentialsPath),
      finds: [
        'error credentials-file: …/.aws/credentials is a folder, not a file. | …',
        'skipped base: not checked: …',
      ],
    },
  ],
  [
    'a circle of links',
    {
      config: null,
      prepare: ({ sandbox }) => symlinkSync('config', sandbox.configPath),
      finds: ['error config-file: Cannot read …(ELOOP). | …', 'skipped role-profiles: not checked…'],
    },
  ],
  [
    'a link',
    {
      credentials: null,
      prepare: ({ sandbox }) => {
        writeFileSync(join(sandbox.home, 'keys'), CREDENTIALS, { mode: 0o600 });
        symlinkSync('../keys', sandbox.credentialsPath);
      },
      finds: ['ok credentials-file: ~/.aws/credentials: a link to ~/.aws/../keys | '],
    },
  ],
  [
    'a link that leads nowhere',
    {
      config: null,
      env: { AWS_MFA_SERIAL: DEVICE, AWS_REGION: 'eu-west-1' },
      prepare: ({ sandbox }) => symlinkSync(join(sandbox.home, 'gone'), sandbox.configPath),
      finds: [
        'warning config-file: ~/.aws/config is a link to ~/gone, which does not exist. | …rm ~/.aws/config',
      ],
    },
  ],
  [
    'a variable that names no file',
    {
      env: { AWS_CONFIG_FILE: '/none', AWS_MFA_SERIAL: DEVICE, AWS_REGION: 'eu-west-1' },
      finds: [
        'warning config-file: AWS_CONFIG_FILE names /none, which does not exist. | …unset AWS_CONFIG_FILE',
      ],
    },
  ],
  [
    'no config file, on purpose',
    {
      env: { AWS_CONFIG_FILE: '/dev/null', AWS_MFA_SERIAL: DEVICE, AWS_REGION: 'eu-west-1' },
      finds: ['skipped config-file: /dev/null: not a regular file, read as empty | '],
    },
  ],
  [
    'a file that others may read, in a folder that others may write to',
    {
      prepare: ({ sandbox }) => {
        chmodSync(sandbox.credentialsPath, 0o644);
        chmodSync(join(sandbox.home, '.aws'), 0o777);
      },
      finds: [
        'warning credentials-privacy: Other users of this machine can replace files in ~/.aws (mode 777). | chmod go-w ~/.aws',
        'warning credentials-privacy: Other users of this machine can read ~/.aws/credentials (mode 644). | chmod 600 ~/.aws/credentials',
        'warning config-privacy: Other users of this machine can replace…',
      ],
    },
  ],
  [
    'a config file that others may write to',
    {
      prepare: ({ sandbox }) => chmodSync(sandbox.configPath, 0o666),
      finds: [
        'warning config-privacy: Other users of this machine can write to ~/.aws/config (mode 666). | chmod 600 ~/.aws/config',
      ],
    },
  ],
  [
    'files that cannot be written',
    {
      prepare: ({ sandbox }) => {
        chmodSync(sandbox.credentialsPath, 0o400);
        chmodSync(sandbox.configPath, 0o400);
      },
      finds: [
        'error credentials-file: …/.aws/credentials is read-only. | Make it writable:\nchmod u+w …',
        'warning config-file: …/.aws/config is read-only. | …',
      ],
    },
  ],
  [
    'a byte order mark, and a section twice',
    {
      credentials: `\ufeff${KEYS_OF_TWO}[work]\n`,
      finds: [
        'error credentials-text: ~/.aws/credentials, line 1: a byte order mark at the beginning of the file… | Save the file as UTF-8 without BOM.',
        'error credentials-text: ~/.aws/credentials, line 7: duplicate section [work]… | Merge the two sections.',
      ],
    },
  ],
  [
    'a key in quotes',
    {
      credentials: CREDENTIALS.replace(/= (wJ.*)/, '= "$1"'),
      finds: [
        'error credentials-text: ~/.aws/credentials, line 3: quotes around the value of aws_secret_access_key… | Remove the quotes.',
        'error keys: The secret access key of "default" does not match the access key …MPLE. | …',
        'skipped access-key-age: not checked: …',
      ],
    },
  ],
  [
    'junk, a lone carriage return and a bare profile in the config file',
    {
      config: `${CONFIG}junk\n[work]\nk = v\rl = w\n`,
      finds: [
        'error config-text: ~/.aws/config, line 4: a line that is not key = value…',
        'warning config-text: ~/.aws/config, line 5: [work] without the word "profile"… | Change it to [profile work].',
        'error config-text: ~/.aws/config, line 6: a line that ends in a lone carriage return…',
      ],
    },
  ],
  [
    'Windows line ends',
    {
      credentials: CREDENTIALS.replaceAll('\n', '\r\n'),
      config: CONFIG.replaceAll('\n', '\r\n'),
      finds: ['ok credentials-text: ~/.aws/credentials: every tool reads it the same way | '],
    },
  ],
];

const profiles: Row[] = [
  [
    'half a key',
    {
      credentials: CREDENTIALS.replace(/aws_secret.*\n/, ''),
      finds: [
        'error base: Profile "default" has only half of an access key: aws_secret_access_key… | …aws configure --profile default',
      ],
    },
  ],
  [
    'a session as the base',
    {
      credentials: session('default').replace(/x_source.*\n/, ''),
      finds: ['error base: Profile "default" has temporary credentials… | …'],
    },
  ],
  [
    'another base',
    {
      args: ['--profile', 'work'],
      credentials: KEYS_OF_TWO,
      config: `${CONFIG}[profile work]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`,
      finds: [
        'ok base: base profile [work]: has the long-term access key …MPLE | ',
        'ok session: …none yet…'.replace('ok', 'skipped'),
      ],
    },
  ],
  [
    'a base that is not there',
    {
      args: ['--profile', 'wrok'],
      credentials: KEYS_OF_TWO,
      finds: ['error base: There is no profile "wrok" (named by --profile). | Did you mean "work"?'],
    },
  ],
  [
    'an MFA profile that holds keys',
    {
      credentials: `${CREDENTIALS}[mfa]\n${KEY_LINES}`,
      finds: [
        'error mfa-profile: [mfa] has a long-term access key… | …--mfa-profile mfa-session',
        'ok keys: …user/alice | ',
      ],
    },
  ],
  [
    'no device, and no region',
    {
      config: null,
      finds: [
        'error device: No MFA device is configured for "default". | …aws-mfa setup…',
        'warning settings: Neither [mfa] nor its base profile [default] has a region… | …aws configure set region us-east-1',
        'skipped known-device: not checked: …',
      ],
    },
  ],
  [
    'a passkey',
    {
      config: CONFIG.replace(':mfa/alice', ':u2f/user/alice/key'),
      finds: ['error device: …is a passkey or security key, which cannot generate codes. | …aws login'],
    },
  ],
  [
    'a region of another partition',
    {
      env: { AWS_REGION: 'cn-north-1' },
      finds: [
        'warning settings: AWS_REGION is cn-north-1, but the MFA device is in the partition aws. Using eu-west-1. | ',
      ],
    },
  ],
  [
    'a duration out of bounds',
    {
      config: `${CONFIG}[profile mfa]\nduration_seconds = 60\n`,
      finds: [
        'error settings: duration_seconds of [profile mfa] must be 900 to 129600 seconds. | …',
        'ok sts: …',
      ],
    },
  ],
  [
    'keys by a process, which is not run',
    {
      credentials: null,
      config: `${CONFIG}credential_process = touch ran; echo hidden\nmfa_process = touch ran\n`,
      finds: [
        'ok base: base profile [default]: has its access key from credential_process of [default], which doctor does not run | ',
        'skipped keys: not checked: …(doctor does not run credential_process of [default])…',
        'skipped access-key-age: not checked: …(doctor does not run credential_process of [default])…',
      ],
    },
  ],
  [
    'a process that runs us',
    {
      credentials: null,
      config: `${CONFIG}credential_process = aws-mfa export --format process\n`,
      finds: ['error base: credential_process of [default] runs aws-mfa, which would run it again. | …'],
    },
  ],
  [
    'a session that is over',
    {
      credentials: CREDENTIALS + session('mfa', -1),
      finds: ['skipped session: session in [mfa]: expired …; to log in: aws-mfa login | '],
    },
  ],
  [
    'a session that is incomplete',
    {
      credentials: CREDENTIALS + session().replace(/aws_secret.*\n/, ''),
      finds: [
        'warning session: The session in [mfa] is incomplete, so no tool can use it. | Log in again:\naws-mfa login',
      ],
    },
  ],
  [
    'a role in the place of the session',
    {
      config: `${CONFIG}[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = default\n`,
      finds: [
        'error session-shadowed: role_arn of [profile mfa] overrides the session… | …--mfa-profile NAME',
      ],
    },
  ],
  [
    'what Go refuses, and what the AWS CLI takes instead',
    {
      config: `${CONFIG}[profile mfa]\nsource_profile = default\nsso_account_id = 123456789012\n`,
      finds: [
        'error session-shadowed: source_profile of [profile mfa] has no role_arn, so Go tools and Terraform reject…',
        'error session-shadowed: sso_account_id of [profile mfa] overrides the session in the AWS CLI and boto3…',
      ],
    },
  ],
  [
    'roles that ask again, or for too long',
    {
      config: `${CONFIG}[profile a]\n${ROLE}mfa_serial = ${DEVICE}\n[profile b]\n${ROLE}duration_seconds = 7200\n`,
      finds: [
        'error role-profiles: mfa_serial of [profile a]: the session in [mfa] needs no second code… | To remove it:\naws-mfa doctor --fix',
        'error role-profiles: duration_seconds of [profile b]: … | To remove it…',
      ],
    },
  ],
  [
    'roles that rest on it well',
    {
      config: `${CONFIG}[profile a]\n${ROLE}`,
      finds: ['ok role-profiles: role profiles: a can use the session | '],
    },
  ],
];

const surroundings: Row[] = [
  [
    'AWS_PROFILE that names none',
    {
      env: { AWS_PROFILE: 'defualt' },
      finds: [
        'error environment-profile: There is no profile "defualt" (named by AWS_PROFILE). | Did you mean "default"?',
        'error base: There is no profile "defualt" (named by AWS_PROFILE). | Did you mean "default"?',
        'ok sts: …',
      ],
    },
  ],
  [
    'AWS_PROFILE that names the session to come',
    {
      env: { AWS_PROFILE: 'mfa' },
      finds: [
        'skipped environment-profile: environment: AWS_PROFILE=mfa will exist after a login | ',
        'skipped session: session in [mfa]: none yet…',
      ],
    },
  ],
  [
    'keys in the environment',
    {
      env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7HIDDEN', AWS_SECRET_ACCESS_KEY: 'hidden' },
      finds: [
        'warning environment-keys: AWS_ACCESS_KEY_ID is set… | unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
      ],
    },
  ],
  [
    'half a key in the environment',
    {
      env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7HIDDEN' },
      finds: [
        'error environment-keys: AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY… | unset AWS_ACCESS_KEY_ID',
      ],
    },
  ],
  [
    'an older name in the environment',
    {
      env: { AWS_DEFAULT_PROFILE: 'work' },
      finds: ['warning environment-keys: Only the AWS CLI and boto3 read AWS_DEFAULT_PROFILE=work…'],
    },
  ],
  [
    'a code in the environment that is none',
    {
      env: { AWS_MFA_TOKEN: 'hidden' },
      finds: ['ok base: …'],
    },
  ],
  [
    'no AWS CLI',
    {
      prepare: ({ env }) => (env['PATH'] = '/none'),
      finds: ['warning aws-cli: The AWS CLI (aws) is not on the PATH… | Install it: https://…'],
    },
  ],
  [
    'an old AWS CLI',
    {
      prepare: ({ sandbox }) => program(join(sandbox.home, 'bin/aws'), 'echo aws-cli/1.45.11 Python/2.7 >&2'),
      finds: [
        'warning aws-cli: The AWS CLI on the PATH is version 1.45.11 (~/bin/aws)… | Install version 2: https://…',
      ],
    },
  ],
  [
    'an AWS CLI that fails',
    {
      prepare: ({ sandbox }) => program(join(sandbox.home, 'bin/aws'), 'echo hidden; exit 1'),
      finds: ['warning aws-cli: ~/bin/aws did not print its version. | …'],
    },
  ],
  [
    'Node of long ago',
    {
      needsNode: true,
      prepare: ({ sandbox, env }) => {
        const hook = join(sandbox.home, 'node-18.cjs');
        writeFileSync(
          hook,
          "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });",
        );
        env['NODE_OPTIONS'] = `--require ${hook}`;
      },
      finds: ['error node: This is Node 18.20.8, but aws-mfa needs 20.19 or later. | Update Node…'],
    },
  ],
];

const network: Row[] = [
  [
    'nobody there',
    {
      prepare: ({ aws }) => aws.close(),
      finds: [
        'error sts: 127.0.0.1:…could not be reached (ECONNREFUSED). | Check the network connection…',
        ...NOT_REACHED,
      ],
    },
  ],
  [
    'a host that does not exist',
    {
      // A name that is never looked up: a label has 63 characters at most.
      env: { AWS_ENDPOINT_URL_STS: `https://${'a'.repeat(64)}.invalid` },
      finds: ['error sts: …', ...NOT_REACHED],
    },
  ],
  [
    'a certificate that has expired',
    {
      aws: { tls: 'expired' },
      finds: [
        'error sts: The certificate of 127.0.0.1:…has expired (CERT_HAS_EXPIRED). | …clock…',
        ...NOT_REACHED,
      ],
    },
  ],
  [
    'an authority that the file does not have',
    {
      aws: { tls: true },
      prepare: ({ env, aws }) => (env['AWS_CA_BUNDLE'] = aws.caFile.replace('ca.pem', 'self-signed.pem')),
      finds: [
        'error sts: The certificate of 127.0.0.1:…an authority that is not trusted… | Only the certificates in …',
        ...NOT_REACHED,
      ],
    },
  ],
  [
    'a file of certificates that is not there',
    {
      env: { AWS_CA_BUNDLE: '/none' },
      finds: [
        'error network: The certificate file /none (AWS_CA_BUNDLE) does not exist. | …',
        'skipped sts: …',
      ],
    },
  ],
  [
    'a good certificate',
    {
      aws: { tls: true },
      finds: ['ok network: …no proxy, certificates from AWS_CA_BUNDLE | ', 'ok keys: …user/alice | '],
    },
  ],
  [
    'a proxy that is none',
    {
      env: { HTTP_PROXY: 'http://alice:hidden@' },
      finds: [
        'error settings: HTTP_PROXY is not the address of an http or https proxy. | …',
        'error network: HTTP_PROXY is not…',
      ],
    },
  ],
  [
    'a proxy of another kind',
    {
      env: { ALL_PROXY: 'socks5://alice:hidden@127.0.0.1:9' },
      finds: [
        'warning network: ALL_PROXY is ignored because it is not an http or https proxy… | ',
        'ok sts: …',
      ],
    },
  ],
  [
    'a clock that is twenty minutes behind',
    {
      aws: { clockOffsetSeconds: 1200 },
      finds: [
        "error clock: This machine's clock is …m slow, compared with 127.0.0.1:… | Set the clock…",
        'ok keys: …user/alice | ',
      ],
    },
  ],
  [
    'a clock that is two minutes ahead',
    {
      aws: { clockOffsetSeconds: -120 },
      finds: ["warning clock: This machine's clock is 2m fast, compared with…", 'ok keys: …'],
    },
  ],
  [
    'a server that tells no time',
    {
      prepare: ({ aws }) =>
        aws.next({ change: (answer) => ({ ...answer, headers: { ...answer.headers, date: '' } }) }, Infinity),
      finds: ['skipped clock: not checked: the clock | ', 'ok keys: …'],
    },
  ],
  [
    'a policy that denies all of IAM',
    {
      aws: { users: [{ ...alice(), iamDenied: true }] },
      finds: [
        'skipped access-key-age: not checked: the age of the access key (a policy denies iam:ListAccessKeys) | ',
        'skipped known-device: not checked: …(a policy denies iam:ListMFADevices) | ',
      ],
    },
  ],
  [
    'a key of a hundred days',
    {
      aws: { users: [{ ...alice(), keyCreated: new Date(Date.now() - 100.5 * DAYS) }] },
      finds: [
        'warning access-key-age: The access key …MPLE is 100 days old; AWS recommends replacing keys after 90 days. | …aws-mfa rotate…',
      ],
    },
  ],
  [
    'a key that was deleted',
    {
      aws: { users: [{ ...alice(), active: false }] },
      finds: ['error keys: AWS does not recognize the access key …MPLE of "default"… | …'],
    },
  ],
  [
    "a device that is not this user's",
    {
      aws: {
        users: [
          {
            ...alice(),
            keyCreated: new Date(),
            devices: { GAHT12345678: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
          },
        ],
      },
      finds: [
        'error known-device: AWS does not recognize arn:aws:iam::123456789012:mfa/alice as an MFA device of this user… | …aws-mfa setup…',
      ],
    },
  ],
  [
    'a session that AWS does not know',
    {
      credentials: CREDENTIALS + session(),
      finds: [
        'error session-identity: AWS rejected the session in [mfa]… | Get a new one:\naws-mfa login --force',
        'ok session: …expires…',
      ],
    },
  ],
  [
    'a root user',
    {
      aws: {
        users: [
          {
            ...alice(),
            arn: 'arn:aws:iam::123456789012:root',
            devices: { [DEVICE]: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
          },
        ],
      },
      finds: ['skipped access-key-age: not checked: …(only IAM users have keys and devices)…'],
    },
  ],
  [
    'an answer that breaks off',
    {
      prepare: ({ aws }) => aws.next({ action: 'GetCallerIdentity', drop: 'within answer' }, Infinity),
      finds: ['error keys: …127.0.0.1:… | …', 'skipped access-key-age: …'],
    },
  ],
];

export const AILMENTS: Row[] = [...files, ...profiles, ...surroundings, ...network];
