/** The flags of a login that gets a session of the same kind. */
import { afterEach, describe, expect, it } from 'vitest';
import { shellCommand, useShell } from '../../../src/text/shell-command.ts';
import { loginFlags } from '../../../src/login/nobody-to-ask.ts';
import { DEVICE, ROLE, sessionPlan, type PlanChanges } from '../../support/session-plan.ts';
import { openedFiles } from '../../support/shared-files.ts';
import { sourceOf } from '../../support/source-of.ts';

const keys = { accessKeyId: 'A', secretAccessKey: 's' };
const DEFAULT = { base: { name: 'default', keys } };
const ADMIN = { role: ROLE, mfaProfile: 'admin-session' };
const ARN = ROLE.arn.value;

const flags = (changes: PlanChanges, credentials = '') => {
  const plan = sessionPlan({ ...openedFiles(credentials), ...changes });
  return shellCommand('login', ...loginFlags(plan));
};

describe('whose session', () => {
  afterEach(() => useShell('posix'));

  it.each<[what: string, changes: PlanChanges, otherwise: boolean, expected: string]>([
    ['a base', {}, false, ' --profile work'],
    ['one with blanks', { base: { name: 'my base', keys } }, false, " --profile 'my base'"],
    ['the default', DEFAULT, false, ''],
    ['the default, where AWS_PROFILE names another', DEFAULT, true, ' --profile default'],
    ['keys of the environment', { base: { name: 'environment', keys } }, true, ''],
  ])('%s', (_, changes, otherwise, expected) => {
    useShell('posix', otherwise);
    expect(flags(changes)).toBe(`\`login${expected}\``);
  });
});

describe('in which section', () => {
  const recorded = (...sections: string[]) =>
    sections.map((section) => `[${section}]\nx_source_profile = work\n`).join('');
  it.each<[what: string, sections: string[], mfaProfile: string, expected: string]>([
    ['the usual one', [], 'mfa', ''],
    ['one that is recorded', ['own'], 'own', ''],
    ['one that is not there yet', [], 'own', ' --mfa-profile own'],
    ['one beside that which is recorded', ['mfa', 'own'], 'own', ' --mfa-profile own'],
  ])('%s', (_, sections, mfaProfile, expected) => {
    expect(flags({ mfaProfile }, recorded(...sections))).toBe(`\`login --profile work${expected}\``);
  });
});

describe('of a role', () => {
  it.each<[what: string, changes: PlanChanges, expected: string]>([
    ['that is recorded', { stored: new Map([['x_principal_arn', ARN]]) }, ' --profile admin-session'],
    ['that is not', {}, ` --profile work --role-arn ${ARN} --mfa-profile admin-session`],
    [
      'in the place of another',
      { stored: new Map([['x_principal_arn', `${ARN}2`]]), ...DEFAULT },
      ` --role-arn ${ARN} --mfa-profile admin-session`,
    ],
    [
      'with what was typed beside it',
      {
        role: {
          ...ROLE,
          sessionName: { value: 'deploy', source: sourceOf('--role-session-name') },
          externalId: { value: 'a b', source: sourceOf('--external-id') },
        },
      },
      ` --profile work --role-arn ${ARN} --role-session-name deploy --external-id 'a b' --mfa-profile admin-session`,
    ],
  ])('%s', (_, changes, expected) => {
    expect(flags({ ...ADMIN, ...changes })).toBe(`\`login${expected}\``);
  });
});

it.each([
  ['--serial-number', ` --profile work --serial-number ${DEVICE}`],
  ['mfa_serial of [profile work]', ' --profile work'],
])('a device from %s', (from, expected) => {
  expect(flags({ serialNumber: { value: DEVICE, source: sourceOf(from) } })).toBe(`\`login${expected}\``);
});
