/**
 * Gives the MFA profile the base's region, once: without one, every command but `s3` refuses to work with it. It goes
 * to the config file; beside the keys it would beat whatever the person sets in config later.
 *
 * Keeps the device that was found as `mfa_serial` of the base, once a session has shown that it is the right one.
 */
import { AwsMfaError } from '../errors.ts';
import type { SectionEdit } from '../shared-files/edit-section.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { sectionValues } from '../shared-files/section-values.ts';
import type { SessionPlan } from './plan-session.ts';
import { configHeader } from '../profiles/profile.ts';
import { saveEdit, checkEdit } from '../shared-files/edit-shared-file.ts';
import type { Context } from '../context.ts';

/**
 * Never rejects: the session is written by now, and works.
 * @param seen the text of the config file when the run began
 */
export async function copyRegion(
  plan: SessionPlan,
  configPath: string,
  seen: string,
  context: Context,
): Promise<void> {
  if (plan.regionToCopy === undefined) return;
  const header = configHeader(plan.mfaProfile);
  try {
    // The person took a while to type the code, and may have set a region meanwhile.
    const text = context.files.readTextFile(configPath) ?? '';
    if (sectionValues(readIni(text), header)?.has('region')) return;
    const edit: SectionEdit = { section: header, set: [['region', plan.regionToCopy]], drop: [] };
    const notes = await saveEdit({ kind: 'config', path: configPath, edits: [edit], seen }, context);
    notes.forEach((note) => context.output.say('note', note));
    context.output.say(
      'note',
      `[${header}] in the config file has region = ${plan.regionToCopy} now, as [${plan.base.name}] has.`,
    );
  } catch (error) {
    if (context.signal.aborted) return;
    const why = error instanceof AwsMfaError ? error.message : 'an unexpected error.';
    context.output.say('note', `[${header}] has no region yet, and it could not be written: ${why}`);
  }
}

/**
 * Never rejects: the session is written by now, and works.
 * @param seen the text of the config file when the run began
 */
export async function saveDevice(
  plan: SessionPlan,
  configPath: string,
  seen: string,
  context: Context,
): Promise<void> {
  if (!plan.saveDevice) return;
  const section = configHeader(plan.base.name);
  try {
    // Whoever has set one meanwhile knew better.
    if (sectionValues(readIni(context.files.readTextFile(configPath) ?? ''), section)?.get('mfa_serial'))
      return;
    const edit: SectionEdit = { section, set: [['mfa_serial', plan.serialNumber.value]], drop: [] };
    checkEdit({ path: configPath, edits: [edit] }, context);
    const notes = await saveEdit({ kind: 'config', path: configPath, edits: [edit], seen }, context);
    notes.forEach((note) => context.output.say('note', note));
    context.output.say(
      'note',
      `[${section}] in the config file has mfa_serial = ${plan.serialNumber.value} now.`,
    );
  } catch (error) {
    if (context.signal.aborted) return;
    const why = error instanceof AwsMfaError ? error.message : 'an unexpected error.';
    context.output.say('note', `The device could not be saved: ${why}`);
  }
}
