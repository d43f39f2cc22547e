/** Reads both files and makes the plan; looks for a device if none is known. Nothing is written. */
import {
  abbreviatePaths,
  filesLine,
  sharedFilePaths,
  readSharedFiles,
} from '../shared-files/read-shared-files.ts';
import { adviceText } from '../errors.ts';
import type { LoginRequest } from './login-request.ts';
import {
  NoDevice,
  planSession,
  type SessionPlan,
  type OpenedFiles,
  type SessionWork,
} from './plan-session.ts';
import { minRemainingFor } from './watch-session.ts';
import type { FoundDevice } from './find-device.ts';
import type { Context } from '../context.ts';

/** Both files, wherever the environment says that they are. @throws AwsMfaError `configuration` */
export function openFiles(context: Context): OpenedFiles {
  const { home } = context.files;
  const paths = sharedFilePaths(context.environment, home);
  const shownPaths = abbreviatePaths(paths, home);
  context.output.say('debug', filesLine(shownPaths, context.environment));
  return { paths, shownPaths, files: readSharedFiles(paths, context.files) };
}

/**
 * @param usual seconds that a stored session must still last where nobody said anything
 * @throws AwsMfaError of every kind: what stands in the way of a session
 */
export async function prepareSession(
  request: LoginRequest,
  usual: (plan: SessionPlan) => number,
  opened: OpenedFiles,
  context: Context,
): Promise<SessionWork> {
  const plan = await planFrom(request, opened, context);
  const work = { ...opened, request, plan, minRemaining: minRemainingFor(plan, request, usual(plan)) };
  plan.notes.forEach((note) => context.output.say('note', adviceText(note)));
  if (request.debug) (await import('./explain-plan.ts')).accountPlan(work, context.output.say);
  return work;
}

async function planFrom(request: LoginRequest, opened: OpenedFiles, context: Context): Promise<SessionPlan> {
  const { files, shownPaths } = opened;
  try {
    return planSession(request, context.environment, files);
  } catch (error) {
    const found = await findMissingDevice(error, request, opened, context);
    if (found) {
      const { serialNumber, save, keys } = found;
      const plan = planSession({ ...request, serialNumber }, context.environment, files);
      const { name, process, renews } = plan.base;
      // Whose session it is to be has been settled by now.
      const base = { name, keys, ...(process && { process }), ...(renews && { renews }) };
      return { ...plan, base, saveDevice: save };
    }
    (await import('./file-notes.ts')).warnOfMisleading(files, shownPaths.credentials, context.output.say);
    throw error;
  }
}

/** Where nothing is missing but the device, and there is somebody to ask, it is looked for. */
async function findMissingDevice(
  error: unknown,
  { mayAsk, isKept }: LoginRequest,
  opened: OpenedFiles,
  context: Context,
): Promise<FoundDevice | undefined> {
  if (!(error instanceof NoDevice) || !mayAsk) return undefined;
  const { searchDevice } = await import('./find-device.ts');
  return searchDevice(error, opened, isKept, context);
}
