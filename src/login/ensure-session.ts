/**
 * Reads both files, plans the session, and returns one that lasts long enough: the stored one if it does, else a new
 * one.
 */
import {
  abbreviatePaths,
  filesLine,
  sharedFilePaths,
  readSharedFiles,
} from '../shared-files/read-shared-files.ts';
import { adviceText, AwsMfaError, isStop } from '../errors.ts';
import type { LoginRequest } from './login-request.ts';
import { NoDevice, planSession, type SessionPlan, type OpenedFiles, type LoginPlan } from './plan-session.ts';
import type { Ensured } from './obtain-session.ts';
import { minRemainingFor, reuse } from './watch-session.ts';
import type { FoundDevice } from './find-device.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session/session-keys.ts';
import { formatDuration } from '../session/duration-and-expiry.ts';

/** Both files, wherever the environment says that they are. @throws AwsMfaError `configuration` */
export function openFiles(context: Context): OpenedFiles {
  const { home } = context.files;
  const paths = sharedFilePaths(context.environment, home);
  const shownPaths = abbreviatePaths(paths, home);
  context.output.say('debug', filesLine(shownPaths, context.environment));
  return { paths, shownPaths, files: readSharedFiles(paths, context.files) };
}

/**
 * Makes the plan, and looks for a device if none is known. Nothing is written.
 *
 * @param usual seconds that a stored session must still last where nobody said anything
 * @throws AwsMfaError of every kind: what stands in the way of a session
 */
export async function prepareSession(
  request: LoginRequest,
  usual: (plan: SessionPlan) => number,
  opened: OpenedFiles,
  context: Context,
): Promise<LoginPlan> {
  const session = await planFrom(request, opened, context);
  const minRemaining = minRemainingFor(session, request, usual(session));
  const plan = { ...session, ...opened, request, minRemaining };
  plan.notes.forEach((note) => context.output.say('note', adviceText(note)));
  if (request.debug) (await import('./explain-plan.ts')).explainPlan(plan, context.output.say);
  return plan;
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

/**
 * A session that lasts long enough: the stored one if it does, else a new one.
 * @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise
 */
export async function ensureSession(plan: LoginPlan, context: Context): Promise<Ensured> {
  const session = reuse(plan, plan.minRemaining, context.clock.now());
  return session ? { session, how: 'reused' } : renew(plan, context);
}

async function renew(plan: LoginPlan, context: Context): Promise<Ensured> {
  if (plan.unrenewable) throw plan.unrenewable;
  // Not needed if the stored session will do: more than half of the program is loaded here.
  const [{ warnOfFile, noteRoles }, { renewSession }] = await Promise.all([
    import('./file-notes.ts'),
    import('./renew-session.ts'),
  ]);
  const isFirst = !plan.stored?.has('x_source_profile');
  if (plan.isKept) warnOfFile(plan.files, plan.shownPaths.credentials, isFirst, context.output.say);
  if (plan.isKept && isFirst) noteRoles(plan, context.output.say);
  return renewSession(plan, context);
}

/** @throws AwsMfaError of every kind, where there is none to hand out */
export async function sessionOrStillValid(plan: LoginPlan, context: Context): Promise<Session> {
  try {
    const { session, how } = await ensureSession(plan, context);
    if (how !== 'reused') context.output.say('note', `${lasting(plan, session, context.clock.now())}.`);
    return session;
  } catch (error) {
    const session = stillLiving(plan, context.clock.now());
    if (!session || !(error instanceof AwsMfaError) || isStop(error.kind)) throw error;
    context.output.say(
      'warning',
      `${lasting(plan, session, context.clock.now())}, and was not renewed. ${error.message}`,
    );
    return session;
  }
}

/** Where a new session was asked for in so many words, no other will do. */
function stillLiving(plan: LoginPlan, now: Date): Session | undefined {
  return plan.minRemaining === undefined ? undefined : reuse(plan, 0, now);
}

function lasting({ base }: LoginPlan, { expiration }: Session, now: Date): string {
  const left = formatDuration((expiration.getTime() - now.getTime()) / 1000);
  return `The session of [${base.name}] lasts another ${left}`;
}
