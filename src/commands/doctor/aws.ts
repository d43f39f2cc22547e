/** Checks what needs AWS: the network, STS, the clock, and whose the access key and the session are. */
import { examineKeys } from './keys.ts';
import { ok, problem, warning, type Finding } from './finding.ts';
import { attempt, faultOf, type ExaminedProfiles } from './profiles.ts';
import type { LiveSession } from './sessions.ts';
import type { Target } from '../../aws/calls.ts';
import { chooseTarget, placeName, targetOf } from '../../aws/endpoint.ts';
import { explainFailure } from '../../aws/network-messages.ts';
import { proxyName } from '../../aws/network.ts';
import type { LoginRequest } from '../../login/login-request.ts';
import type { OpenedFiles } from '../../shared-files/read-shared-files.ts';
import { settingOf } from '../../profiles/profile.ts';
import { formatDuration } from '../../session/duration-and-expiry.ts';
import { chooseRegion, serviceUrl } from '../../profiles/regions.ts';
import { sourceName } from '../../source.ts';
import type { Context } from '../../context.ts';
import type { Environment } from '../../environment.ts';

export interface AwsInput extends ExaminedProfiles, OpenedFiles {
  request: Pick<LoginRequest, 'region'>;
  /** Undefined if there is no session that AWS should accept. */
  session: LiveSession | undefined;
}

/** @throws AwsMfaError `usage`; the signal's reason */
export async function examineAws(input: AwsInput, context: Context): Promise<Finding[]> {
  const { value: target, error } = attempt(() => stsTarget(input, context.environment));
  if (!target) return [problem('network', error)];
  const name = placeName('STS', target);
  const network = await networkFinding(target, name, context);
  if (network.status === 'error') return [network];
  const url = target.endpoint ?? serviceUrl('sts', target.region, target);
  const reply = await context.aws.reach(url, target.network, context.signal);
  const here = context.clock.now();
  context.signal.throwIfAborted();
  if (reply.kind === 'failure') return [network, problem('sts', explainFailure(reply, name, target.network))];
  const offset = reply.date && reply.date.getTime() - here.getTime();
  return [
    network,
    ok('sts', name, 'reached'),
    ...(offset === undefined ? [] : [clockFinding(offset, name)]),
    ...(await examineKeys(input, { sts: target, clockOffset: isOff(offset) ? offset : 0 }, context)),
  ];
}

/**
 * The STS that a login would ask, as far as the settings are complete.
 * @throws AwsMfaError `usage`, `configuration`
 */
export function stsTarget(
  { plan, base, profiles, request, files }: Omit<AwsInput, 'session'>,
  environment: Environment,
): Target {
  const profile = profiles.get(base?.name ?? 'default');
  const settings = [environment.region, settingOf(profile, 'region')];
  const region = plan?.region ?? chooseRegion(request.region, settings, '').region;
  return targetOf(chooseTarget('sts', { region, profile, config: files.config, environment }));
}

async function networkFinding({ network }: Target, name: string, context: Context): Promise<Finding> {
  const { proxy, caBundle, note } = network;
  try {
    if (caBundle) await context.aws.checkCaBundle(network);
  } catch (error) {
    return problem('network', faultOf(error));
  }
  if (note !== undefined) return warning('network', { message: note });
  const route = proxy ? `through the proxy ${proxyName(proxy)}` : 'no proxy';
  const trust = caBundle ? `, certificates from ${sourceName(caBundle.source)}` : '';
  return ok('network', name, route + trust);
}

/** Milliseconds: AWS rejects requests that are five minutes off, and codes change every half minute. */
const CLOCK = { noticed: 30_000, refused: 5 * 60_000 } as const;

/** Whether the offset is more than the time a request takes. */
export function isOff(offset: number | undefined): offset is number {
  return offset !== undefined && Math.abs(offset) >= CLOCK.noticed;
}

/**
 * @param offset milliseconds to add to this machine's clock
 * @param endpoint `STS in us-east-1`
 */
export function clockFinding(offset: number, endpoint: string): Finding {
  if (!isOff(offset)) return ok('clock', endpoint, 'same time as this machine');
  const off = Math.abs(offset);
  const how = `This machine's clock is ${formatDuration(off / 1000)} ${offset > 0 ? 'slow' : 'fast'}, compared with ${endpoint}`;
  const hint = 'Set the clock, for example by turning on network time.';
  return off < CLOCK.refused
    ? warning('clock', { message: `${how}. AWS may reject codes that were generated on this machine.`, hint })
    : problem('clock', { message: `${how}. AWS rejects the requests of most tools.`, hint });
}
