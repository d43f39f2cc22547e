/** Makes a new session: the last checks before a code is asked for, the call, and the write. */
import { AwsMfaError, reworded } from '../errors.ts';
import { editSection, type SectionEdit } from '../shared-files/edit-section.ts';
import { type CodeSource, withOwnCommand } from './code-source.ts';
import { nestedLogin } from './command-code.ts';
import { processLoop } from '../profiles/process-keys.ts';
import { NobodyToAsk } from './login-options.ts';
import { originOf, type SessionPlan, type OpenedFiles } from './plan-session.ts';
import { sessionKeys, staleKeys, type NewSession, type Session } from '../session/session.ts';
import { checkNetwork, type CheckNetworkDeps } from '../aws/network.ts';
import type { SharedFilePaths } from '../shared-files/paths.ts';
import { withKeys, type BaseKeysDeps } from '../aws/base-keys.ts';
import { copyRegion, saveDevice } from './config-changes.ts';
import {
  checkEdit,
  saveEdit,
  type ApplyEdits,
  type EditSharedFileDeps,
} from '../shared-files/edit-shared-file.ts';
import { obtainSession, type ObtainSessionDeps } from './obtain-session.ts';
import { checkSection, sessionWatch, type WatchSessionDeps } from './watch-session.ts';

export interface RenewSessionDeps
  extends ObtainSessionDeps, EditSharedFileDeps, BaseKeysDeps, WatchSessionDeps, CheckNetworkDeps {}

export interface Renewed {
  session: Session;
  /** Another terminal has written the session meanwhile. */
  elsewhere: boolean;
}

/**
 * Gets a session, and writes it where it is to be kept.
 * @param opened both files, as they were read when the run began
 * @param minRemaining seconds that a session of another terminal must last to do as well; nothing: it must be new
 * @throws AwsMfaError of every kind
 */
export async function renewSession(
  plan: SessionPlan,
  { paths, files }: Pick<OpenedFiles, 'paths' | 'files'>,
  code: CodeSource,
  minRemaining: number | undefined,
  deps: RenewSessionDeps,
): Promise<Renewed> {
  const source = withOwnCommand(code, plan.codeCommand, deps.environment);
  if (deps.environment.nested) throw plan.base.process ? processLoop(plan.base.process) : nestedLogin();
  if (source.kind === 'nobody') throw new NobodyToAsk(source.why);
  await checkNetwork(plan.network, deps);
  if (plan.isKept) await checkRenewal(plan, paths, deps);
  const watch = sessionWatch(plan, minRemaining, paths.credentials, deps);
  const obtained = await obtainSession(await withKeys(plan, deps), source, watch, deps);
  if ('session' in obtained && plan.isKept) {
    await save(plan, obtained.session, files.credentialsFile.bytes, paths, deps);
    await copyRegion(plan, paths.config, files.configFile.bytes, deps);
  }
  await saveDevice(plan, paths.config, files.configFile.bytes, deps);
  return 'served' in obtained
    ? { session: obtained.served, elsewhere: true }
    : { session: obtained.session, elsewhere: false };
}

/** Everything that can be known of a failure to write, before a code is spent. */
export async function checkRenewal(
  plan: SessionPlan,
  paths: SharedFilePaths,
  deps: RenewSessionDeps,
): Promise<void> {
  await deps.probeWrite(paths.credentials);
  checkEdit(paths.credentials, [sessionEdit(plan, SAMPLE)], deps);
}

/** A session of the usual form, to try the edit with. */
const SAMPLE: NewSession = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//////////+=='.repeat(8),
  expiration: new Date('2030-01-01T00:00:00Z'),
  issuedAt: new Date('2029-12-31T00:00:00Z'),
};

function sessionEdit(plan: SessionPlan, session: NewSession): SectionEdit {
  const origin = originOf(plan);
  return { section: plan.mfaProfile, set: sessionKeys(session, origin), drop: staleKeys(origin) };
}

async function save(
  plan: SessionPlan,
  session: NewSession,
  seen: string,
  paths: SharedFilePaths,
  deps: RenewSessionDeps,
): Promise<void> {
  const edit = sessionEdit(plan, session);
  const apply: ApplyEdits = (text) => {
    checkSection(plan, text);
    return editSection(text, edit);
  };
  try {
    const notes = await saveEdit('credentials', paths.credentials, [edit], seen, deps, apply);
    notes.forEach((note) => deps.say('note', note));
  } catch (error) {
    // The code has bought a session that is now lost: the person has to know before typing the next one.
    const what = 'The session was not kept, and its code is spent.';
    const also = 'Then log in again, with a new code.';
    if (error instanceof AwsMfaError) throw reworded(error, { message: `${error.message} ${what}`, also });
    throw new AwsMfaError('internal', `Something went wrong inside aws-mfa. ${what}`, also, error);
  }
}
