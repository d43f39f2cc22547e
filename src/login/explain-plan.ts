/** Prints a plan for `--debug` and `--dry-run`: a line for each value and where it came from. */
import { networkLines } from '../aws/network.ts';
import { recordOf } from '../profiles/mfa-record.ts';
import { profilesOf, settingOf } from '../profiles/profile.ts';
import { codeSourceName } from './code-source.ts';
import type { LoginPlan } from './plan-session.ts';
import { endpointName, endpointSources, hostOf, targetOf } from '../aws/endpoint.ts';
import { wholeSource, type Source, type Sourced, sourceName, DEFAULT } from '../source.ts';
import { serviceUrl } from '../profiles/regions.ts';
import type { Say } from '../context.ts';

/** For `--debug`. */
export function explainPlan(plan: LoginPlan, say: Say): void {
  const { request, minRemaining, code } = plan;
  const by = request.minRemaining === undefined ? 'default' : '--min-remaining';
  const wanted =
    minRemaining === undefined
      ? 'a new session (--token, --duration or --force)'
      : `a session with at least ${minRemaining} s left (${by})`;
  const last = `wanted: ${wanted}; code: ${codeSourceName(code)}`;
  [...planLines(plan), last].forEach((line) => say('debug', line));
}

export function planLines(plan: LoginPlan): string[] {
  const { shownPaths, role } = plan;
  const from = ({ source }: { source: Source }) => `(${wholeSource(source, shownPaths)})`;
  const line = (what: string, setting: Sourced<string>) => `${what}: ${setting.value} ${from(setting)}`;
  return [
    `base profile: ${plan.base.name} (${baseSource(plan)}; ${keysSource(plan)})`,
    `MFA profile: ${plan.mfaProfile} ${from({ source: mfaProfileSource(plan) })}`,
    line('device', plan.serialNumber),
    ...(role ? [line('role', role.arn), line('role session name', role.sessionName)] : []),
    ...(role?.externalId ? [`external id: given ${from(role.externalId)}`] : []),
    line('region', plan.region),
    `endpoint: ${endpointName(plan)}${awsHost(plan)}${endpointSources(plan, shownPaths)}`,
    ...networkLines(plan.network, shownPaths),
    `duration: ${plan.duration.value} s ${from(plan.duration)}`,
  ];
}

/** The host, unless the endpoint is named by it already. */
function awsHost(plan: LoginPlan): string {
  const { endpoint, region, ...variant } = targetOf(plan);
  return endpoint === undefined ? `, at ${hostOf(serviceUrl('sts', region, variant))}` : '';
}

function baseSource({ base, request: { profile } }: LoginPlan): string {
  if (!profile) return base.note === undefined ? 'default' : 'the only one';
  const name = sourceName(profile.source);
  const by = profile.source.kind === 'argument' ? `${name}:` : name;
  return profile.value === base.name ? name : `by ${by} ${profile.value}`;
}

function keysSource({ base, files, shownPaths }: LoginPlan): string {
  if (base.gone) return 'no access key; needed only to renew the session';
  if (base.process) return `keys from ${wholeSource(base.process.source, shownPaths)}`;
  const key = settingOf(profilesOf(files).get(base.name), 'aws_access_key_id');
  const from = wholeSource(key?.source ?? { kind: 'environment', name: 'AWS_ACCESS_KEY_ID' }, shownPaths);
  return `access key …${base.keys?.accessKeyId.slice(-4) ?? ''}, ${from}`;
}

function mfaProfileSource({ base, mfaProfile, request, files }: LoginPlan): Source {
  if (request.mfaProfile !== undefined) return { kind: 'flag', name: '--mfa-profile' };
  const recorded = recordOf(profilesOf(files).get(mfaProfile))?.base;
  return recorded?.value === base.name ? recorded.source : DEFAULT;
}
