/** Reads both files and makes the plan; looks for a device if none is known. Nothing is written. */
import { abbreviatePaths, filesLine, sharedFilePaths } from '../shared-files/paths.ts';
import { adviceText } from '../errors.ts';
import type { LoginRequest } from './login-request.ts';
import {
  NoDevice,
  planSession,
  type SessionPlan,
  type OpenedFiles,
  type SessionWork,
} from './plan-session.ts';
import { minRemainingFor } from './reuse.ts';
import type { accountPlan } from './explain-plan.ts';
import { readSharedFiles, type ReadSharedFilesDeps } from '../shared-files/read-shared-files.ts';
import type { FoundDevice, searchDevice, SearchDeviceDeps } from './find-device.ts';
import type { warnOfMisleading } from './file-notes.ts';

export interface PrepareSessionDeps extends ReadSharedFilesDeps, SearchDeviceDeps {
  /** The person's home folder. */
  home: string;
  // Loaded when it is needed.
  loadAccount(): Promise<{ accountPlan: typeof accountPlan }>;
  loadDeviceSearch(): Promise<{ searchDevice: typeof searchDevice }>;
  loadWarnings(): Promise<{ warnOfMisleading: typeof warnOfMisleading }>;
}

/** Both files, wherever the environment says that they are. @throws AwsMfaError `configuration` */
export function openFiles(
  deps: Pick<PrepareSessionDeps, 'environment' | 'home' | 'readTextFile' | 'say'>,
): OpenedFiles {
  const paths = sharedFilePaths(deps.environment, deps.home);
  const shownPaths = abbreviatePaths(paths, deps.home);
  deps.say('debug', filesLine(shownPaths, deps.environment));
  return { paths, shownPaths, files: readSharedFiles(paths, deps) };
}

/**
 * @param usual seconds that a stored session must still last where nobody said anything
 * @throws AwsMfaError of every kind: what stands in the way of a session
 */
export async function prepareSession(
  request: LoginRequest,
  usual: (plan: SessionPlan) => number,
  opened: OpenedFiles,
  deps: PrepareSessionDeps,
): Promise<SessionWork> {
  const plan = await planFrom(request, opened, deps);
  const work = { ...opened, request, plan, minRemaining: minRemainingFor(plan, request, usual(plan)) };
  plan.notes.forEach((note) => deps.say('note', adviceText(note)));
  if (request.debug) (await deps.loadAccount()).accountPlan(work, deps.say);
  return work;
}

async function planFrom(
  request: LoginRequest,
  opened: OpenedFiles,
  deps: PrepareSessionDeps,
): Promise<SessionPlan> {
  const { files, shownPaths } = opened;
  try {
    return planSession(request, deps.environment, files);
  } catch (error) {
    const found = await findMissingDevice(error, request, opened, deps);
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
  { mayAsk, isKept }: LoginRequest,
  opened: OpenedFiles,
  deps: PrepareSessionDeps,
): Promise<FoundDevice | undefined> {
  if (!(error instanceof NoDevice) || !mayAsk) return undefined;
  const { searchDevice } = await deps.loadDeviceSearch();
  return searchDevice(error, opened, isKept, deps);
}
