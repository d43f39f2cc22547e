/** A new session, from the last checks before anybody is asked for a code to the file it stands in. */
import { AwsMfaError } from '../errors.ts';
import type { SectionEdit } from '../domain/ini/edit-section.ts';
import type { CodeSource } from '../domain/session/login-request.ts';
import { originOf, type SessionPlan } from '../domain/session/plan-session.ts';
import { sessionKeys, STALE_KEYS, type Session } from '../domain/session/session.ts';
import type { SharedFilePaths } from '../domain/profiles/shared-file-paths.ts';
import { copyRegion, type CopyRegionDeps } from './copy-region.ts';
import { checkEdit, saveEdit } from './edit-shared-file.ts';
import { saveDevice } from './save-device.ts';
import { obtainSession, type ObtainSessionDeps } from './obtain-session.ts';

export type RenewSessionDeps = ObtainSessionDeps & CopyRegionDeps;

/**
 * Gets a session and writes it.
 * @returns its expiry
 * @throws AwsMfaError of every kind
 */
export async function renewSession(
  plan: SessionPlan,
  paths: SharedFilePaths,
  code: CodeSource,
  deps: RenewSessionDeps,
): Promise<Date> {
  const seen = checkRenewal(plan, paths, deps);
  const session = await obtainSession(plan, code, deps);
  await save(plan, session, seen, paths, deps);
  await copyRegion(plan, paths.config, deps);
  await saveDevice(plan, paths.config, deps);
  return session.expiration;
}

/**
 * Everything that can be known of a failure to write, before a code is spent.
 * @returns the text of the credentials file
 */
export function checkRenewal(plan: SessionPlan, paths: SharedFilePaths, deps: RenewSessionDeps): string {
  deps.checkWritable(paths.credentials);
  return checkEdit(paths.credentials, sessionEdit(plan, SAMPLE), deps);
}

/** A session of the usual form, to try the edit with. */
const SAMPLE: Session = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//////////+=='.repeat(8),
  expiration: new Date('2030-01-01T00:00:00Z'),
};

function sessionEdit(plan: SessionPlan, session: Session): SectionEdit {
  return { section: plan.mfaProfile, set: sessionKeys(session, originOf(plan)), drop: STALE_KEYS };
}

async function save(
  plan: SessionPlan,
  session: Session,
  seen: string,
  paths: SharedFilePaths,
  deps: RenewSessionDeps,
): Promise<void> {
  try {
    const notes = await saveEdit('credentials', paths.credentials, sessionEdit(plan, session), seen, deps);
    notes.forEach((note) => deps.say('note', note));
  } catch (error) {
    // The code has bought a session that is now lost: the person has to know before typing the next one.
    const {
      kind,
      message,
      remedy = '',
    } = error instanceof AwsMfaError
      ? error
      : new AwsMfaError('unreachable', 'Something went wrong inside aws-mfa.');
    throw new AwsMfaError(
      kind,
      `${message} The session was not kept, and its code is spent.`,
      `${remedy}\nThen log in again, with a new code.`.trim(),
      error,
    );
  }
}
