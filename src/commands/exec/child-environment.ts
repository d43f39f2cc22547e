/** Builds the environment of a command that `exec` runs: the session, and nothing that wins over it. */
import type { Variables } from '../../environment.ts';
import { execTarget, notForRole } from '../../login/exec-target.ts';
import { profilesOf, settingOf } from '../../profiles/profile.ts';
import type { SessionOptions } from '../../login/login-options.ts';
import { readLoginRequest } from '../../login/login-request.ts';
import { firstGiven } from '../../source.ts';
import { AwsMfaError } from '../../errors.ts';
import { sessionOrStillValid, openFiles, prepareSession } from '../../login/ensure-session.ts';
import { type Session, sessionVariables } from '../../session/session-keys.ts';
import type { Context } from '../../context.ts';

/** Seconds a stored session must still last. */
const USUAL_MIN_REMAINING = 900;

/**
 * Ensures the session, and puts it, or the role profile that rests on it, into the environment.
 * @throws AwsMfaError of every kind
 */
export async function environmentFor(options: SessionOptions, context: Context): Promise<Variables> {
  const request = readLoginRequest(options, context.environment);
  const opened = openFiles(context);
  const profiles = profilesOf(opened.files);
  const { roleProfile, profile } = execTarget(request, profiles, opened.files.credentials);
  const plan = await prepareSession({ ...request, profile }, () => USUAL_MIN_REMAINING, opened, context);
  const { mfaProfile, base } = plan;
  const wanted = request.region?.value;
  const sparing = sparingStdin(context);
  if (roleProfile !== undefined) {
    // The role finds its keys in the file: a session that is not to be written is no use to it.
    const unrenewable = request.isKept ? undefined : notForRole(roleProfile, mfaProfile);
    await sessionOrStillValid({ ...plan, ...(unrenewable && { unrenewable }) }, sparing);
    return withRoleProfile(context.processes.variables, roleProfile, wanted);
  }
  const session = await sessionOrStillValid(plan, sparing);
  const region = (name: string) => settingOf(profiles.get(name), 'region');
  const usual = firstGiven(
    region(profile?.value ?? mfaProfile),
    region(mfaProfile),
    region(base.name),
  )?.value;
  return withSession(context.processes.variables, session, { wanted, usual });
}

/** Standard input is the command's: a code may be read from it, if nothing that comes behind the code goes with it. */
function sparingStdin(context: Context): Context {
  const readStdinLine = async () => {
    const line = await context.terminal.readStdinLine();
    if (!line?.isMore) return line;
    throw new AwsMfaError(
      'conflicting_options',
      'Standard input holds more than the code, and the command would not get it.',
      'Give the code in AWS_MFA_TOKEN, or by --token-command.',
    );
  };
  return { ...context, terminal: { ...context.terminal, readStdinLine } };
}

/** Keys under every name that some SDK or tool reads, and when other keys than ours end. */
const KEYS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
];

const PROFILES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'];

/** The AWS CLI v1 and boto3 read the second only, the SDKs the first. */
const REGIONS = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

export interface ChildRegion {
  /** What was typed; it wins over the variables. */
  wanted: string | undefined;
  /** What a profile says; it stands in where no variable does. */
  usual: string | undefined;
}

export function withSession(variables: Variables, session: Session, region: ChildRegion): Variables {
  return {
    ...without(variables, [...KEYS, ...PROFILES, 'AWS_MFA_TOKEN']),
    ...Object.fromEntries(sessionVariables(session)),
    ...regionVariables(variables, region),
  };
}

/** Keys of any kind would win over the role. @param region as typed; else it is the profile's own */
export function withRoleProfile(
  variables: Variables,
  profile: string,
  region: string | undefined,
): Variables {
  return {
    ...without(variables, [...KEYS, ...PROFILES, 'AWS_MFA_TOKEN']),
    AWS_PROFILE: profile,
    ...(region !== undefined && regionVariables(variables, { wanted: region, usual: undefined })),
  };
}

function regionVariables(variables: Variables, { wanted, usual }: ChildRegion): Variables {
  const known = REGIONS.map((name) => variables[name]).find(Boolean);
  const filler = wanted ?? known ?? usual;
  if (filler === undefined) return {};
  return Object.fromEntries(
    REGIONS.map((name) => [name, (wanted === undefined && variables[name]) || filler]),
  );
}

function without(variables: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)));
}
