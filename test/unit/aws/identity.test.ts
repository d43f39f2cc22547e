/** The user's name and likely device, from the ARN. */
import { expect, it } from 'vitest';
import { identityOf, isArn } from '../../../src/aws/identity.ts';

it.each([
  ['arn:aws:iam::123456789012:user/alice', 'alice', 'alice', 'arn:aws:iam::123456789012:mfa/alice'],
  ['arn:aws:iam::123456789012:user/team/a/alice', 'alice', 'alice', 'arn:aws:iam::123456789012:mfa/alice'],
  [
    'arn:aws-us-gov:iam::123456789012:user/a@b.c',
    'a@b.c',
    'a@b.c',
    'arn:aws-us-gov:iam::123456789012:mfa/a@b.c',
  ],
  [
    'arn:aws:iam::123456789012:root',
    'the root user',
    undefined,
    'arn:aws:iam::123456789012:mfa/root-account-mfa-device',
  ],
  [
    'arn:aws:sts::123456789012:federated-user/alice',
    'arn:aws:sts::123456789012:federated-user/alice',
    undefined,
    undefined,
  ],
  ['arn:minio:iam:::alice', 'arn:minio:iam:::alice', undefined, undefined],
])('%s', (arn, shown, userName, likelyDevice) => {
  expect(identityOf(arn)).toEqual({ arn, shown, userName, likelyDevice });
});

it.each([
  ['arn:aws:iam::123456789012:user/alice', true],
  ['arn:minio:iam:::alice', true],
  [undefined, false],
  ['', false],
  ['alice', false],
  ['arn:aws:iam::123456789012:user/\u001b[31malice', false],
  ['arn:aws:iam::123456789012:user/alice\nmfa_serial = x', false],
  [`arn:${'x'.repeat(5000)}`, false],
])('%j is an ARN: %s', (text, expected) => {
  expect(isArn(text)).toBe(expected);
});
