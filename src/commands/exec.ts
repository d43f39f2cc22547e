/** `aws-mfa exec`: runs a command with a session in its environment, as if it had been run directly. */
import type { Variables } from '../domain/environment.ts';
import {
  exitCodeOf,
  sharedSignal,
  whyUnstarted,
  type ChildEnd,
  type SharedSignal,
} from '../domain/exec/child-end.ts';
import { withRoleProfile, withSession } from '../domain/exec/child-environment.ts';
import { readCommandLine } from '../domain/exec/command-line.ts';
import { execTarget, notForRole } from '../domain/exec/exec-target.ts';
import { profilesOf, settingOf } from '../domain/profiles/profile.ts';
import type { SessionOptions } from '../domain/session/login-options.ts';
import { readLoginRequest } from '../domain/session/login-request.ts';
import { firstGiven } from '../domain/sourced.ts';
import { AwsMfaError } from '../errors.ts';
import type { EnsureSessionDeps } from './ensure-session.ts';
import { handOutSession } from './hand-out-session.ts';
import { openFiles, prepareSession } from './prepare-session.ts';

/** Runs a command on the streams and the terminal of this program, and waits for its end. */
export type RunChild = (command: string, args: readonly string[], variables: Variables) => Promise<ChildEnd>;

export interface ExecDeps extends EnsureSessionDeps {
  /** The whole environment that this program was started with. */
  variables: Variables;
  /** Loaded when it is needed. */
  loadRunChild(): Promise<RunChild>;
  /** Ends this program by a signal; returns where the system does not let it. */
  endBy(signal: SharedSignal): void;
}

/** Seconds a stored session must still last. */
const USUAL_MIN_REMAINING = 900;

/**
 * @param words the command and its arguments
 * @returns the exit code of the command
 * @throws AwsMfaError of every kind; the command was not run
 */
export async function exec(
  words: readonly string[],
  options: SessionOptions,
  deps: ExecDeps,
): Promise<number> {
  const { command, args } = readCommandLine(words);
  const variables = await environmentFor(options, deps);
  const runChild = await deps.loadRunChild();
  // From here on a signal is the command's.
  if (deps.signal.aborted) throw notRun(deps.signal);
  const end = await runChild(command, args, variables);
  if (end.kind === 'unstarted') {
    const [what, remedy] = whyUnstarted(command, end.reason);
    deps.say('error', what);
    deps.say('remedy', remedy);
  }
  const signal = sharedSignal(end);
  if (signal) deps.endBy(signal);
  return exitCodeOf(end);
}

/** Ensures the session, and puts it, or the role profile that rests on it, into the environment. */
async function environmentFor(options: SessionOptions, deps: ExecDeps): Promise<Variables> {
  const request = readLoginRequest(options, deps.environment);
  const opened = openFiles(deps);
  const profiles = profilesOf(opened.files);
  const { roleProfile, profile } = execTarget(request, profiles, opened.files.credentials);
  const work = await prepareSession({ ...request, profile }, () => USUAL_MIN_REMAINING, opened, deps);
  const { mfaProfile, base } = work.plan;
  const wanted = request.region?.value;
  if (roleProfile !== undefined) {
    // The role finds its keys in the file: a session that is not to be written is no use to it.
    const loadRenewal = () => Promise.reject(notForRole(roleProfile, mfaProfile));
    await handOutSession(work, request.isKept ? deps : { ...deps, loadRenewal });
    return withRoleProfile(deps.variables, roleProfile, wanted);
  }
  const session = await handOutSession(work, deps);
  const region = (name: string) => settingOf(profiles.get(name), 'region');
  const usual = firstGiven(
    region(profile?.value ?? mfaProfile),
    region(mfaProfile),
    region(base.name),
  )?.value;
  return withSession(deps.variables, session, { wanted, usual });
}

/** The signal's own error says that nothing was written, and a session may have been. */
function notRun({ reason }: AbortSignal): unknown {
  return reason instanceof AwsMfaError
    ? new AwsMfaError(reason.kind, 'Cancelled; the command was not run.')
    : reason;
}
