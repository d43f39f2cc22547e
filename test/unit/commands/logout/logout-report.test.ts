/** What a logout says: of what is gone, and of what is not. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { livesOnNotes, removedLine } from '../../../../src/commands/logout/logout-report.ts';
import { listedSession } from '../../../support/listed-session.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const NOW = new Date('2026-11-23T15:29:00.999Z');
const ROLE = 'arn:aws:iam::123456789012:role/path/admin';
const role = (arn: string) => listedSession({ profile: 'admin', role: arn });

it.each([
  [false, 'The session is out of ~/.aws/credentials, and [mfa] with it.'],
  [true, 'The session is out of [mfa] in ~/.aws/credentials; the other lines of that section stay.'],
])('whether the section is left: %s', (isLeft, line) => {
  expect(removedLine('mfa', isLeft, '~/.aws/credentials')).toBe(line);
});

describe('what lives on', () => {
  it('a session: until when, the policy that cuts it off, and the cache', () => {
    const [until, policy, cache, ...others] = livesOnNotes([listedSession()], NOW);
    expect(until).toBe(
      'AWS is not told: whoever has a copy of the keys of [mfa] can use them until Tue 24 Nov 2026, 02:29 UTC.',
    );
    expect(policy).toMatch(
      /^To cut off every session of that user that was begun before now:\n`aws iam put-user-policy --user-name USER --policy-name aws-mfa-cut-off --policy-document '.*'`$/,
    );
    expect(cache).toMatch(/role.*another hour in ~\/\.aws\/cli\/cache/);
    expect(others).toEqual([]);
  });

  it('the policy denies all to whatever was issued before this second, and nothing to long-term keys', () => {
    const [, command = ''] = livesOnNotes([listedSession()], NOW);
    const [, document = ''] = /--policy-document '(.*)'`$/.exec(command) ?? [];
    expect(JSON.parse(document)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          // Long-term keys have no such time; without `IfExists` the condition is not met then.
          Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-23T15:29:00Z' } },
        },
      ],
    });
  });

  it.each([
    ['a role, by its name alone', [role(ROLE)], ['put-role-policy --role-name admin ']],
    ['a name that no role has', [role("arn:aws:iam::1:role/a'b")], ["--role-name 'a'\\''b' "]],
    ['two of one user, once', [listedSession(), listedSession({ profile: 'b' })], ['put-user-policy ']],
    ['a user and a role', [listedSession(), role(ROLE)], ['put-user-policy ', 'put-role-policy ']],
  ])('the policy of %s', (_, sessions, expected) => {
    const commands = livesOnNotes(sessions, NOW).flatMap((note) => note.match(/^`aws iam .*`$/gm) ?? []);
    expect(commands).toHaveLength(expected.length);
    expected.forEach((part, at) => expect(commands[at]).toContain(part));
  });

  it("a role's policy hits others, too, and that is said", () => {
    expect(livesOnNotes([role(ROLE)], NOW)[1]).toMatch(
      /every session of the role admin .* whoever began it:\n/,
    );
  });

  it('each session has its own end; unknown is said as such', () => {
    const unknown = listedSession({ profile: 'b', expiration: undefined, secondsLeft: undefined });
    const notes = livesOnNotes([listedSession(), unknown], NOW);
    expect(notes.slice(0, 2)).toEqual([
      expect.stringMatching(/\[mfa\].* until Tue/),
      expect.stringMatching(/\[b\].* until the session ends\.$/),
    ]);
  });

  it.each([
    ['none', []],
    ['one that is over', [listedSession({ secondsLeft: 0 })]],
  ])('not a word of %s', (_, sessions) => {
    expect(livesOnNotes(sessions, NOW)).toEqual([]);
  });
});
