/** The environment of a command that is run with a session; the session is ensured on the way. */
import type { Variables } from '../../domain/environment.ts';
import { withRoleProfile, withSession } from '../../domain/exec/child-environment.ts';
import { execTarget, notForRole } from '../../domain/exec/exec-target.ts';
import { profilesOf, settingOf } from '../../domain/profiles/profile.ts';
import type { SessionOptions } from '../../domain/session/login-options.ts';
import { readLoginRequest } from '../../domain/session/login-request.ts';
import { firstGiven } from '../../domain/sourced.ts';
import { AwsMfaError } from '../../errors.ts';
import type { EnsureSessionDeps } from './ensure-session.ts';
import { handOutSession } from './hand-out-session.ts';
import { openFiles, prepareSession } from './prepare-session.ts';

export interface ExecEnvironmentDeps extends EnsureSessionDeps {
  /** The whole environment that this program was started with. */
  variables: Variables;
}

/** Seconds a stored session must still last. */
const USUAL_MIN_REMAINING = 900;

/**
 * Ensures the session, and puts it, or the role profile that rests on it, into the environment.
 * @throws AwsMfaError of every kind
 */
export async function environmentFor(options: SessionOptions, deps: ExecEnvironmentDeps): Promise<Variables> {
  const request = readLoginRequest(options, deps.environment);
  const opened = openFiles(deps);
  const profiles = profilesOf(opened.files);
  const { roleProfile, profile } = execTarget(request, profiles, opened.files.credentials);
  const work = await prepareSession({ ...request, profile }, () => USUAL_MIN_REMAINING, opened, deps);
  const { mfaProfile, base } = work.plan;
  const wanted = request.region?.value;
  const sparing = sparingStdin(deps);
  if (roleProfile !== undefined) {
    // The role finds its keys in the file: a session that is not to be written is no use to it.
    const loadRenewal = () => Promise.reject(notForRole(roleProfile, mfaProfile));
    await handOutSession(work, request.isKept ? sparing : { ...sparing, loadRenewal });
    return withRoleProfile(deps.variables, roleProfile, wanted);
  }
  const session = await handOutSession(work, sparing);
  const region = (name: string) => settingOf(profiles.get(name), 'region');
  const usual = firstGiven(
    region(profile?.value ?? mfaProfile),
    region(mfaProfile),
    region(base.name),
  )?.value;
  return withSession(deps.variables, session, { wanted, usual });
}

/** Standard input is the command's: a code may be read from it, if nothing that comes behind the code goes with it. */
function sparingStdin(deps: ExecEnvironmentDeps): ExecEnvironmentDeps {
  const readStdinLine = async () => {
    const line = await deps.readStdinLine();
    if (!line?.isMore) return line;
    throw new AwsMfaError(
      'usage',
      'Standard input holds more than the code, and the command would not get it.',
      'Give the code in AWS_MFA_TOKEN, or by --token-command.',
    );
  };
  return { ...deps, readStdinLine };
}
