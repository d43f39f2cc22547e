/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still good. */
import { dryRunJson, dryRunLines } from '../domain/report/dry-run-report.ts';
import type { Environment } from '../domain/environment.ts';
import { allFileNotes, fileNotes, misleadingNotes } from '../domain/report/file-notes.ts';
import type { IniFault } from '../domain/ini/ini-faults.ts';
import { loginJson, loginLines } from '../domain/report/login-report.ts';
import { readLoginRequest, type LoginOptions, type LoginRequest } from '../domain/session/login-request.ts';
import { planLines, planSession, type SessionPlan } from '../domain/session/plan-session.ts';
import { ENVIRONMENT_BASE } from '../domain/profiles/resolve-base.ts';
import { reuse } from '../domain/session/reuse.ts';
import {
  abbreviateHome,
  sharedFilePaths,
  type SharedFilePaths,
} from '../domain/profiles/shared-file-paths.ts';
import { readSharedFiles, type ReadFiles, type ReadSharedFilesDeps } from './read-shared-files.ts';
import { checkRenewal, renewSession, type RenewSessionDeps } from './renew-session.ts';

export interface LoginDeps extends RenewSessionDeps, ReadSharedFilesDeps {
  environment: Environment;
  /** The person's home folder. */
  home: string;
  /** One object on standard output. */
  printJson(value: Record<string, unknown>): void;
}

/** Seconds a stored session must still last: long enough not to end in the middle of what is begun with it. */
const USUAL_MIN_REMAINING = 3600;

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function login(options: LoginOptions, deps: LoginDeps): Promise<void> {
  const request = readLoginRequest(options, deps.environment, USUAL_MIN_REMAINING);
  const paths = sharedFilePaths(deps.environment, deps.home);
  const files = readSharedFiles(paths, deps);
  const plan = planFrom(request, files, paths, deps);
  announce(plan, deps);
  const reusable = reuse(plan, request.minRemaining, deps.now());
  if (options.dryRun) {
    rehearse(plan, reusable, files.faults, paths, options, deps);
    return;
  }
  const isFirst = !plan.stored?.has('x_source_profile');
  fileNotes(files.faults, shown(paths.credentials, deps), isFirst).forEach((note) =>
    deps.say('warning', note),
  );
  const expiration = reusable ?? (await renewSession(plan, paths, request.code, deps));
  report(plan, expiration, reusable !== undefined, paths, options, deps);
}

/** Where the files make no sense, the line that led astray may be why. */
function planFrom(
  request: LoginRequest,
  files: ReadFiles,
  paths: SharedFilePaths,
  deps: LoginDeps,
): SessionPlan {
  try {
    return planSession(request, deps.environment, files);
  } catch (error) {
    const notes = misleadingNotes(files.faults, shown(paths.credentials, deps));
    notes.forEach((note) => deps.say('warning', note));
    throw error;
  }
}

/** What the person did not decide, and what stands in the way of the session being used. */
function announce(plan: SessionPlan, deps: LoginDeps): void {
  planLines(plan).forEach((line) => deps.say('debug', line));
  plan.notes.forEach((note) => deps.say('note', note));
  if (deps.environment.accessKeyId && plan.base.name !== ENVIRONMENT_BASE) deps.say('warning', SHADOWED);
}

const SHADOWED = [
  'AWS_ACCESS_KEY_ID is set. Where AWS_PROFILE is exported, the AWS CLI and Terraform take that key and not the',
  'profile; --profile wins over it. Better: `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`',
].join('\n');

function rehearse(
  plan: SessionPlan,
  reusable: Date | undefined,
  faults: readonly IniFault[],
  paths: SharedFilePaths,
  options: LoginOptions,
  deps: LoginDeps,
): void {
  if (!reusable) checkRenewal(plan, paths, deps);
  const [credentialsFile, configFile] = [shown(paths.credentials, deps), shown(paths.config, deps)];
  const rehearsal = { plan, reusable, credentialsFile, configFile };
  allFileNotes(faults, credentialsFile).forEach((note) => deps.say('note', note));
  if (options.json) deps.printJson(dryRunJson({ ...rehearsal, credentialsFile: paths.credentials }));
  else dryRunLines(rehearsal).forEach((line) => deps.say('plain', line));
}

function report(
  plan: SessionPlan,
  expiration: Date,
  reused: boolean,
  paths: SharedFilePaths,
  options: LoginOptions,
  deps: LoginDeps,
): void {
  const result = { plan, expiration, reused, credentialsFile: shown(paths.credentials, deps) };
  if (options.json) {
    deps.printJson(loginJson({ ...result, credentialsFile: paths.credentials }, deps.now()));
    return;
  }
  const [line, hint] = loginLines(result, deps.now(), deps.environment.profile?.value);
  deps.say('result', line);
  deps.say('plain', hint);
}

/** A path as the person would write it. */
function shown(path: string, deps: LoginDeps): string {
  return abbreviateHome(path, deps.home);
}
