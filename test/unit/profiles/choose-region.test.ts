/** The region whose STS is called, and the note if a setting does not fit the device. */
import { describe, expect, it } from 'vitest';
import { chooseRegion } from '../../../src/profiles/regions.ts';
import { sourced } from '../../../src/source.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const arn = (partition: string) => `arn:${partition}:iam::123456789012:mfa/alice`;

/** @param environment AWS_REGION; @param config region of [default] */
function choose(device: string, flag?: string, environment?: string, config?: string) {
  const settings = [
    sourced(environment, sourceOf('AWS_REGION')),
    sourced(config, sourceOf('region of [default]')),
  ];
  return chooseRegion(sourced(flag, sourceOf('--region')), settings, device);
}

describe('chooseRegion', () => {
  it.each([
    ['the flag', arn('aws'), 'eu-west-1', 'us-west-2', 'us-west-1', 'eu-west-1', '--region'],
    ['the environment', arn('aws'), undefined, 'us-west-2', 'us-west-1', 'us-west-2', 'AWS_REGION'],
    ['the file', arn('aws'), undefined, undefined, 'us-west-1', 'us-west-1', 'region of [default]'],
    [
      'the partition',
      arn('aws-cn'),
      undefined,
      undefined,
      undefined,
      'cn-northwest-1',
      'the partition of the device',
    ],
    ['nothing', 'GAHT12345678', undefined, undefined, undefined, 'us-east-1', 'default'],
    [
      'a fob is of no partition',
      'GAHT12345678',
      'cn-north-1',
      undefined,
      undefined,
      'cn-north-1',
      '--region',
    ],
    [
      'a partition unknown yet fits any',
      arn('aws-new'),
      undefined,
      'xx-new-1',
      undefined,
      'xx-new-1',
      'AWS_REGION',
    ],
  ])('%s', (_, device, flag, environment, config, value, from) => {
    expect(choose(device, flag, environment, config)).toEqual({ region: { value, source: sourceOf(from) } });
  });

  it.each([
    [
      'environment',
      arn('aws-cn'),
      'us-east-1',
      undefined,
      'cn-northwest-1',
      'AWS_REGION is us-east-1…aws-cn. Using cn-northwest-1.',
    ],
    [
      'config',
      arn('aws-us-gov'),
      undefined,
      'us-east-1',
      'us-gov-west-1',
      'region of [default] is us-east-1…aws-us-gov',
    ],
    [
      'environment, the file fits',
      arn('aws-cn'),
      'us-east-1',
      'cn-north-1',
      'cn-north-1',
      'AWS_REGION is us-east-1…Using cn-north-1.',
    ],
    [
      'environment, no region',
      arn('aws'),
      'us-east-1 # US',
      'eu-west-1',
      'eu-west-1',
      'AWS_REGION is not the name of a region. Using eu-west-1.',
    ],
    [
      'config, a host',
      arn('aws'),
      undefined,
      'evil.example/x-1',
      'us-east-1',
      'is not the name of a region. Using us-east-1.',
    ],
  ])(
    'another partition, by %s: the device wins, with a note',
    (_, device, environment, config, region, note) => {
      const chosen = choose(device, undefined, environment, config);
      expect(chosen.region.value).toBe(region);
      expect(chosen.note).toMatch(words(note));
    },
  );

  it('another partition behind one that fits is not worth a note', () => {
    expect(choose(arn('aws-cn'), undefined, 'cn-north-1', 'us-east-1').note).toBeUndefined();
  });

  it.each([
    [
      'us-east-1',
      'usage: --region us-east-1 is in the partition aws, but the MFA device is in aws-cn…--region cn-northwest-1',
    ],
    ['narnia', 'usage: --region must be a region such as cn-northwest-1.'],
    ['us-east-1.evil.example', 'usage: --region must be a region such as cn-northwest-1.'],
    ['us-east-1/', 'usage: --region must be a region such as cn-northwest-1.'],
    ['US-EAST-1', 'usage: --region must be a region such as cn-northwest-1.'],
    ['123456', 'usage: --region must be a region such as cn-northwest-1.'],
  ])('--region %s, device in China', (flag, expected) => {
    expect(told(thrownBy(() => choose(arn('aws-cn'), flag, 'cn-north-1')))).toMatch(words(expected));
  });
});
