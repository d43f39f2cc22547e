/** Where whose keys these are is asked, and what decided it, each service on a line. */
import { expect, it } from 'vitest';
import { readEnvironment } from '../../../src/environment.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { serviceLines } from '../../../src/login/find-device.ts';
import { serviceTarget } from '../../../src/aws/target.ts';
import { sharedFiles } from '../../support/shared-files.ts';

const PATHS = { credentials: '~/.aws/credentials', config: '~/.aws/config' };

it.each<[config: string, variables: Record<string, string>, lines: string[]]>([
  ['', {}, ['STS: STS in eu-west-1', 'IAM: IAM in us-east-1']],
  [
    'endpoint_url = https://user:pw@x.test\nca_bundle = /office.pem\n',
    { AWS_ENDPOINT_URL_IAM: 'https://iam.test' },
    [
      'STS: x.test (endpoint_url of [profile work] in ~/.aws/config), certificates: /office.pem (ca_bundle of [profile work] in ~/.aws/config)',
      'IAM: iam.test (AWS_ENDPOINT_URL_IAM), certificates: /office.pem (ca_bundle of [profile work] in ~/.aws/config)',
    ],
  ],
  [
    '',
    { HTTPS_PROXY: 'http://alice:pw@proxy.test:8080', NO_PROXY: 'iam.amazonaws.com' },
    ['STS: STS in eu-west-1, proxy: proxy.test:8080 (HTTPS_PROXY)', 'IAM: IAM in us-east-1'],
  ],
])('%j %j', (config, variables, lines) => {
  const files = sharedFiles('', `[profile work]\n${config}`);
  const region = { value: 'eu-west-1', from: 'region of [profile work]', file: 'config' as const };
  const profile = profilesOf(files).get('work');
  const place = (service: 'sts' | 'iam') =>
    serviceTarget(service, {
      region,
      profile,
      config: files.config,
      environment: readEnvironment(variables),
    });
  expect(serviceLines(region, { STS: place('sts'), IAM: place('iam') }, PATHS)).toEqual([
    'region: eu-west-1 (region of [profile work] in ~/.aws/config)',
    ...lines,
  ]);
});
