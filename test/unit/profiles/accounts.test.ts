/** Which account and partition a profile belongs to, and whose role profiles use a section. */
import { describe, expect, it } from 'vitest';
import { accountOfBase, accountOfSection, foreignRoles, likelyBase } from '../../../src/profiles/accounts.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { sharedFiles } from '../../support/shared-files.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const [A, B] = ['111111111111', '222222222222'];
const base = (name: string, device?: string) =>
  `[profile ${name}]\n${KEYS}${device === undefined ? '' : `mfa_serial = ${device}\n`}`;
const device = (account: string, partition = 'aws') => `arn:${partition}:iam::${account}:mfa/x`;
const role = (name: string, account: string, partition = 'aws', source = 'mfa') =>
  `[profile ${name}]\nrole_arn = arn:${partition}:iam::${account}:role/x\nsource_profile = ${source}\n`;
const profiles = (...config: string[]) => profilesOf(sharedFiles('', config.join('')));

describe('the account of a base profile', () => {
  it.each([
    ['by its device', base('a', device(A)), { partition: 'aws', id: A }],
    [
      'by the region at least the partition',
      `${base('a', 'GAHT12345678')}region = cn-north-1\n`,
      { partition: 'aws-cn' },
    ],
    [
      'by the device of its session',
      `${base('a')}[profile s]\nx_source_profile = a\nx_mfa_serial = ${device(B)}\n`,
      { partition: 'aws', id: B },
    ],
    ['not at all', base('a'), {}],
  ])('%s', (_, config, expected) => {
    expect(accountOfBase('a', profiles(config))).toMatchObject(expected);
  });

  it('is that of its MFA profile', () => {
    const config = `${base('a', device(A))}[profile s]\nx_source_profile = a\n`;
    expect(accountOfSection('s', profiles(config))).toEqual({ partition: 'aws', id: A });
  });
});

describe('whose role profiles use a section', () => {
  const [a, b] = [base('a', device(A)), base('b', device(B))];
  it.each<[what: string, config: string[], named: string, names: string[] | undefined]>([
    ['nobody', [a, b], 'b', undefined],
    ["the other base profile's", [a, b, role('r', A)], 'b', ['r']],
    ['its own', [a, b, role('r', A)], 'a', undefined],
    ['an account that no base profile is in: trust', [a, b, role('r', '333333333333')], 'b', undefined],
    ['more of another', [a, b, role('r', A), role('s', A), role('t', B)], 'b', ['r', 's']],
    ['by convention, mfa is of default', [base('default', device(B)), a, role('r', A)], 'default', undefined],
    [
      'but never of another partition',
      [base('default', device(B)), role('r', A, 'aws-cn')],
      'default',
      ['r'],
    ],
    [
      'unless one fits',
      [base('default', device(B)), role('r', A, 'aws-cn'), role('s', B)],
      'default',
      undefined,
    ],
    ['an unknown account', [base('c'), a, role('r', A)], 'c', undefined],
  ])('%s', (_, config, named, names) => {
    expect(foreignRoles('mfa', named, profiles(...config))?.names).toEqual(names);
  });

  it.each<[what: string, config: string[], expected: string | undefined]>([
    ['the only one', [a], 'a'],
    ['none, if no role says more', [a, b], undefined],
    [
      'never one whose session the role profiles would not accept',
      [a, b, role('r', A), role('s', B), role('t', B)],
      'b',
    ],
    [
      'by the region of the section',
      [base('c', device(A, 'aws-cn')), b, '[profile mfa]\nregion = cn-north-1\n'],
      'c',
    ],
    ['the one in the account of a role', [a, b, role('r', B)], 'b'],
    ['none, if several could be meant', [a, b, role('r', '333333333333')], undefined],
    ['the only one in the partition', [base('c', device(A, 'aws-cn')), b, role('r', '333333333333')], 'b'],
  ])('a hint offers %s', (_, config, expected) => {
    expect(likelyBase('mfa', profiles(...config))).toBe(expected);
  });
});

it('a hint for a selected role profile offers the base profile of its account', () => {
  const [a, b, cn] = [base('a', device(A)), base('b', device(B)), base('cn', device(A, 'aws-cn'))];
  const found = profiles(a, b, cn, role('of-a', A), role('of-b', B), role('of-cn', A, 'aws-cn'));
  expect(['of-a', 'of-b', 'of-cn'].map((name) => likelyBase('mfa', found, name))).toEqual(['a', 'b', 'cn']);
});
