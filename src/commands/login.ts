/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still good. */
import type { LoginWork } from './login-work.ts';
import { loginJson, loginLines, type LoginResult } from '../domain/report/login-report.ts';
import { sourceName } from '../domain/session/code-source.ts';
import type { LoginOptions } from '../domain/session/login-options.ts';
import { readLoginRequest, type LoginRequest } from '../domain/session/login-request.ts';
import { NoDevice } from '../domain/session/no-device.ts';
import { planSession, type SessionPlan } from '../domain/session/plan-session.ts';
import { planLines } from '../domain/report/plan-lines.ts';
import { ENVIRONMENT_BASE } from '../domain/profiles/resolve-base.ts';
import { minRemainingFor, reuse } from '../domain/session/reuse.ts';
import { abbreviateHome, sharedFilePaths } from '../domain/profiles/shared-file-paths.ts';
import { readSharedFiles, type ReadSharedFilesDeps } from './read-shared-files.ts';
import type { rehearseLogin, RehearseLoginDeps } from './rehearse-login.ts';
import type { renewSession } from './renew-session.ts';
import type { FoundDevice, searchDevice, SearchDeviceDeps } from './search-device.ts';
import type { noteRoles, warnOfFile, warnOfMisleading } from './warn-of-file.ts';

export interface LoginDeps extends RehearseLoginDeps, ReadSharedFilesDeps, SearchDeviceDeps {
  /** The person's home folder. */
  home: string;
  // What is not needed where the stored session will do, more than half of the program, is loaded when it is needed.
  loadRenewal(): Promise<{ renewSession: typeof renewSession }>;
  loadRehearsal(): Promise<{ rehearseLogin: typeof rehearseLogin }>;
  loadDeviceSearch(): Promise<{ searchDevice: typeof searchDevice }>;
  loadWarnings(): Promise<{
    warnOfFile: typeof warnOfFile;
    warnOfMisleading: typeof warnOfMisleading;
    noteRoles: typeof noteRoles;
  }>;
}

/** Seconds a stored session must still last: long enough not to end in the middle of what is begun with it. */
const USUAL_MIN_REMAINING = 3600;

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function login(options: LoginOptions, deps: LoginDeps): Promise<void> {
  const request = readLoginRequest(options, deps.environment, USUAL_MIN_REMAINING);
  const paths = sharedFilePaths(deps.environment, deps.home);
  const shownPaths = {
    credentials: abbreviateHome(paths.credentials, deps.home),
    config: abbreviateHome(paths.config, deps.home),
  };
  const files = readSharedFiles(paths, deps);
  const plan = await planFrom({ options, paths, shownPaths, files }, request, deps);
  const work: LoginWork = { options, paths, shownPaths, files, plan };
  announce(plan, deps);
  const minRemaining = minRemainingFor(plan, request);
  if (options.debug) account(work, request, minRemaining, deps);
  const reusable = reuse(plan, minRemaining, deps.now());
  if (options.dryRun) {
    await (await deps.loadRehearsal()).rehearseLogin(work, request.code, reusable, deps);
    return;
  }
  const got = reusable ? reused(reusable) : await renew(work, { ...request, minRemaining }, deps);
  report(work, got, deps);
}

type Begun = Omit<LoginWork, 'plan'>;

async function planFrom(begun: Begun, request: LoginRequest, deps: LoginDeps): Promise<SessionPlan> {
  const { files, shownPaths } = begun;
  try {
    return planSession(request, deps.environment, files);
  } catch (error) {
    const found = await findMissingDevice(error, begun, deps);
    if (found) {
      const { serialNumber, save, keys } = found;
      const plan = planSession({ ...request, serialNumber }, deps.environment, files);
      const { name, process, renews } = plan.base;
      // Whose session it is to be has been settled by now.
      const base = { name, keys, ...(process && { process }), ...(renews && { renews }) };
      return { ...plan, base, saveDevice: save };
    }
    (await deps.loadWarnings()).warnOfMisleading(files, shownPaths.credentials, deps.say);
    throw error;
  }
}

/** Where nothing is missing but the device, and there is somebody to ask, it is looked for. */
async function findMissingDevice(
  error: unknown,
  { options, paths, shownPaths, files }: Begun,
  deps: LoginDeps,
): Promise<FoundDevice | undefined> {
  const mayAsk = options.input !== false && !options.dryRun && !deps.environment.ci;
  if (!(error instanceof NoDevice) || !mayAsk) return undefined;
  return (await deps.loadDeviceSearch()).searchDevice(error, files, paths, shownPaths.config, deps);
}

/** Where every value came from. */
function account(
  { plan, shownPaths }: LoginWork,
  { code }: LoginRequest,
  minRemaining: number | undefined,
  deps: LoginDeps,
): void {
  const lasts = minRemaining === undefined ? 'a new session' : `a session that lasts ${minRemaining} s`;
  const lines = [
    `files: ${shownPaths.credentials}, ${shownPaths.config}`,
    ...planLines(plan),
    `wanted: ${lasts}; code: ${sourceName(code)}`,
  ];
  lines.forEach((line) => deps.say('debug', line));
}

/** What the person did not decide, and what stands in the way of the session being used. */
function announce(plan: SessionPlan, deps: LoginDeps): void {
  plan.notes.forEach((note) => deps.say('note', note));
  if (deps.environment.accessKeyId && plan.base.name !== ENVIRONMENT_BASE) deps.say('warning', SHADOWED);
}

const SHADOWED = [
  'AWS_ACCESS_KEY_ID is set. Where AWS_PROFILE is exported, the AWS CLI and Terraform take that key and not the',
  'profile; --profile wins over it. Better: `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`',
].join('\n');

type Got = Pick<LoginResult, 'expiration' | 'reused' | 'elsewhere'>;

function reused(expiration: Date): Got {
  return { expiration, reused: true, elsewhere: false };
}

async function renew(
  { plan, paths, shownPaths, files }: LoginWork,
  { code, minRemaining }: LoginRequest,
  deps: LoginDeps,
): Promise<Got> {
  const [{ warnOfFile, noteRoles }, { renewSession }] = await Promise.all([
    deps.loadWarnings(),
    deps.loadRenewal(),
  ]);
  const isFirst = !plan.stored?.has('x_source_profile');
  warnOfFile(files, shownPaths.credentials, isFirst, deps.say);
  if (isFirst) noteRoles(files, plan, deps.say);
  const renewed = await renewSession(plan, paths, code, minRemaining, deps);
  return { ...renewed, reused: renewed.elsewhere };
}

function report({ options, paths, shownPaths, plan }: LoginWork, got: Got, deps: LoginDeps): void {
  // A program opens the file by the path, a person knows it by `~`.
  const credentialsFile = options.json ? paths.credentials : shownPaths.credentials;
  const result = { plan, ...got, credentialsFile };
  if (options.json) {
    deps.printJson(loginJson(result, deps.now()));
    return;
  }
  const [line, hint] = loginLines(result, deps.now(), deps.environment.profile?.value);
  deps.say('result', line);
  deps.say('plain', hint);
}
