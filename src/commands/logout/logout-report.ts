/** What a logout reports: the sessions it removed, and where copies of them stay valid. */
import { option, shellCommand } from '../../text/shell-command.ts';
import { formatLocal, formatExpiry } from '../../session/duration-and-expiry.ts';
import type { StoredSession } from '../../login/stored-sessions.ts';

/**
 * @param isLeft whether the section is still there, for it holds something else
 * @param path as the person would write it
 */
export function removedLine(section: string, isLeft: boolean, path: string): string {
  return isLeft
    ? `The session is out of [${section}] in ${path}; the other lines of that section stay.`
    : `The session is out of ${path}, and [${section}] with it.`;
}

/**
 * What AWS does not know of a logout. The keys may have been copied, and nothing short of a policy stops them.
 *
 * @param sessions those that were removed
 * @param now the time up to which sessions are to be cut off
 */
export function livesOnNotes(sessions: readonly StoredSession[], now: Date): string[] {
  const living = sessions.filter(({ secondsLeft }) => secondsLeft !== 0);
  if (living.length === 0) return [];
  return [
    ...living.map(
      ({ profile, expiration }) =>
        `AWS is not told: whoever has a copy of the keys of [${profile}] can use them until ${expiration ? formatLocal(expiration) : 'the session ends'}.`,
    ),
    ...new Set(living.map((session) => cutOff(session, now))),
    'Sessions of roles that the AWS CLI made with it may live another hour in ~/.aws/cli/cache: `rm -r ~/.aws/cli/cache`',
  ];
}

/** Denies all to sessions from before now; long-term keys have no time of issue, and go on working. */
function cutOff({ role }: StoredSession, now: Date): string {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': formatExpiry(now) } },
      },
    ],
  });
  const command = (put: string, ...whose: readonly string[]) =>
    shellCommand(
      'aws',
      'iam',
      put,
      ...whose,
      ...option('--policy-name', 'aws-mfa-cut-off'),
      ...option('--policy-document', policy),
    );
  const name = role?.split('/').at(-1);
  if (name === undefined) {
    return `To cut off every session of that user that was begun before now:\n${command('put-user-policy', '--user-name', 'USER')}`;
  }
  return `To cut off every session of the role ${name} that was begun before now, whoever began it:\n${command('put-role-policy', ...option('--role-name', name))}`;
}
