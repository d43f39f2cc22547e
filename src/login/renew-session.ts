/**
 * Makes a new session: the last checks before a code is asked for, the call, the write, and the settings that are saved
 * with it (region and device).
 */
import { AwsMfaError, reworded } from '../errors.ts';
import { editSection, type SectionEdit } from '../shared-files/edit-section.ts';
import { type CodeSource, withOwnCommand } from './login-request.ts';
import { nestedLogin } from './command-code.ts';
import { processLoop } from '../profiles/process-keys.ts';
import { NobodyToAsk } from './login-options.ts';
import { originOf, type SessionPlan, type OpenedFiles } from './plan-session.ts';
import { sessionKeys, staleKeys, type NewSession, type Session } from '../session/session.ts';
import type { NetworkPlan } from '../aws/network.ts';
import type { SharedFilePaths } from '../shared-files/read-shared-files.ts';
import { withKeys } from '../aws/base-keys.ts';
import { checkEdit, saveEdit, type ApplyEdits } from '../shared-files/edit-shared-file.ts';
import { obtainSession } from './obtain-session.ts';
import { checkSection, sessionWatch } from './watch-session.ts';
import type { Context } from '../context.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { sectionValues } from '../shared-files/section-values.ts';
import { configHeader } from '../profiles/profile.ts';

export interface Renewed {
  session: Session;
  /** Another terminal has written the session meanwhile. */
  elsewhere: boolean;
}

/** What a session is renewed by: a plan, and both files as they were read when the run began. */
export interface Renewal extends Pick<OpenedFiles, 'paths' | 'files'> {
  plan: SessionPlan;
  code: CodeSource;
  /** Seconds that a session of another terminal must last to do as well; undefined: it must be new. */
  minRemaining: number | undefined;
}

/** Gets a session, and writes it if it is to be kept. @throws AwsMfaError of every kind */
export async function renewSession(
  { plan, paths, files, code, minRemaining }: Renewal,
  context: Context,
): Promise<Renewed> {
  const source = withOwnCommand(code, plan.codeCommand, context.environment);
  if (context.environment.nested) throw plan.base.process ? processLoop(plan.base.process) : nestedLogin();
  if (source.kind === 'nobody') throw new NobodyToAsk(source.why);
  await checkNetwork(plan.network, context);
  if (plan.isKept) await checkRenewal(plan, paths, context);
  const watch = sessionWatch(
    plan,
    minRemaining,
    { path: paths.credentials, seen: files.credentialsFile.bytes },
    context,
  );
  const obtained = await obtainSession(await withKeys(plan, context), source, watch, context);
  if ('session' in obtained && plan.isKept) {
    await save(plan, obtained.session, { paths, files }, context);
    await copyRegion(plan, paths.config, files.configFile.bytes, context);
  }
  await saveDevice(plan, paths.config, files.configFile.bytes, context);
  return 'served' in obtained
    ? { session: obtained.served, elsewhere: true }
    : { session: obtained.session, elsewhere: false };
}

/** Says which setting is passed over, and checks the file of certificates. @throws AwsMfaError `configuration` */
export async function checkNetwork({ note, caBundle }: NetworkPlan, context: Context): Promise<void> {
  if (note) context.output.say('note', note);
  if (caBundle) await context.aws.checkCaBundle(caBundle);
}

/** Everything that can be known of a failure to write, before a code is spent. */
export async function checkRenewal(
  plan: SessionPlan,
  paths: SharedFilePaths,
  context: Context,
): Promise<void> {
  await context.files.probeWrite(paths.credentials);
  checkEdit({ path: paths.credentials, edits: [sessionEdit(plan, SAMPLE)] }, context);
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
  { paths, files }: Pick<OpenedFiles, 'paths' | 'files'>,
  context: Context,
): Promise<void> {
  const edit = sessionEdit(plan, session);
  const apply: ApplyEdits = (text) => {
    checkSection(plan, text);
    return editSection(text, edit);
  };
  try {
    const notes = await saveEdit(
      {
        kind: 'credentials',
        path: paths.credentials,
        edits: [edit],
        seen: files.credentialsFile.bytes,
        apply,
      },
      context,
    );
    notes.forEach((note) => context.output.say('note', note));
  } catch (error) {
    // The code has bought a session that is now lost: the person has to know before typing the next one.
    const what = 'The session was not kept, and its code is spent.';
    const also = 'Then log in again, with a new code.';
    if (error instanceof AwsMfaError) throw reworded(error, { message: `${error.message} ${what}`, also });
    throw new AwsMfaError('internal', `Something went wrong inside aws-mfa. ${what}`, also, error);
  }
}

/**
 * Copies the base's region to the MFA profile, once: without one, every command but `s3` refuses to work with it. It
 * goes to the config file; in the credentials file it would win over whatever the person sets in the config file later.
 * Never rejects.
 */
export async function copyRegion(
  { mfaProfile, base, regionToCopy }: SessionPlan,
  configPath: string,
  seen: string,
  context: Context,
): Promise<void> {
  if (regionToCopy === undefined) return;
  const section = configHeader(mfaProfile);
  const setting: Setting = {
    section,
    key: 'region',
    value: regionToCopy,
    done: `[${section}] in the config file has region = ${regionToCopy} now, as [${base.name}] has.`,
    failed: `[${section}] has no region yet, and it could not be written`,
  };
  await writeSetting(setting, configPath, seen, context);
}

/**
 * Saves the device that was found as `mfa_serial` of the base, once a session has shown that it is the right one.
 * Never rejects.
 */
export async function saveDevice(
  { base, serialNumber, saveDevice: isWanted }: SessionPlan,
  configPath: string,
  seen: string,
  context: Context,
): Promise<void> {
  if (!isWanted) return;
  const section = configHeader(base.name);
  const setting: Setting = {
    section,
    key: 'mfa_serial',
    value: serialNumber.value,
    done: `[${section}] in the config file has mfa_serial = ${serialNumber.value} now.`,
    failed: 'The device could not be saved',
  };
  await writeSetting(setting, configPath, seen, context);
}

interface Setting {
  section: string;
  key: 'region' | 'mfa_serial';
  value: string;
  done: string;
  failed: string;
}

/**
 * Failing is a note: the session is written by now, and works.
 * @param seen the text of the config file when the run began
 */
async function writeSetting(
  { section, key, value, done, failed }: Setting,
  configPath: string,
  seen: string,
  context: Context,
): Promise<void> {
  try {
    // Somebody may have set another value while this program waited for the code.
    const text = context.files.readTextFile(configPath) ?? '';
    if (sectionValues(readIni(text), section)?.get(key)) return;
    const edit: SectionEdit = { section, set: [[key, value]], drop: [] };
    checkEdit({ path: configPath, edits: [edit] }, context);
    const notes = await saveEdit({ kind: 'config', path: configPath, edits: [edit], seen }, context);
    notes.forEach((note) => context.output.say('note', note));
    context.output.say('note', done);
  } catch (error) {
    if (context.signal.aborted) return;
    const why = error instanceof AwsMfaError ? error.message : 'an unexpected error.';
    context.output.say('note', `${failed}: ${why}`);
  }
}
