/** How a plan is told: every value, and where it came from, down to the file; no secret. */
import { expect, it } from 'vitest';
import { planLines } from '../../../src/login/explain-plan.ts';
import { DEVICE, planOf, type PlanInput } from '../../support/session-plan.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7WXYZ\naws_secret_access_key = base-secret\n';
const CONFIG = `[default]\nmfa_serial = ${DEVICE}\nregion = eu-west-1\n`;

const lines = (given: PlanInput) =>
  planLines(planOf({ credentials: `[default]\n${KEYS}`, config: CONFIG, ...given }));

const SESSION = `${KEYS.replace('AKIA', 'ASIA')}aws_session_token = t\nx_source_profile = default\n`;

it('a plain login', () => {
  expect(lines({})).toEqual([
    'base profile: default (default; access key …WXYZ, aws_access_key_id of [default] in ~/.aws/credentials)',
    'MFA profile: mfa (default)',
    `device: ${DEVICE} (mfa_serial of [default] in ~/.aws/config)`,
    'region: eu-west-1 (region of [default] in ~/.aws/config)',
    'endpoint: STS in eu-west-1, at sts.eu-west-1.amazonaws.com',
    'duration: 43200 s (default)',
  ]);
});

it('everything set by hand, and no secret in it', () => {
  const options = {
    profile: 'default',
    mfaProfile: 'x',
    serialNumber: DEVICE,
    duration: '1h',
    region: 'us-east-2',
  };
  const variables = {
    AWS_ENDPOINT_URL: 'https://user:pw@sts.example:8443/x',
    HTTPS_PROXY: 'http://alice:pw@proxy.test:8080',
    AWS_CA_BUNDLE: '/office.pem',
  };
  expect(lines({ options, variables })).toEqual([
    'base profile: default (--profile; access key …WXYZ, aws_access_key_id of [default] in ~/.aws/credentials)',
    'MFA profile: x (--mfa-profile)',
    `device: ${DEVICE} (--serial-number)`,
    'region: us-east-2 (--region)',
    'endpoint: sts.example:8443 (AWS_ENDPOINT_URL)',
    'proxy: proxy.test:8080 (HTTPS_PROXY)',
    'certificates: /office.pem (AWS_CA_BUNDLE)',
    'duration: 3600 s (--duration)',
  ]);
});

it('a role: with where it came from, and without the external id', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/Admin';
  const told = lines({ options: { roleArn, mfaProfile: 'boss', externalId: 'acme-7' } });
  expect(told).toContain(`role: ${roleArn} (--role-arn)`);
  expect(told).toContain('role session name: aws-mfa-alice (the name of the device)');
  expect(told).toContain('external id: given (--external-id)');
  expect(told.join()).not.toContain('acme-7');
});

it.each<[what: string, given: PlanInput, line: string]>([
  [
    'keys in config',
    { credentials: '', config: CONFIG + KEYS },
    '…WXYZ, aws_access_key_id of [default] in ~/.aws/config',
  ],
  [
    'a session that is renewed',
    { credentials: `[default]\n${KEYS}[mfa]\n${SESSION}`, options: { profile: 'mfa' } },
    'default (by --profile mfa; ',
  ],
  [
    'the same by the environment',
    { credentials: `[default]\n${KEYS}[mfa]\n${SESSION}`, variables: { AWS_PROFILE: 'mfa' } },
    'default (by AWS_PROFILE mfa; ',
  ],
  [
    'its section',
    { credentials: `[default]\n${KEYS}[x]\n${SESSION}` },
    'MFA profile: x (x_source_profile of [x] in ~/.aws/credentials)',
  ],
  [
    'the only base',
    { credentials: `[work]\n${KEYS}`, options: { serialNumber: DEVICE } },
    'work (the only one; ',
  ],
  [
    'keys of the environment',
    {
      credentials: '',
      config: '',
      variables: { AWS_ACCESS_KEY_ID: 'AKIAWXYZ', AWS_SECRET_ACCESS_KEY: 's', AWS_MFA_SERIAL: DEVICE },
    },
    'environment (the only one; access key …WXYZ, AWS_ACCESS_KEY_ID)',
  ],
  [
    'keys of a process',
    { credentials: '', config: `${CONFIG}credential_process = c\n` },
    'keys from credential_process of [default] in ~/.aws/config',
  ],
  [
    'a device beside the keys',
    { credentials: `[default]\n${KEYS}mfa_serial = GAHT12345678\n` },
    'device: GAHT12345678 (mfa_serial of [default] in ~/.aws/credentials)',
  ],
  [
    'a duration in the file',
    { config: `${CONFIG}[profile mfa]\nduration_seconds = 900\n` },
    'duration: 900 s (duration_seconds of [profile mfa] in ~/.aws/config)',
  ],
  [
    'an endpoint of the services',
    { config: `${CONFIG}services = s\n[services s]\nsts =\n  endpoint_url = https://x.test\n` },
    'endpoint: x.test (sts endpoint_url of [services s] in ~/.aws/config)',
  ],
  [
    'variants of the endpoint',
    { config: `${CONFIG}use_fips_endpoint = true\n`, variables: { AWS_USE_DUALSTACK_ENDPOINT: 'true' } },
    'endpoint: STS in eu-west-1, FIPS, dual-stack, at sts-fips.eu-west-1.api.aws (use_fips_endpoint of [default] in ~/.aws/config, AWS_USE_DUALSTACK_ENDPOINT)',
  ],
])('%s', (_, given, line) => {
  expect(lines(given).join('\n')).toContain(line);
});
