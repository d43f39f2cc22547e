/** Checks the profiles, the MFA device and the settings with the functions that a login uses. */
import { ok, problem, warning, type Finding } from './finding.ts';
import type { Environment } from '../../environment.ts';
import { AwsMfaError } from '../../errors.ts';
import { chooseProfiles } from '../../login/choose-profiles.ts';
import type { LoginRequest } from '../../login/login-request.ts';
import { planSession, type LoginPlan } from '../../login/plan-session.ts';
import type { OpenedFiles } from '../../shared-files/read-shared-files.ts';
import {
  configureSet,
  ENVIRONMENT_BASE,
  profilesOf,
  settingOf,
  type Profiles,
} from '../../profiles/profile.ts';
import { ownExport, profileKind } from '../../profiles/profile-kind.ts';
import { resolveBaseWithKeys, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { sourceName } from '../../source.ts';
import { entryOf, STORES } from '../../stores/stores.ts';
import { option } from '../../text/shell-command.ts';

/** What a login would use; undefined if that cannot be found out. */
export interface ExaminedProfiles {
  profiles: Profiles;
  base?: ResolvedBase;
  mfaProfile?: string;
  plan?: LoginPlan;
  findings: Finding[];
}

/** @throws AwsMfaError `usage` for an option that cannot be right */
export function examineProfiles(
  request: LoginRequest,
  environment: Environment,
  opened: OpenedFiles,
): ExaminedProfiles {
  const { files } = opened;
  const profiles = profilesOf(files);
  const { value: base, error: baseError } = attempt(() =>
    resolveBaseWithKeys(request.profile, profiles, environment),
  );
  if (!base) return { profiles, findings: [problem('base', baseError)] };
  const found = baseFinding(base);
  const { value: chosen, error } = attempt(() => chooseProfiles(request, environment, files));
  if (!chosen) return { profiles, base, findings: [found, problem('mfa-profile', error)] };
  const { mfaProfile } = chosen;
  const findings = [found, ok('mfa-profile', `MFA profile [${mfaProfile}]`, 'receives the session')];
  const regions = [base.name, mfaProfile].map((name) => settingOf(profiles.get(name), 'region'));
  if (![environment.region, ...regions].some(Boolean)) findings.push(noRegion(base.name, mfaProfile));
  const { value: plan, error: planError } = attempt(() => planSession(request, environment, opened));
  if (!plan) {
    const isOfDevice = planError.code === 'no_device' || planError.code === 'invalid_device';
    findings.push(problem(isOfDevice ? 'device' : 'settings', planError));
    return { profiles, base, mfaProfile, findings };
  }
  // Other findings cover what overrides the session, and how the base profile was chosen.
  const notes = plan.notes.filter(({ about }) => about !== 'base' && about !== 'shadow');
  findings.push(...notes.map((note) => warning('settings', note)));
  if (!findings.some(({ id }) => id === 'settings'))
    findings.push(ok('settings', aboutBase(base), `region ${plan.region.value}`));
  const { value: device, source } = plan.serialNumber;
  findings.push(ok('device', 'MFA device', `${device} (${sourceName(source)})`));
  return { profiles, base, mfaProfile, plan, findings };
}

/**
 * Where npm has installed a batch file (Windows), only a shell finds it without its ending. The AWS CLI and boto3 start a
 * `credential_process` without one.
 * @param program the name that they find
 */
export function programNameFindings(profiles: Profiles, program: string): Finding[] {
  return [...profiles.values()].flatMap((profile) => {
    const own = ownExport(profileKind(profile));
    const [, name] = /^\s*"?(?:[^"\s]*[/\\])?(aws-mfa)"?(?:\s|$)/i.exec(own?.command.value ?? '') ?? [];
    if (!own || name === undefined || name === program) return [];
    const message = `${sourceName(own.command.source)} runs ${name}. The AWS CLI and boto3 do not find it by this name.`;
    return [warning('settings', { message, hint: `Write \`${program}\` in its place.` })];
  });
}

function baseFinding(base: ResolvedBase): Finding {
  const { keys, process, guessed } = base;
  const entry = process && entryOf(process.value);
  const what = keys
    ? `has the long-term access key …${keys.accessKeyId.slice(-4)}`
    : entry
      ? `has the long-term access key …${entry.accessKeyId.slice(-4)} in ${STORES[entry.store].title}`
      : `has its access key from ${process ? sourceName(process.source) : 'a command'}, which doctor does not run`;
  return ok('base', aboutBase(base), guessed ? `${what} (the only profile with one)` : what);
}

function aboutBase({ name }: ResolvedBase): string {
  return name === ENVIRONMENT_BASE ? 'environment, as the base profile' : `base profile [${name}]`;
}

/** Tools that use the session read the region of its profile. */
function noRegion(base: string, mfaProfile: string): Finding {
  return warning('settings', {
    message: `Neither [${mfaProfile}] nor its base profile [${base}] has a region, so most AWS CLI commands need --region.`,
    hint: `Set one, for example:\n${configureSet('region', 'us-east-1', option('--profile', mfaProfile))}`,
  });
}

/** What a function returned, or the configuration or AWS error that it threw. */
export type Attempt<T> = { value: T; error?: undefined } | { value?: undefined; error: AwsMfaError };

/** @throws every other error: a mistake on the command line, or in this program */
export function attempt<T>(call: () => T): Attempt<T> {
  try {
    return { value: call() };
  } catch (error) {
    return { error: faultOf(error) };
  }
}

/** An error that a finding can report. @throws every other error */
export function faultOf(error: unknown): AwsMfaError {
  if (error instanceof AwsMfaError && ['configuration', 'refused', 'unreachable'].includes(error.kind))
    return error;
  throw error;
}
