/** Settings that a login writes to the config file once it has a session: the region of the base, and the device. */
import { AwsMfaError } from '../errors.ts';
import type { SectionEdit } from '../shared-files/edit-section.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { sectionValues } from '../shared-files/section-values.ts';
import type { SessionPlan } from './plan-session.ts';
import { configHeader } from '../profiles/profile.ts';
import { saveEdit, checkEdit } from '../shared-files/edit-shared-file.ts';
import type { Context } from '../context.ts';

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
