/** Keeps the device that was found as `mfa_serial` of the base, once a session has shown that it is the right one. */
import { AwsMfaError } from '../../errors.ts';
import type { SectionEdit } from '../../domain/ini/edit-section.ts';
import { readIni } from '../../domain/ini/read-ini.ts';
import { sectionValues } from '../../domain/ini/section-values.ts';
import { configHeader } from '../../domain/profiles/profile.ts';
import type { SessionPlan } from '../../domain/session/plan-session.ts';
import { checkEdit, saveEdit, type EditSharedFileDeps } from '../files/edit-shared-file.ts';

/**
 * Never rejects: the session is written by now, and works.
 * @param seen the text of the config file when the run began
 */
export async function saveDevice(
  plan: SessionPlan,
  configPath: string,
  seen: string,
  deps: EditSharedFileDeps,
): Promise<void> {
  if (!plan.saveDevice) return;
  const section = configHeader(plan.base.name);
  try {
    // Whoever has set one meanwhile knew better.
    if (sectionValues(readIni(deps.readTextFile(configPath) ?? ''), section)?.get('mfa_serial')) return;
    const edit: SectionEdit = { section, set: [['mfa_serial', plan.serialNumber.value]], drop: [] };
    checkEdit(configPath, [edit], deps);
    const notes = await saveEdit('config', configPath, [edit], seen, deps);
    notes.forEach((note) => deps.say('note', note));
    deps.say('note', `[${section}] in the config file has mfa_serial = ${plan.serialNumber.value} now.`);
  } catch (error) {
    if (deps.signal.aborted) return;
    const why = error instanceof AwsMfaError ? error.message : 'an unexpected error.';
    deps.say('note', `The device could not be saved: ${why}`);
  }
}
