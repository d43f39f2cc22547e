/** Where STS is asked, with a plan and without one. */
import { describe, expect, it } from 'vitest';
import { examineProfiles } from '../../../../src/commands/doctor/profiles.ts';
import { stsPlace } from '../../../../src/commands/doctor/aws-findings.ts';
import { readEnvironment, type Variables } from '../../../../src/environment.ts';
import { readLoginRequest } from '../../../../src/login/login-request.ts';
import { sharedFiles } from '../../../support/shared-files.ts';
import { thrownBy, told } from '../../../support/thrown-by.ts';

const BASE = '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n';
const DEVICE = '[default]\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n';

function place(credentials: string, config: string, variables: Variables = {}, region?: string) {
  const environment = readEnvironment(variables);
  const request = readLoginRequest(region === undefined ? {} : { region }, environment);
  const files = sharedFiles(credentials, config);
  return stsPlace(examineProfiles({ request, environment, files }), request.region, files, environment);
}

describe('stsPlace', () => {
  it.each<[what: string, from: Parameters<typeof place>, url: string, name: string]>([
    [
      'of a plan',
      [BASE, `${DEVICE}region = eu-west-1\n`],
      'https://sts.eu-west-1.amazonaws.com',
      'STS in eu-west-1',
    ],
    [
      'without a device',
      [BASE, '[default]\nregion = cn-north-1\n'],
      'https://sts.cn-north-1.amazonaws.com.cn',
      'STS in cn-north-1',
    ],
    ['without anything', ['', ''], 'https://sts.us-east-1.amazonaws.com', 'STS in us-east-1'],
    [
      'without anything but --region',
      ['', '', {}, 'eu-west-3'],
      'https://sts.eu-west-3.amazonaws.com',
      'STS in eu-west-3',
    ],
    [
      'without anything but AWS_REGION',
      ['', '', { AWS_REGION: 'eu-west-2' }],
      'https://sts.eu-west-2.amazonaws.com',
      'STS in eu-west-2',
    ],
    [
      'FIPS',
      ['', '', { AWS_USE_FIPS_ENDPOINT: 'true' }],
      'https://sts-fips.us-east-1.amazonaws.com',
      'STS in us-east-1, FIPS',
    ],
    [
      'an address of your own',
      ['', '', { AWS_ENDPOINT_URL: 'https://u:p@sts.example.com/x' }],
      'https://u:p@sts.example.com/x',
      'sts.example.com',
    ],
    [
      'a duration that cannot be used',
      [BASE, `${DEVICE}region = eu-west-1\n[profile mfa]\nduration_seconds = 1\n`],
      'https://sts.eu-west-1.amazonaws.com',
      'STS in eu-west-1',
    ],
  ])('%s', (_, from, url, name) => {
    expect(place(...from)).toMatchObject({ url, name });
  });

  it('a proxy that is none', () => {
    expect(told(thrownBy(() => place('', '', { HTTPS_PROXY: 'http://' })))).toMatch(
      /^configuration: HTTPS_PROXY is not/,
    );
  });

  it('a region that is none', () => {
    expect(told(thrownBy(() => place('', '', {}, 'x')))).toMatch(/^usage: --region/);
  });
});
