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
import {
  NoDevice,
  planSession,
  type SessionPlan,
  type OpenedFiles,
  type SessionWork,
} from './plan-session.ts';
import { minRemainingFor, reuse } from './watch-session.ts';
import type { FoundDevice } from './find-device.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session/session.ts';
import { formatDuration } from '../session/time.ts';

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
): Promise<SessionWork> {
  const plan = await planFrom(request, opened, context);
  const work = { ...opened, request, plan, minRemaining: minRemainingFor(plan, request, usual(plan)) };
  plan.notes.forEach((note) => context.output.say('note', adviceText(note)));
  if (request.debug) (await import('./explain-plan.ts')).explainPlan(work, context.output.say);
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

export interface Ensured {
  session: Session;
  /** `elsewhere`: another terminal has renewed it while this one waited for a code. */
  how: 'reused' | 'renewed' | 'elsewhere';
}

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function ensureSession(work: SessionWork, context: Context): Promise<Ensured> {
  const session = reuse(work.plan, work.minRemaining, context.clock.now());
  return session ? { session, how: 'reused' } : renew(work, context);
}

async function renew(work: SessionWork, context: Context): Promise<Ensured> {
  if (work.unrenewable) throw work.unrenewable;
  const { plan, shownPaths, files, request } = work;
  // Not needed if the stored session will do: more than half of the program is loaded here.
  const [{ warnOfFile, noteRoles }, { renewSession }] = await Promise.all([
    import('./file-notes.ts'),
    import('./renew-session.ts'),
  ]);
  const isFirst = !plan.stored?.has('x_source_profile');
  if (plan.isKept) warnOfFile(files, shownPaths.credentials, isFirst, context.output.say);
  if (plan.isKept && isFirst) noteRoles(files, plan, context.output.say);
  const { session, elsewhere } = await renewSession({ ...work, code: request.code }, context);
  return { session, how: elsewhere ? 'elsewhere' : 'renewed' };
}

/** @throws AwsMfaError of every kind, where there is none to hand out */
export async function sessionOrStillValid(work: SessionWork, context: Context): Promise<Session> {
  try {
    const { session, how } = await ensureSession(work, context);
    if (how !== 'reused') context.output.say('note', `${lasting(work, session, context.clock.now())}.`);
    return session;
  } catch (error) {
    const session = stillLiving(work, context.clock.now());
    if (!session || !(error instanceof AwsMfaError) || isStop(error.kind)) throw error;
    context.output.say(
      'warning',
      `${lasting(work, session, context.clock.now())}, and was not renewed. ${error.message}`,
    );
    return session;
  }
}

/** Where a new session was asked for in so many words, no other will do. */
function stillLiving({ plan, minRemaining }: SessionWork, now: Date): Session | undefined {
  return minRemaining === undefined ? undefined : reuse(plan, 0, now);
}

function lasting({ plan }: SessionWork, { expiration }: Session, now: Date): string {
  const left = formatDuration((expiration.getTime() - now.getTime()) / 1000);
  return `The session of [${plan.base.name}] lasts another ${left}`;
}
