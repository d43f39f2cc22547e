/** The sessions as lines, with the mark of each. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionBlock, sessionLines } from '../../../../src/commands/status/session-table.ts';
import { rolesBySection, type Roles } from '../../../../src/profiles/profile-kind.ts';
import { profilesOf } from '../../../../src/profiles/profile.ts';
import type { StoredSession } from '../../../../src/login/stored-sessions.ts';
import { listedSession } from '../../../support/listed-session.ts';
import { sharedFiles } from '../../../support/shared-files.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const NO_ROLES: Roles = new Map();
const ROLE = 'role_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = mfa\n';
const ROLES = rolesBySection(
  profilesOf(sharedFiles('', `[profile prod]\n${ROLE}[profile staging]\n${ROLE}`)),
);
const SESSIONS = [listedSession(), listedSession({ profile: 'soon', secondsLeft: 60 })];

describe('sessionLines', () => {
  it('a table, then the role profiles', () => {
    expect(sessionLines(SESSIONS, ROLES, Infinity)).toEqual([
      { tone: 'plain', text: expect.stringMatching(/^PROFILE .* EXPIRES$/) as string },
      { tone: 'result', text: expect.stringMatching(/^mfa .* UTC$/) as string },
      { tone: 'warning', text: expect.stringMatching(/^soon .* UTC$/) as string },
      { tone: 'plain', text: 'Role profiles that use [mfa]: prod, staging' },
    ]);
  });

  it('too narrow for a table: a block for each', () => {
    const lines = sessionLines(SESSIONS, ROLES, 38);
    expect(lines.filter(({ tone }) => tone !== 'plain')).toEqual([
      { tone: 'result', text: 'mfa' },
      { tone: 'warning', text: 'soon' },
    ]);
    expect(lines).toEqual(SESSIONS.flatMap((session) => sessionBlock(session, ROLES)));
  });

  it('none: nothing, not even a heading', () => {
    expect(sessionLines([], NO_ROLES, Infinity)).toEqual([]);
  });
});

describe('sessionBlock', () => {
  const ALL = [
    'mfa',
    '11h 0m left',
    'expires Tue 24 Nov 2026, 02:29 UTC',
    'MFA 2h 0m ago',
    'account 123456789012',
    'mfa/alice',
    'base profile default',
  ];
  const NONE = { base: undefined, device: undefined, account: undefined, mfaAge: undefined };

  it.each<[what: string, changes: Partial<StoredSession>, expected: string[]]>([
    ['all that is known', {}, ALL],
    [
      'over',
      { secondsLeft: 0, expiration: new Date('2020-01-01T00:00:00Z') },
      ['mfa', 'expired', 'since Wed 1 Jan 2020, 00:00 UTC', ...ALL.slice(4)],
    ],
    ['nothing known', { ...NONE, expiration: undefined, secondsLeft: undefined }, ['mfa', 'expiry unknown']],
    ['a part missing', { ...NONE, isWhole: false }, ['mfa', 'incomplete: no tool can use it', ALL[2] ?? '']],
  ])('%s', (_, changes, expected) => {
    const lines = sessionBlock(listedSession(changes), NO_ROLES);
    expect(lines.map(({ text }) => text)).toEqual(expected);
    expect(lines.map(({ tone }) => tone !== 'plain')).toEqual(expected.map((__, at) => at === 0));
  });

  it.each<[what: string, changes: Partial<StoredSession>, fact: string]>([
    ['seconds', { secondsLeft: 59 }, '59s left'],
    ['incomplete and expired', { isWhole: false, secondsLeft: 0 }, 'incomplete: no tool can use it'],
    ['MFA just now', { mfaAge: 0 }, 'MFA 0s ago'],
    ['MFA yesterday', { mfaAge: 90_000 }, 'MFA 1d 1h ago'],
    ['MFA, and an unknown expiry', { secondsLeft: undefined }, 'MFA 2h 0m ago'],
    ['a hardware token', { device: 'GAHT12345678' }, 'GAHT12345678'],
    ['a role', { role: 'arn:aws:iam::123456789012:role/path/admin' }, 'role/path/admin'],
    ['an assumed role', { role: 'arn:aws:sts::123456789012:assumed-role/a/b' }, 'assumed-role/a/b'],
    ['colons in the name', { device: 'arn:aws:iam::123456789012:mfa/a:b' }, 'mfa/a:b'],
  ])('%s', (_, changes, fact) => {
    expect(sessionBlock(listedSession(changes), NO_ROLES).map(({ text }) => text)).toContain(fact);
  });

  it('with the role profiles on it', () => {
    expect(sessionBlock(listedSession(), ROLES).map(({ text }) => text)).toEqual([
      ...ALL,
      'role profiles prod, staging',
    ]);
  });
});
