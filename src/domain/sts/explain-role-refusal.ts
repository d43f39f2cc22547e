/** What STS says of roles alone, in the person's terms. The code has been looked at by then. */
import { option, shellCommand } from '../../shell-command.ts';
import { formatDuration } from '../session/duration.ts';
import { roleName } from '../session/role.ts';
import type { CallContext } from './call-context.ts';
import type { Refusal } from './sts-refusal.ts';

/** STS does not say which of the two policies stands in the way, nor whether the role exists. */
export function explainRoleDenied(refusal: Refusal, call: CallContext): [what: string, remedy: string] {
  const role = call.role?.arn.value ?? 'the role';
  if (/root/i.test(refusal.message)) {
    return [
      `The keys of "${call.base}" are those of a root user, who cannot take on a role.`,
      'Name a profile with the keys of an IAM user: `--profile NAME`',
    ];
  }
  const externalId = call.role?.externalId
    ? `expect another external id than the one given (${call.role.externalId.from})`
    : 'ask for an external id (--external-id)';
  return [
    `AWS does not let the user of "${call.base}" take on ${role}: ${refusal.message}`,
    [
      `The role may not exist; its trust policy may not name this user, or ${externalId};`,
      'or the user may lack the permission sts:AssumeRole. Once that is mended, try again with a new code.',
    ].join('\n'),
  ];
}

export function explainRoleTooLong({ role, duration }: CallContext): [what: string, remedy: string] {
  const name = role ? roleName(role.arn.value) : 'NAME';
  return [
    `The role's sessions may not last ${formatDuration(duration.value)} (${duration.from}): its own maximum is less.`,
    [
      `Ask for less, for example --duration 1h; or let an administrator raise the maximum:`,
      shellCommand(
        'aws',
        'iam',
        'update-role',
        ...option('--role-name', name),
        ...option('--max-session-duration', String(duration.value)),
      ),
      'Then try again with a new code: this one is spent.',
    ].join('\n'),
  ];
}
