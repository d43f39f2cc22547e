/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still good. */
import { loginJson, loginLines } from '../domain/report/login-report.ts';
import {
  readLoginRequest,
  type CodeSource,
  type LoginOptions,
  type LoginRequest,
} from '../domain/session/login-request.ts';
import { NoDevice } from '../domain/session/no-device.ts';
import { planLines, planSession, type SessionPlan } from '../domain/session/plan-session.ts';
import { ENVIRONMENT_BASE } from '../domain/profiles/resolve-base.ts';
import { reuse } from '../domain/session/reuse.ts';
import {
  abbreviateHome,
  sharedFilePaths,
  type SharedFilePaths,
} from '../domain/profiles/shared-file-paths.ts';
import { readSharedFiles, type ReadFiles, type ReadSharedFilesDeps } from './read-shared-files.ts';
import type { rehearseLogin, RehearseLoginDeps } from './rehearse-login.ts';
import type { renewSession } from './renew-session.ts';
import type { FoundDevice, searchDevice, SearchDeviceDeps } from './search-device.ts';
import type { warnOfFile, warnOfMisleading } from './warn-of-file.ts';

export interface LoginDeps extends RehearseLoginDeps, ReadSharedFilesDeps, SearchDeviceDeps {
  /** The person's home folder. */
  home: string;
  // What is not needed where the stored session will do, more than half of the program, is loaded when it is needed.
  loadRenewal(): Promise<{ renewSession: typeof renewSession }>;
  loadRehearsal(): Promise<{ rehearseLogin: typeof rehearseLogin }>;
  loadDeviceSearch(): Promise<{ searchDevice: typeof searchDevice }>;
  loadWarnings(): Promise<{ warnOfFile: typeof warnOfFile; warnOfMisleading: typeof warnOfMisleading }>;
}

/** Seconds a stored session must still last: long enough not to end in the middle of what is begun with it. */
const USUAL_MIN_REMAINING = 3600;

/** What one login works on. */
export interface LoginWork {
  options: LoginOptions;
  paths: SharedFilePaths;
  /** The same as the person would write them. */
  shownPaths: SharedFilePaths;
  files: ReadFiles;
  plan: SessionPlan;
}

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function login(options: LoginOptions, deps: LoginDeps): Promise<void> {
  const request = readLoginRequest(options, deps.environment, USUAL_MIN_REMAINING);
  const paths = sharedFilePaths(deps.environment, deps.home);
  const shownPaths = {
    credentials: abbreviateHome(paths.credentials, deps.home),
    config: abbreviateHome(paths.config, deps.home),
  };
  const files = readSharedFiles(paths, deps);
  const plan = await planFrom(options, request, files, shownPaths, deps);
  const work: LoginWork = { options, paths, shownPaths, files, plan };
  announce(plan, deps);
  const reusable = reuse(plan, request.minRemaining, deps.now());
  if (options.dryRun) {
    (await deps.loadRehearsal()).rehearseLogin(work, reusable, deps);
    return;
  }
  const expiration = reusable ?? (await renew(work, request.code, deps));
  report(work, expiration, reusable !== undefined, deps);
}

async function planFrom(
  options: LoginOptions,
  request: LoginRequest,
  files: ReadFiles,
  shownPaths: SharedFilePaths,
  deps: LoginDeps,
): Promise<SessionPlan> {
  try {
    return planSession(request, deps.environment, files);
  } catch (error) {
    const found = await findMissingDevice(error, options, shownPaths.config, deps);
    if (found) {
      const { serialNumber, save } = found;
      return { ...planSession({ ...request, serialNumber }, deps.environment, files), saveDevice: save };
    }
    (await deps.loadWarnings()).warnOfMisleading(files, shownPaths.credentials, deps.say);
    throw error;
  }
}

/** Where nothing is missing but the device, and there is somebody to ask, it is looked for. */
async function findMissingDevice(
  error: unknown,
  options: LoginOptions,
  configFile: string,
  deps: LoginDeps,
): Promise<FoundDevice | undefined> {
  const mayAsk = options.input !== false && !options.dryRun && !deps.environment.ci;
  if (!(error instanceof NoDevice) || !mayAsk) return undefined;
  return (await deps.loadDeviceSearch()).searchDevice(error, configFile, deps);
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

async function renew(
  { plan, paths, shownPaths, files }: LoginWork,
  code: CodeSource,
  deps: LoginDeps,
): Promise<Date> {
  const [{ warnOfFile }, { renewSession }] = await Promise.all([deps.loadWarnings(), deps.loadRenewal()]);
  warnOfFile(files, shownPaths.credentials, !plan.stored?.has('x_source_profile'), deps.say);
  return renewSession(plan, paths, code, deps);
}

function report(
  { options, paths, shownPaths, plan }: LoginWork,
  expiration: Date,
  reused: boolean,
  deps: LoginDeps,
): void {
  // A program opens the file by the path, a person knows it by `~`.
  const credentialsFile = options.json ? paths.credentials : shownPaths.credentials;
  const result = { plan, expiration, reused, credentialsFile };
  if (options.json) {
    deps.printJson(loginJson(result, deps.now()));
    return;
  }
  const [line, hint] = loginLines(result, deps.now(), deps.environment.profile?.value);
  deps.say('result', line);
  deps.say('plain', hint);
}
