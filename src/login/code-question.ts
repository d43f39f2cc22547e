/** The question for a code: whose session it is for, which device gives the code, and where the session is written. */
import { sourceName } from '../source.ts';
import type { SessionPlan } from './plan-session.ts';
import { endpointName } from '../aws/target.ts';
import { isAwsHost } from '../aws/endpoint.ts';
import { AwsMfaError } from '../errors.ts';

export function codeQuestion(plan: SessionPlan): string {
  return [
    `MFA session of [${plan.base.name}]${plan.isKept ? ` for [${plan.mfaProfile}]` : ', written nowhere'}`,
    ...roleLines(plan),
    `  device: ${plan.serialNumber.value}`,
    `          (${sourceName(plan.serialNumber.source)})`,
    ...foreignEndpoint(plan),
    '  code:',
  ].join('\n');
}

/** A session of a role is another thing than one of the user's own; which role, the person should see. */
function roleLines({ role }: SessionPlan): string[] {
  return role ? [`  role:   ${role.arn.value}`, `          (${sourceName(role.arn.source)})`] : [];
}

/** An endpoint that is not AWS' own is named: it is about to be handed a code. */
function foreignEndpoint(plan: SessionPlan): string[] {
  if (!plan.endpoint || isAwsHost(plan.endpoint.value)) return [];
  return [`  goes to: ${endpointName(plan)} (${sourceName(plan.endpoint.source)})`];
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
