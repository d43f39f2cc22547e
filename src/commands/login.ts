/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still good. */
import { ENVIRONMENT_BASE } from '../domain/profiles/resolve-base.ts';
import { loginJson, loginLines } from '../domain/report/login-report.ts';
import type { LoginOptions } from '../domain/session/login-options.ts';
import { readLoginRequest } from '../domain/session/login-request.ts';
import type { SessionPlan } from '../domain/session/plan-session.ts';
import { ensureSession, type Ensured, type EnsureSessionDeps } from './session/ensure-session.ts';
import { openFiles, prepareSession } from './session/prepare-session.ts';
import type { rehearseLogin, RehearseLoginDeps } from './session/rehearse-login.ts';
import type { SessionWork } from './session/session-work.ts';

export interface LoginDeps extends EnsureSessionDeps, RehearseLoginDeps {
  loadRehearsal(): Promise<{ rehearseLogin: typeof rehearseLogin }>;
}

/** Seconds a stored session must still last: long enough not to end in the middle of what is begun with it. */
const USUAL_MIN_REMAINING = 3600;

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function login(options: LoginOptions, deps: LoginDeps): Promise<void> {
  const request = readLoginRequest(options, deps.environment);
  const mayAsk = request.mayAsk && !options.dryRun;
  const work = await prepareSession({ ...request, mayAsk }, () => USUAL_MIN_REMAINING, openFiles(deps), deps);
  warnOfShadow(work.plan, deps);
  if (options.dryRun) await (await deps.loadRehearsal()).rehearseLogin(work, options.json === true, deps);
  else report(options, work, await ensureSession(work, deps), deps);
}

/** What stands in the way of the session being used. */
function warnOfShadow({ base }: SessionPlan, { environment, say }: LoginDeps): void {
  if (environment.accessKeyId && base.name !== ENVIRONMENT_BASE) say('warning', SHADOWED);
}

const SHADOWED = [
  'AWS_ACCESS_KEY_ID is set. Where AWS_PROFILE is exported, the AWS CLI and Terraform take that key and not the',
  'profile; --profile wins over it. Better: `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`',
].join('\n');

function report(
  { json }: LoginOptions,
  { paths, shownPaths, plan }: SessionWork,
  { session, how }: Ensured,
  deps: LoginDeps,
): void {
  // A program opens the file by the path, a person knows it by `~`.
  const credentialsFile = json ? paths.credentials : shownPaths.credentials;
  const result = { plan, expiration: session.expiration, how, credentialsFile };
  if (json) {
    deps.printJson(loginJson(result, deps.now()));
    return;
  }
  const [line, hint] = loginLines(result, deps.now(), deps.environment.profile?.value);
  deps.say('result', line);
  deps.say('plain', hint);
}
