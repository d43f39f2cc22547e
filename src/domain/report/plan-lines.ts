/** A plan, a line for each value and where it came from: what `--debug` and `--dry-run` show. */
import { networkLines } from '../network/network-plan.ts';
import type { Role } from '../session/role.ts';
import type { SessionPlan } from '../session/plan-session.ts';
import { endpointName, endpointSources } from '../session/sts-target.ts';

export function planLines(plan: SessionPlan): string[] {
  return [
    `base profile: ${plan.base.name} (${keysLine(plan)})`,
    `MFA profile: ${plan.mfaProfile}`,
    `device: ${plan.serialNumber.value} (${plan.serialNumber.from})`,
    ...roleLines(plan.role),
    `region: ${plan.region.value} (${plan.region.from})`,
    `endpoint: ${endpointName(plan)}${endpointSources(plan)}`,
    ...networkLines(plan.network),
    `duration: ${plan.duration.value} s (${plan.duration.from})`,
  ];
}

function keysLine({ base }: SessionPlan): string {
  return base.keys ? `access key …${base.keys.accessKeyId.slice(-4)}` : `keys by ${base.process?.from ?? ''}`;
}

function roleLines(role: Role | undefined): string[] {
  if (!role) return [];
  const { arn, sessionName, externalId } = role;
  return [
    `role: ${arn.value} (${arn.from})`,
    `role session name: ${sessionName.value} (${sessionName.from})`,
    ...(externalId ? [`external id: given (${externalId.from})`] : []),
  ];
}
