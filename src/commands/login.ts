/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still good. */
import { dryRunJson, dryRunLines } from '../domain/report/dry-run-report.ts';
import type { Environment } from '../domain/environment.ts';
import { allFileNotes, fileNotes, misleadingNotes } from '../domain/report/file-notes.ts';
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

/** What one login works on. */
interface Login {
  options: LoginOptions;
  paths: SharedFilePaths;
  files: ReadFiles;
  plan: SessionPlan;
}

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function login(options: LoginOptions, deps: LoginDeps): Promise<void> {
  const request = readLoginRequest(options, deps.environment, USUAL_MIN_REMAINING);
  const paths = sharedFilePaths(deps.environment, deps.home);
  const files = readSharedFiles(paths, deps);
  const plan = planFrom(request, files, paths, deps);
  const work: Login = { options, paths, files, plan };
  announce(plan, deps);
  const reusable = reuse(plan, request.minRemaining, deps.now());
  if (options.dryRun) {
    rehearse(work, reusable, deps);
    return;
  }
  warnOfFile(work, deps);
  const expiration = reusable ?? (await renewSession(plan, paths, request.code, deps));
  report(work, expiration, reusable !== undefined, deps);
}

/** Where the files make no sense, one that is missing or a line that led astray may be why. */
function planFrom(
  request: LoginRequest,
  files: ReadFiles,
  paths: SharedFilePaths,
  deps: LoginDeps,
): SessionPlan {
  try {
    return planSession(request, deps.environment, files);
  } catch (error) {
    const path = shown(paths.credentials, deps);
    if (!files.hasCredentialsFile) deps.say('warning', `There is no file ${path}.`);
    misleadingNotes(files.faults, path).forEach((note) => deps.say('warning', note));
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

function warnOfFile({ plan, files, paths }: Login, deps: LoginDeps): void {
  const isFirst = !plan.stored?.has('x_source_profile');
  const notes = fileNotes(files.faults, shown(paths.credentials, deps), isFirst);
  notes.forEach((note) => deps.say('warning', note));
}

function rehearse({ options, paths, files, plan }: Login, reusable: Date | undefined, deps: LoginDeps): void {
  if (!reusable) checkRenewal(plan, paths, deps);
  const credentialsFile = shown(paths.credentials, deps);
  allFileNotes(files.faults, credentialsFile).forEach((note) => deps.say('note', note));
  const rehearsal = { plan, reusable, credentialsFile, configFile: shown(paths.config, deps) };
  if (options.json) deps.printJson(dryRunJson({ ...rehearsal, credentialsFile: paths.credentials }));
  else dryRunLines(rehearsal).forEach((line) => deps.say('plain', line));
}

function report({ options, paths, plan }: Login, expiration: Date, reused: boolean, deps: LoginDeps): void {
  // A program opens the file by the path, a person knows it by `~`.
  const credentialsFile = options.json ? paths.credentials : shown(paths.credentials, deps);
  const result = { plan, expiration, reused, credentialsFile };
  if (options.json) {
    deps.printJson(loginJson(result, deps.now()));
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
