/** The question for a code: whose session it is for, which device gives the code, and where the session is written. */
import type { SessionPlan } from './plan-session.ts';
import { endpointName } from '../aws/target.ts';
import { isAwsHost } from '../aws/endpoint.ts';
import { AwsMfaError } from '../errors.ts';

export function codeQuestion(plan: SessionPlan): string {
  return [
    `MFA session of [${plan.base.name}]${plan.isKept ? ` for [${plan.mfaProfile}]` : ', written nowhere'}`,
    ...roleLines(plan),
    `  device: ${plan.serialNumber.value}`,
    `          (${plan.serialNumber.from})`,
    ...foreignEndpoint(plan),
    '  code:',
  ].join('\n');
}

/** A session of a role is another thing than one of the user's own; which role, the person should see. */
function roleLines({ role }: SessionPlan): string[] {
  return role ? [`  role:   ${role.arn.value}`, `          (${role.arn.from})`] : [];
}

/** An endpoint that is not AWS' own is named: it is about to be handed a code. */
function foreignEndpoint(plan: SessionPlan): string[] {
  if (!plan.endpoint || isAwsHost(plan.endpoint.value)) return [];
  return [`  goes to: ${endpointName(plan)} (${plan.endpoint.from})`];
}

/**
 * Asked if nobody named the base.
 *
 * @throws AwsMfaError `cancelled` where it is not the one that is meant
 */
export async function confirmBase(
  base: string,
  asker: { askYesNo(message: string): Promise<boolean> },
): Promise<void> {
  if (await asker.askYesNo(`Get a session of "${base}"?`)) return;
  throw new AwsMfaError('cancelled', 'Cancelled; nothing was written.', 'Name the base: `--profile NAME`');
}
