/** Findings about what AWS answers: the clock, the access keys, the device and the session. */
import { shellCommand } from '../../text/shell-command.ts';
import type { AccessKey, Target } from '../../aws/calls.ts';
import { profileFlag, settingOf } from '../../profiles/profile.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import type { ResolvedBase } from '../../profiles/resolve-base.ts';
import { formatDuration } from '../../session/duration-and-expiry.ts';
import type { Sourced } from '../../source.ts';
import { unknownDevice } from '../../aws/explain-refusal.ts';
import { ok, problem, warning, type Finding } from './finding.ts';
import type { Environment } from '../../environment.ts';
import { endpointName, placeName, targetOf, serviceTarget } from '../../aws/target.ts';
import { chooseRegion } from '../../aws/endpoint.ts';
import { serviceUrl } from '../../session/partition.ts';
import type { ExaminedProfiles } from './profiles.ts';

/** Milliseconds: AWS denies what was signed more than five minutes from its own time; codes change every half minute. */
const CLOCK = { noticed: 30_000, refused: 5 * 60_000 } as const;

/** Whether it is more than the way to AWS and back can explain. */
export function isOff(offset: number | undefined): offset is number {
  return offset !== undefined && Math.abs(offset) >= CLOCK.noticed;
}

/**
 * @param offset milliseconds to add to this machine's clock
 * @param endpoint whose clock it was held against: `STS in us-east-1`
 */
export function clockFinding(offset: number, endpoint: string): Finding {
  const off = Math.abs(offset);
  if (!isOff(offset)) return ok('clock', endpoint, 'its clock and this one agree');
  const how = `This machine's clock is ${formatDuration(off / 1000)} ${offset > 0 ? 'behind' : 'ahead of'} that of ${endpoint}`;
  const remedy = 'Set it (most systems: switch on network time).';
  return off < CLOCK.refused
    ? warning('clock', `${how}: a code that is made on this machine may be refused.`, remedy)
    : problem('clock', { message: `${how}, and most tools are refused for that.`, hint: remedy });
}

/** Days after which AWS advises to replace a key. */
const OLD = 90;
const DAY = 86_400_000;

/**
 * @param listed every key of the user
 * @param own the id of the key in hand; nothing where a command has it, and any of them may be meant
 */
export function keyAgeFindings(
  listed: readonly AccessKey[],
  own: string | undefined,
  base: ResolvedBase,
  now: Date,
): Finding[] {
  const found = listed
    .filter(({ id }) => own === undefined || id === own)
    .flatMap(({ id, created }) => (created ? [{ ending: id.slice(-4), days: daysSince(created, now) }] : []));
  const old = found.filter(({ days }) => days > OLD);
  if (old.length > 0) {
    return old.map(({ ending, days }) =>
      warning(
        'access-key-age',
        `The access key …${ending} is ${days} days old; AWS advises to replace keys after ${OLD}.`,
        `Make a new one in the IAM console ("Security credentials"), enter it by ${shellCommand('aws', 'configure', ...profileFlag(base.name))}, then delete the old one.`,
      ),
    );
  }
  const [youngest] = found;
  return [
    ok(
      'access-key-age',
      `keys of [${base.name}]`,
      youngest ? `made ${daysAgo(youngest.days)}` : 'of unknown age',
    ),
  ];
}

function daysSince(created: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - created.getTime()) / DAY));
}

function daysAgo(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** @param serialNumbers of the user's devices, as IAM lists them */
export function knownDeviceFinding(
  device: Sourced<string>,
  serialNumbers: readonly string[],
  base: string,
): Finding {
  return serialNumbers.includes(device.value)
    ? ok('known-device', 'device', 'known to AWS')
    : problem('known-device', unknownDevice(device, base));
}

/** @param login the words of the command that renews it */
export function refusedSession(mfaProfile: string, login: readonly string[]): Finding {
  return problem('session-identity', {
    message: `AWS does not accept the session in [${mfaProfile}]: it was ended, or its keys were changed.`,
    hint: shellCommand(...login, '--force'),
  });
}

/** Where STS is asked, whether or not there is all that a login needs. */
export interface StsPlace {
  target: Target;
  url: string;
  /** As people would say it. */
  name: string;
}

/**
 * @param region `--region`
 * @throws AwsMfaError `usage`, `configuration` as a login would
 */
export function stsPlace(
  { plan, base, device, profiles }: ExaminedProfiles,
  region: Sourced<string> | undefined,
  { config }: SharedFiles,
  environment: Environment,
): StsPlace {
  if (plan) return placeOf(targetOf(plan), endpointName(plan));
  const profile = profiles.get(base?.name ?? 'default');
  const settings = [environment.region, settingOf(profile, 'region')];
  const chosen = chooseRegion(region, settings, device?.value ?? '').region;
  const { target } = serviceTarget('sts', { region: chosen, profile, config, environment });
  return placeOf(target, placeName('STS', target));
}

function placeOf(target: Target, name: string): StsPlace {
  return { target, url: target.endpoint ?? serviceUrl('sts', target.region, target), name };
}
