/**
 * Reads the credentials file and the config file, plans the session, and returns one that lasts long enough: the stored
 * one, or a new one.
 */
import { openFiles, type OpenedFiles } from '../shared-files/read-shared-files.ts';
import { adviceText, AwsMfaError, isStop } from '../errors.ts';
import {
  isTyped,
  readLoginRequest,
  type CommandDefaults,
  type LoginRequest,
  type SessionOptions,
} from './login-request.ts';
import { NoDevice, planSession, type LoginPlan } from './plan-session.ts';
import type { ObtainedSession } from './obtain-session.ts';
import { withChosenBase } from './ask-user.ts';
import { reuse } from './watch-session.ts';
import type { Context } from '../context.ts';
import type { Environment } from '../environment.ts';
import { ENVIRONMENT_BASE } from '../profiles/profile.ts';
import type { Session } from '../session/session-keys.ts';
import { formatDuration } from '../session/duration-and-expiry.ts';

/**
 * What was typed, and what is in the files, for a command that uses a session.
 * @throws AwsMfaError `usage`; `configuration` if one of the files cannot be read
 */
export async function openRequest(
  options: SessionOptions,
  context: Context,
  defaults?: CommandDefaults,
): Promise<{ request: LoginRequest; opened: OpenedFiles }> {
  const request = readLoginRequest(options, context.environment, defaults);
  await noteDefaultProfile(request, context);
  return { request, opened: openFiles(context, !request.writesSession) };
}

/**
 * Plans the session, and looks for a device if none is known. Nothing is written.
 * @throws AwsMfaError of every kind
 */
export async function prepareSession(
  request: LoginRequest,
  opened: OpenedFiles,
  context: Context,
): Promise<LoginPlan> {
  const plan = await planWithDevice(request, opened, context);
  plan.notes.forEach((note) => context.output.say('note', adviceText(note)));
  if (request.debug) (await import('./explain-plan.ts')).explainPlan(plan, context.output.say);
  return plan;
}

/** Unless a profile is typed, other tools may select another one than this program. */
async function noteDefaultProfile(
  { profile }: LoginRequest,
  { environment, output }: Context,
): Promise<void> {
  if (!environment.defaultProfile || isTyped(profile)) return;
  const { defaultProfileNote } = await import('./selection.ts');
  const note = defaultProfileNote(environment);
  if (note) output.say('warning', adviceText(note));
}

async function planWithDevice(
  asked: LoginRequest,
  opened: OpenedFiles,
  context: Context,
): Promise<LoginPlan> {
  let request = asked;
  const planned = (answers: Partial<LoginRequest>) => {
    request = { ...request, ...answers };
    return planSession(request, context.environment, opened);
  };
  try {
    return await withChosenBase((chosenBase) => planned({ chosenBase }), asked.mayAsk, context);
  } catch (error) {
    const found =
      error instanceof NoDevice && request.mayAsk
        ? await (await import('./find-device.ts')).searchDevice(error, opened, request.writesSession, context)
        : undefined;
    if (found) {
      const plan = planned({ serialNumber: found.serialNumber });
      // The user has confirmed the base profile by now; its keys were fetched to ask IAM.
      const base = { ...plan.base, keys: found.keys };
      delete base.guessed;
      return { ...plan, base, saveDevice: found.save };
    }
    const { warnOfMisleading } = await import('./file-notes.ts');
    warnOfMisleading(opened, context.output.say);
    throw error;
  }
}

/**
 * Returns the stored session if it lasts long enough, else a new one.
 * @throws AwsMfaError of every kind; nothing was written unless the message says so
 */
export async function ensureSession(plan: LoginPlan, context: Context): Promise<ObtainedSession> {
  const session = reuse(plan, plan.minRemaining, context.clock.now());
  if (session) return { session, how: 'reused' };
  if (plan.unrenewable) throw plan.unrenewable;
  // Loaded late: this is more than half of the program.
  const { renewSession } = await import('./renew-session.ts');
  return renewSession(plan, context);
}

/** The ID of an access key in the environment, unless it is of the base profile or of its session. */
export function foreignKey({ base, stored }: LoginPlan, { accessKeyId }: Environment): string | undefined {
  const isOwn = base.name === ENVIRONMENT_BASE || accessKeyId === stored?.get('aws_access_key_id');
  return isOwn ? undefined : accessKeyId;
}

/** A command within `exec` finds the keys of another profile in its environment, and may select none itself. */
function noteUnusedKey(plan: LoginPlan, { environment, output }: Context): void {
  const { base, request } = plan;
  const accessKeyId = foreignKey(plan, environment);
  if (accessKeyId === undefined || request.profile !== undefined) return;
  const what = `The session of [${base.name}] is used, not the access key in the environment (…${accessKeyId.slice(-4)}).`;
  output.say('warning', `${what} To select another profile: \`--profile NAME\``);
}

/** A new session is measured by the clock of AWS: that of this machine may be days ahead. */
export function secondsLeft({ session, how }: ObtainedSession, now: Date): number {
  const from = how === 'new' ? session.issuedAt : now;
  return (session.expiration.getTime() - from.getTime()) / 1000;
}

/**
 * The same for `exec` and `export`: a stored session that is still valid is better than none.
 * @throws AwsMfaError of every kind if there is no valid session
 */
export async function sessionOrStillValid(plan: LoginPlan, context: Context): Promise<Session> {
  const now = () => context.clock.now();
  noteUnusedKey(plan, context);
  const timeLeft = (obtained: ObtainedSession) => `${formatDuration(secondsLeft(obtained, now()))} left`;
  try {
    const obtained = await ensureSession(plan, context);
    if (obtained.how !== 'reused')
      context.output.say('note', `Got a new session for [${plan.base.name}], ${timeLeft(obtained)}.`);
    return obtained.session;
  } catch (error) {
    // If a new session was asked for explicitly, no other will do.
    const session = plan.minRemaining === undefined ? undefined : reuse(plan, 0, now());
    if (!session || !(error instanceof AwsMfaError) || isStop(error.kind)) throw error;
    context.output.say(
      'warning',
      `The session of [${plan.base.name}] was not renewed; it has ${timeLeft({ session, how: 'reused' })}. ${error.message}`,
    );
    return session;
  }
}
