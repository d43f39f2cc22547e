/** Every partition: its regions, its ARNs and its home region. */
import { describe, expect, it } from 'vitest';
import { homeRegion, partitionOfArn, partitionOfRegion } from '../../../src/profiles/regions.ts';

describe('partitions', () => {
  it.each([
    ['aws', 'us-east-1', ['us-east-1', 'eu-west-1', 'eu-central-2', 'mx-central-1', 'us-west-2', 'xx-new-1']],
    ['aws-cn', 'cn-northwest-1', ['cn-north-1', 'cn-northwest-1']],
    ['aws-us-gov', 'us-gov-west-1', ['us-gov-east-1', 'us-gov-west-1']],
    ['aws-eusc', 'eusc-de-east-1', ['eusc-de-east-1']],
    ['aws-iso', 'us-iso-east-1', ['us-iso-east-1', 'us-iso-west-1']],
    ['aws-iso-b', 'us-isob-east-1', ['us-isob-east-1']],
    ['aws-iso-e', 'eu-isoe-west-1', ['eu-isoe-west-1']],
    ['aws-iso-f', 'us-isof-south-1', ['us-isof-south-1', 'us-isof-east-1']],
  ])('%s', (partition, home, regions) => {
    expect(homeRegion(partition)).toBe(home);
    expect(regions.map(partitionOfRegion)).toEqual(regions.map(() => partition));
    expect(partitionOfArn(`arn:${partition}:iam::123456789012:mfa/alice`)).toBe(partition);
  });

  it.each(['GAHT12345678', 'arn:aws-new:iam::123456789012:mfa/alice', 'arn:', ''])(
    '"%s" has none that is known',
    (device) => {
      expect(partitionOfArn(device)).toBeUndefined();
      expect(homeRegion(partitionOfArn(device))).toBe('us-east-1');
    },
  );
});
