/** Prints a plan for `--debug` and `--dry-run`: a line for each value and where it came from. */
import { networkLines } from '../aws/network.ts';
import { keyOf, profilesOf, settingOf } from '../profiles/profile.ts';
import { codeSourceName } from './login-request.ts';
import type { Role } from '../session/role.ts';
import type { LoginPlan } from './plan-session.ts';
import { endpointName, endpointSources, targetOf } from '../aws/target.ts';
import { wholeSource, type Source, type Sourced, sourceName, DEFAULT } from '../source.ts';
import { serviceUrl } from '../session/partition.ts';
import { hostOf } from '../aws/endpoint.ts';
import type { Say } from '../context.ts';

export function planLines(plan: LoginPlan): string[] {
  const { shownPaths } = plan;
  const shown = ({ source }: { source: Source }) => `(${wholeSource(source, shownPaths)})`;
  const line = <T extends string>(what: string, setting: Sourced<T>) =>
    `${what}: ${setting.value} ${shown(setting)}`;
  return [
    `base profile: ${plan.base.name} (${namingOf(plan)}; ${keysLine(plan)})`,
    `MFA profile: ${plan.mfaProfile} ${shown({ source: sectionSource(plan) })}`,
    line('device', plan.serialNumber),
    ...roleLines(plan.role, shown),
    line('region', plan.region),
    `endpoint: ${endpointName(plan)}${awsHost(plan)}${endpointSources(plan, shownPaths)}`,
    ...networkLines(plan.network, shownPaths),
    `duration: ${plan.duration.value} s ${shown(plan.duration)}`,
  ];
}

/** Where that is, unless it is named by its host anyway. */
function awsHost(plan: LoginPlan): string {
  const { endpoint, region, ...variant } = targetOf(plan);
  return endpoint === undefined ? `, at ${hostOf(serviceUrl('sts', region, variant))}` : '';
}

/** Who named the base, or what it was found by. */
function namingOf({ base, request: { profile } }: LoginPlan): string {
  if (profile) {
    const name = sourceName(profile.source);
    return profile.value === base.name ? name : `by ${name} ${profile.value}`;
  }
  return base.note === undefined ? 'default' : 'the only one';
}

function keysLine({ base, files, shownPaths }: LoginPlan): string {
  if (base.process) return `keys by ${wholeSource(base.process.source, shownPaths)}`;
  const key = settingOf(profilesOf(files).get(base.name), 'aws_access_key_id');
  const from = wholeSource(key?.source ?? { kind: 'environment', name: 'AWS_ACCESS_KEY_ID' }, shownPaths);
  return `access key …${base.keys?.accessKeyId.slice(-4) ?? ''}, ${from}`;
}

function sectionSource({ base, mfaProfile, request, files }: LoginPlan): Source {
  if (request.mfaProfile !== undefined) return { kind: 'flag', name: '--mfa-profile' };
  const recorded = keyOf(files.credentials, mfaProfile, 'x_source_profile');
  return recorded?.value === base.name ? recorded.source : DEFAULT;
}

function roleLines(role: Role | undefined, shown: (value: Sourced<unknown>) => string): string[] {
  if (!role) return [];
  const { arn, sessionName, externalId } = role;
  return [
    `role: ${arn.value} ${shown(arn)}`,
    `role session name: ${sessionName.value} ${shown(sessionName)}`,
    ...(externalId ? [`external id: given ${shown(externalId)}`] : []),
  ];
}

/** Says where every value of a plan came from: `--debug`. */
export function explainPlan(plan: LoginPlan, say: Say): void {
  const { request, minRemaining } = plan;
  const by = request.minRemaining === undefined ? 'default' : '--min-remaining';
  const wanted =
    minRemaining === undefined
      ? 'a new session (--token, --duration or --force)'
      : `a session that lasts ${minRemaining} s (${by})`;
  const code = codeSourceName(plan.code);
  [...planLines(plan), `wanted: ${wanted}; code: ${code}`].forEach((line) => say('debug', line));
}
