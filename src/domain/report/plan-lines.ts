/** A plan, a line for each value and where it came from: what `--debug` and `--dry-run` show. */
import { networkLines } from '../network/network-plan.ts';
import type { SessionPlan } from '../session/plan-session.ts';
import { endpointName, endpointSources } from '../session/sts-target.ts';

export function planLines(plan: SessionPlan): string[] {
  return [
    `base profile: ${plan.base.name} (${keysLine(plan)})`,
    `MFA profile: ${plan.mfaProfile}`,
    `device: ${plan.serialNumber.value} (${plan.serialNumber.from})`,
    `region: ${plan.region.value} (${plan.region.from})`,
    `endpoint: ${endpointName(plan)}${endpointSources(plan)}`,
    ...networkLines(plan.network),
    `duration: ${plan.duration.value} s (${plan.duration.from})`,
  ];
}

function keysLine({ base }: SessionPlan): string {
  return base.keys ? `access key …${base.keys.accessKeyId.slice(-4)}` : `keys by ${base.process?.from ?? ''}`;
}
