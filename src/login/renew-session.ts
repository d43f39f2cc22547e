/**
 * Makes a new session: the checks before a code is asked for, the call, the write, and the settings that are saved with
 * it (region and device).
 */
import { asMfaError, AwsMfaError, reworded } from '../errors.ts';
import { editSections, type SectionEdit } from '../shared-files/edit-section.ts';
import { checkCodeCommand, nestedLogin } from './code-source.ts';
import { processLoop } from '../profiles/base-errors.ts';
import { warnOfFile } from './file-notes.ts';
import { originOf, type LoginPlan } from './plan-session.ts';
import { sessionKeys, staleKeys, type NewSession } from '../session/session-keys.ts';
import type { NetworkPlan } from '../aws/network.ts';
import { keysOf } from '../aws/base-keys.ts';
import { checkEdit, saveEdit } from '../shared-files/edit-shared-file.ts';
import { nobodyToAsk } from './nobody-to-ask.ts';
import { obtainSession, type ObtainedSession } from './obtain-session.ts';
import { turnOf } from './code-source.ts';
import { lostPartOf, checkSection, sessionWatch, waitForSession } from './watch-session.ts';
import type { Context } from '../context.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { sectionValues } from '../shared-files/section-values.ts';
import { RECORD_KEYS } from '../profiles/mfa-record.ts';
import { configHeader, profilesOf } from '../profiles/profile.ts';

/** Gets a session, and writes it unless `--no-write` was given. @throws AwsMfaError of every kind */
export async function renewSession(plan: LoginPlan, context: Context): Promise<ObtainedSession> {
  checkCodeCommand(plan.code, context.environment);
  if (context.environment.nested) throw plan.base.process ? processLoop(plan.base.process) : nestedLogin();
  if (plan.code.kind === 'nobody') {
    const session = await waitForSession(plan, context);
    if (session) return { session, how: 'renewedElsewhere' };
    throw await nobodyToAsk(plan.code.why, plan, context);
  }
  await checkNetwork(plan.network, context);
  if (plan.request.writesSession) await checkWrite(plan, context);
  // A person who is asked must not keep others from their sessions.
  if (plan.code.kind !== 'command') return obtainAndWrite(plan, context);
  return context.files.inTurn(turnOf(plan), async () => {
    const session = sessionWatch(plan, context).look();
    return session ? { session, how: 'renewedElsewhere' } : obtainAndWrite(plan, context);
  });
}

async function obtainAndWrite(plan: LoginPlan, context: Context): Promise<ObtainedSession> {
  const watch = sessionWatch(plan, context);
  const base = { ...plan.base, keys: await keysOf(plan.base, context) };
  const obtained = await obtainSession({ ...plan, base }, watch, context);
  if (obtained.how === 'new' && plan.request.writesSession) {
    await writeSession(plan, obtained.session, context);
    await saveProfileSettings(plan, context);
  }
  await saveDevice(plan, context);
  return obtained;
}

/** Says which setting is ignored, and checks the CA bundle. @throws AwsMfaError `configuration` */
export async function checkNetwork(network: NetworkPlan, context: Context): Promise<void> {
  if (network.note) context.output.say('note', network.note);
  if (network.caBundle) await context.aws.checkCaBundle(network);
}

/** Tries the write before a code is used, and says what other tools cannot read in the file. @throws AwsMfaError `configuration`: what would stop it */
export async function checkWrite(plan: LoginPlan, context: Context): Promise<void> {
  const path = plan.paths.credentials;
  await context.files.probeWrite(path);
  checkEdit({ kind: 'credentials', path, edits: [sessionEdit(plan, SAMPLE)] }, context);
  warnOfFile(plan, context.output.say);
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

async function writeSession(plan: LoginPlan, session: NewSession, context: Context): Promise<void> {
  const edit = sessionEdit(plan, session);
  const apply = (text: string) => {
    checkSection(plan, text);
    return editSections(text, [edit]);
  };
  const { bytes: seen } = plan.files.credentialsFile;
  try {
    const path = plan.paths.credentials;
    const lostPart = lostPartOf(plan.paths, context);
    const write = { kind: 'credentials', path, edits: [edit], seen, lostPart, apply } as const;
    await saveEdit(write, context);
  } catch (error) {
    // The session is lost; the user has to know before typing the next code.
    const what = 'The session was not saved, and the code has been used.';
    const also = 'Then log in again with a new code.';
    const failure = asMfaError(error);
    throw reworded(failure, { message: `${failure.message} ${what}`, also });
  }
}

/**
 * Writes to the config file, in one write, what the MFA profile lacks. A region, copied once: without one, nearly every
 * AWS command fails; in the credentials file it would override what the user sets in the config file later. And the base
 * profile, so that it is known after a logout. Never rejects.
 */
export async function saveProfileSettings(plan: LoginPlan, context: Context): Promise<void> {
  const { mfaProfile, regionToCopy, record, shownPaths } = plan;
  const section = configHeader(mfaProfile, profilesOf(plan.files));
  const region = regionToCopy ? [['region', regionToCopy.value] as const] : [];
  const drop = record.length > 0 ? RECORD_KEYS.filter((name) => !record.some(([key]) => key === name)) : [];
  if (region.length + record.length === 0) return;
  const place = `[${section}] in ${shownPaths.config}`;
  const edit = { section, set: [...region, ...record], drop };
  for (const [key, value] of await writeSettings(plan, edit, `${place} was not changed`, context)) {
    if (key === 'region') {
      const from = `[${regionToCopy?.source.header ?? ''}]`;
      context.output.say('note', `Copied region = ${value} from ${from} to ${place}.`);
    }
    if (key === 'x_source_profile')
      context.output.say('note', `Recorded in ${place}: its base profile is "${value}".`);
  }
}

/** Saves the device that was found in IAM, once a session has shown that it is the right one. Never rejects. */
export async function saveDevice(plan: LoginPlan, context: Context): Promise<void> {
  const { value } = plan.serialNumber;
  if (!plan.saveDevice) return;
  const section = configHeader(plan.base.name, profilesOf(plan.files));
  const edit: SectionEdit = { section, set: [['mfa_serial', value]], drop: [] };
  const written = await writeSettings(plan, edit, 'The device was not saved', context);
  if (written.length > 0) {
    const place = `[${section}] in ${plan.shownPaths.config}`;
    context.output.say('note', `Saved mfa_serial = ${value} to ${place}.`);
  }
}

/**
 * A failure is only a note: the session is written by now.
 * @param failed what the note says
 * @returns the settings that were written
 */
async function writeSettings(
  { paths: { config: path }, files }: LoginPlan,
  wanted: SectionEdit,
  failed: string,
  context: Context,
): Promise<SectionEdit['set']> {
  try {
    // Another program may have set a value during the prompt. Only a record is replaced.
    const current = sectionValues(readIni(context.files.readTextFile(path) ?? ''), wanted.section);
    const set = wanted.set.filter(([key, value]) =>
      RECORD_KEYS.includes(key) ? current?.get(key) !== value : !current?.get(key),
    );
    if (set.length === 0 && !wanted.drop.some((key) => current?.has(key))) return [];
    const edit = { ...wanted, set };
    checkEdit({ kind: 'config', path, edits: [edit] }, context);
    await saveEdit({ kind: 'config', path, edits: [edit], seen: files.configFile.bytes }, context);
    return set;
  } catch (error) {
    if (context.signal.aborted) return [];
    const why = error instanceof AwsMfaError ? error.message : 'an unexpected error.';
    context.output.say('note', `${failed}: ${why}`);
    return [];
  }
}
