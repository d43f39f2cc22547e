/** Builds the environment of a command that `exec` runs: with a session, and nothing that would override it. */
import type { Variables } from '../../environment.ts';
import {
  execTarget,
  notForRole,
  prepareKeys,
  regionVariables,
  selectedKeys,
} from '../../login/assume-roles.ts';
import { profilesOf, settingOf } from '../../profiles/profile.ts';
import type { SessionOptions } from '../../login/login-request.ts';
import { AwsMfaError } from '../../errors.ts';
import { openRequest, prepareSession, sessionOrStillValid } from '../../login/ensure-session.ts';
import { checkRoleFits, type LoginPlan } from '../../login/plan-session.ts';
import { checkRoleSettings } from '../../login/role-checks.ts';
import { type Session, sessionVariables } from '../../session/session-keys.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import type { Context } from '../../context.ts';

/** Seconds that a stored session must still last. */
const MIN_REMAINING = 900;

export interface ExecOptions extends SessionOptions {
  roleKeys?: boolean;
}

/** Gets the session, and puts it, or the role profile based on it, into the environment. @throws AwsMfaError of every kind */
export async function environmentFor(options: ExecOptions, context: Context): Promise<Variables> {
  const { variables } = context.processes;
  const { request, opened } = await openRequest(options, context, { minRemaining: MIN_REMAINING });
  const profiles = profilesOf(opened.files);
  const target = execTarget(request, profiles);
  const { roleProfile, profile } = target;
  const shared = withSharedStdin(context);
  if (roleProfile === undefined || options.roleKeys) {
    const prepared = await prepareKeys(request, target, opened, context);
    const session = await sessionOrStillValid(prepared.plan, shared);
    const more = [...prepared.region, ...endpointVariables(prepared.plan, variables)];
    return withSession(variables, await selectedKeys(prepared, session, context), more);
  }
  const withKeys = ['exec', '--role-keys', ...option('--profile', roleProfile), '--', 'COMMAND'];
  const also = `Or run it with the keys of the role:\n${shellCommand('aws-mfa', ...withKeys)}`;
  checkRoleSettings(roleProfile, profiles, also);
  const plan = await prepareSession({ ...request, profile }, opened, context);
  checkRoleFits(roleProfile, plan, profiles);
  // The role gets its keys from the file, so that a session that is not written is of no use.
  const unrenewable = request.writesSession ? plan.unrenewable : notForRole(roleProfile, plan.mfaProfile);
  await sessionOrStillValid({ ...plan, unrenewable }, shared);
  return withRoleProfile(variables, roleProfile, request.region?.value);
}

/** Standard input is the command's. A code may be read from it only if nothing else was read with it. */
function withSharedStdin(context: Context): Context {
  const readStdinLine = async () => {
    const line = await context.terminal.readStdinLine();
    if (!line?.isMore) return line;
    throw new AwsMfaError(
      'conflicting_options',
      'Standard input holds more than the code, and the command would not receive the rest.',
      'Pass the code in AWS_MFA_TOKEN or with --token-command.',
    );
  };
  return { ...context, terminal: { ...context.terminal, readStdinLine } };
}

/** Keys and their expiry by every name that some SDK or tool reads, what selects a profile, and the code. */
const REPLACED = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_MFA_TOKEN',
];

/**
 * Without a profile, tools read `[default]`, and would send the session of another profile to its `endpoint_url`. A
 * variable that the user has set decides instead.
 */
function endpointVariables(
  { base, mfaProfile, files }: LoginPlan,
  variables: Variables,
): [name: string, value: string][] {
  const isSet = Object.entries(variables).some(
    ([name, value]) => value && /^AWS_(ENDPOINT_URL|IGNORE_CONFIGURED)/.test(name),
  );
  const usual = profilesOf(files).get('default');
  const endpoint = settingOf(usual, 'endpoint_url') ?? settingOf(usual, 'services');
  return isSet || [base.name, mfaProfile].includes('default') || !endpoint
    ? []
    : [['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true']];
}

/** @param more variables that are set besides */
export function withSession(
  variables: Variables,
  session: Session,
  more: readonly (readonly [name: string, value: string])[],
): Variables {
  return {
    ...withoutReplaced(variables),
    ...Object.fromEntries(sessionVariables(session)),
    ...Object.fromEntries(more),
  };
}

/** Without keys, which would override the role. @param wanted `--region`; else the region is the role profile's own */
export function withRoleProfile(
  variables: Variables,
  profile: string,
  wanted: string | undefined,
): Variables {
  return {
    ...withoutReplaced(variables),
    AWS_PROFILE: profile,
    // Version 2 of the SDK for JavaScript reads roles only with it; the SDK for Go had it, too.
    AWS_SDK_LOAD_CONFIG: '1',
    ...(wanted !== undefined && Object.fromEntries(regionVariables(variables, wanted))),
  };
}

function withoutReplaced(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !REPLACED.includes(name)));
}
