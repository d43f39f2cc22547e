/** What the doctor says of the answers of AWS. */
import { describe, expect, it } from 'vitest';
import { placeName } from '../../../../src/aws/endpoint.ts';
import { clockFinding, isOff, stsTarget } from '../../../../src/commands/doctor/aws.ts';
import { keyAgeFindings } from '../../../../src/commands/doctor/keys.ts';
import type { Variables } from '../../../../src/environment.ts';
import { serviceUrl } from '../../../../src/profiles/regions.ts';
import { examined, toldFinding, toldFindings } from '../../../support/findings.ts';
import { words, thrownBy, told } from '../../../support/thrown-by.ts';
import { sourceOf } from '../../../support/source-of.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('clockFinding', () => {
  it.each([
    [0, 'ok clock: STS in x: same time as this machine'],
    [-29 * SECOND, 'ok clock: STS in x: same time as this machine'],
    [
      31 * SECOND,
      "warning clock: This machine's clock is 31s slow, compared with STS in x. AWS may reject codes… | Set the clock…",
    ],
    [-4 * MINUTE, "warning clock: This machine's clock is 4m fast, compared with STS in x…"],
    [
      5 * MINUTE,
      "error clock: This machine's clock is 5m slow, compared with STS in x. AWS rejects… | Set the clock…",
    ],
    [-26 * 60 * MINUTE, "error clock: This machine's clock is 1d 2h fast, compared with STS in x…"],
  ])('off by %i ms', (offset, expected) => {
    expect(toldFinding(clockFinding(offset, 'STS in x'))).toMatch(words(expected));
    expect(isOff(offset)).toBe(!expected.startsWith('ok'));
  });

  it('an unknown time is not off', () => {
    expect(isOff(undefined)).toBe(false);
  });
});

describe('keyAgeFindings', () => {
  const NOW = new Date('2026-11-23T12:00:00Z');
  const OWN = 'AKIAIOSFODNN7EXAMPLE';
  const key = (id: string, created: string | undefined) => ({
    id,
    isActive: true,
    created: created ? new Date(created) : undefined,
  });
  const findings = (own: string | undefined, name: string, ...listed: ReturnType<typeof key>[]) => {
    const keys = own === undefined ? undefined : { accessKeyId: own, secretAccessKey: 's' };
    return toldFindings(keyAgeFindings(listed, { name, keys }, NOW));
  };

  it.each([
    ['2026-11-23T11:00:00Z', 'created today'],
    ['2026-11-23T13:00:00Z', 'created today'],
    ['2026-11-22T11:00:00Z', 'created yesterday'],
    ['2026-10-13T11:00:00Z', 'created 41 days ago'],
    ['2026-08-25T11:00:00Z', 'created 90 days ago'],
    [undefined, 'age unknown'],
  ])('made %s', (created, expected) => {
    expect(findings(OWN, 'default', key(OWN, created))).toEqual([
      `ok access-key-age: access key of [default]: ${expected}`,
    ]);
  });

  it('is a warning after ninety days, with the last four characters alone', () => {
    expect(findings(OWN, 'work', key(OWN, '2026-08-24T11:00:00Z'))).toEqual([
      'warning access-key-age: The access key …MPLE is 91 days old; AWS recommends replacing keys after 90 days. | To replace it:\n`aws-mfa rotate --profile work`',
    ]);
  });

  it('one in a store is known by its command, and rotate replaces it there', () => {
    const value = `pass show aws-mfa/${OWN}`;
    const process = { value, source: sourceOf('credential_process of [default]', 'config') };
    const listed = [key(OWN, '2026-08-24T11:00:00Z'), key('AKIAANOTHER', '2020-01-01T00:00:00Z')];
    expect(toldFindings(keyAgeFindings(listed, { name: 'default', process }, NOW))).toEqual([
      'warning access-key-age: The access key …MPLE is 91 days old; AWS recommends replacing keys after 90 days. | To replace it:\n`aws-mfa rotate`',
    ]);
  });

  it.each([
    [
      'a process gives it',
      { name: 'work', process: { value: 'x', source: sourceOf('mfa_serial of [work]') } },
    ],
    ['it is in the environment', { name: 'environment' }],
  ])('where aws-mfa cannot write it, the console is the way: %s', (_, base) => {
    const keys = { accessKeyId: OWN, secretAccessKey: 's' };
    const listed = [key(OWN, '2026-08-24T11:00:00Z')];
    expect(toldFindings(keyAgeFindings(listed, { ...base, keys }, NOW))).toEqual([
      'warning access-key-age: The access key …MPLE is 91 days old; AWS recommends replacing keys after 90 days. | Create a new one in the IAM console ("Security credentials"), store it where the old one is, then delete the old one.',
    ]);
  });

  it('goes by the key in hand, and by all where that is not known', () => {
    const listed = [key('AKIAI44QH8DHBEXAMPL2', '2020-01-01T00:00:00Z'), key(OWN, '2026-11-20T00:00:00Z')];
    expect(findings(OWN, 'default', ...listed)).toEqual([expect.stringContaining('created 3 days ago')]);
    expect(findings(undefined, 'default', ...listed)).toEqual([
      expect.stringMatching(/^warning .*…MPL2 is 2518 days old/),
    ]);
  });

  it('a key that IAM does not list', () => {
    expect(findings(OWN, 'default')).toEqual(['ok access-key-age: access key of [default]: age unknown']);
  });
});

const BASE = '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n';
const DEVICE = '[default]\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n';

function place(credentials: string, config: string, variables: Variables = {}, region?: string) {
  const found = examined(credentials, config, variables, region === undefined ? {} : { region });
  const target = stsTarget(found, found.environment);
  return { url: target.endpoint ?? serviceUrl('sts', target.region, target), name: placeName('STS', target) };
}

describe('stsTarget', () => {
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
