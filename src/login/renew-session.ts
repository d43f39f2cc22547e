/**
 * Makes a new session: the last checks before a code is asked for, the call, the write, and the settings that are saved
 * with it (region and device).
 */
import { AwsMfaError, reworded } from '../errors.ts';
import { editSection, type SectionEdit } from '../shared-files/edit-section.ts';
import { checkCodeCommand } from './login-request.ts';
import { nestedLogin } from './command-code.ts';
import { processLoop } from '../profiles/process-keys.ts';
import { NobodyToAsk } from './login-options.ts';
import { originOf, type LoginPlan, type OpenedFiles } from './plan-session.ts';
import { sessionKeys, staleKeys, type NewSession } from '../session/session-keys.ts';
import type { NetworkPlan } from '../aws/network.ts';
import { keysOf } from '../aws/base-keys.ts';
import { checkEdit, saveEdit, type ApplyEdits } from '../shared-files/edit-shared-file.ts';
import { obtainSession, type Ensured } from './obtain-session.ts';
import { checkSection, sessionWatch } from './watch-session.ts';
import type { Context } from '../context.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { sectionValues } from '../shared-files/section-values.ts';
import { configHeader } from '../profiles/profile.ts';

/** Gets a session, and writes it if it is to be kept. @throws AwsMfaError of every kind */
export async function renewSession(plan: LoginPlan, context: Context): Promise<Ensured> {
  checkCodeCommand(plan.code, context.environment);
  if (context.environment.nested) throw plan.base.process ? processLoop(plan.base.process) : nestedLogin();
  if (plan.code.kind === 'nobody') throw new NobodyToAsk(plan.code.why);
  await checkNetwork(plan.network, context);
  if (plan.isKept) await checkRenewal(plan, context);
  const watch = sessionWatch(plan, context);
  const base = { ...plan.base, keys: await keysOf(plan.base, context) };
  const ensured = await obtainSession({ ...plan, base }, watch, context);
  if (ensured.how === 'renewed' && plan.isKept) {
    await save(plan, ensured.session, context);
    await copyRegion(plan, context);
  }
  await saveDevice(plan, context);
  return ensured;
}

/** Says which setting is passed over, and checks the file of certificates. @throws AwsMfaError `configuration` */
export async function checkNetwork({ note, caBundle }: NetworkPlan, context: Context): Promise<void> {
  if (note) context.output.say('note', note);
  if (caBundle) await context.aws.checkCaBundle(caBundle);
}

/** Everything that can be known of a failure to write, before a code is spent. */
export async function checkRenewal(plan: LoginPlan, context: Context): Promise<void> {
  const path = plan.paths.credentials;
  await context.files.probeWrite(path);
  checkEdit({ path, edits: [sessionEdit(plan, SAMPLE)] }, context);
}

/** A session of the usual form, to try the edit with. */
const SAMPLE: NewSession = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//////////+=='.repeat(8),
  expiration: new Date('2030-01-01T00:00:00Z'),
  issuedAt: new Date('2029-12-31T00:00:00Z'),
};

function sessionEdit(plan: LoginPlan, session: NewSession): SectionEdit {
  const origin = originOf(plan);
  return { section: plan.mfaProfile, set: sessionKeys(session, origin), drop: staleKeys(origin) };
}

async function save(plan: LoginPlan, session: NewSession, context: Context): Promise<void> {
  const edit = sessionEdit(plan, session);
  const apply: ApplyEdits = (text) => {
    checkSection(plan, text);
    return editSection(text, edit);
  };
  try {
    const notes = await saveEdit(
      {
        kind: 'credentials',
        path: plan.paths.credentials,
        edits: [edit],
        seen: plan.files.credentialsFile.bytes,
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
export async function copyRegion(plan: LoginPlan, context: Context): Promise<void> {
  const { mfaProfile, base, regionToCopy } = plan;
  if (regionToCopy === undefined) return;
  const section = configHeader(mfaProfile);
  const setting: Setting = {
    section,
    key: 'region',
    value: regionToCopy,
    done: `[${section}] in the config file has region = ${regionToCopy} now, as [${base.name}] has.`,
    failed: `[${section}] has no region yet, and it could not be written`,
  };
  await writeSetting(setting, plan, context);
}

/**
 * Saves the device that was found as `mfa_serial` of the base, once a session has shown that it is the right one.
 * Never rejects.
 */
export async function saveDevice(plan: LoginPlan, context: Context): Promise<void> {
  const { base, serialNumber } = plan;
  if (!plan.saveDevice) return;
  const section = configHeader(base.name);
  const setting: Setting = {
    section,
    key: 'mfa_serial',
    value: serialNumber.value,
    done: `[${section}] in the config file has mfa_serial = ${serialNumber.value} now.`,
    failed: 'The device could not be saved',
  };
  await writeSetting(setting, plan, context);
}

interface Setting {
  section: string;
  key: 'region' | 'mfa_serial';
  value: string;
  done: string;
  failed: string;
}

/** Failing is a note: the session is written by now, and works. */
async function writeSetting(
  { section, key, value, done, failed }: Setting,
  { paths, files }: OpenedFiles,
  context: Context,
): Promise<void> {
  const path = paths.config;
  try {
    // Somebody may have set another value while this program waited for the code.
    const text = context.files.readTextFile(path) ?? '';
    if (sectionValues(readIni(text), section)?.get(key)) return;
    const edit: SectionEdit = { section, set: [[key, value]], drop: [] };
    checkEdit({ path, edits: [edit] }, context);
    const seen = files.configFile.bytes;
    const notes = await saveEdit({ kind: 'config', path, edits: [edit], seen }, context);
    notes.forEach((note) => context.output.say('note', note));
    context.output.say('note', done);
  } catch (error) {
    if (context.signal.aborted) return;
    const why = error instanceof AwsMfaError ? error.message : 'an unexpected error.';
    context.output.say('note', `${failed}: ${why}`);
  }
}
