/** Keeps the device that was found as `mfa_serial` of the base, once a session has shown that it is the right one. */
import { AwsMfaError } from '../../errors.ts';
import type { SectionEdit } from '../../domain/ini/edit-section.ts';
import { readIni } from '../../domain/ini/read-ini.ts';
import { sectionValues } from '../../domain/ini/section-values.ts';
import { configHeader } from '../../domain/profiles/profile.ts';
import type { SessionPlan } from '../../domain/session/plan-session.ts';
import type { CopyRegionDeps } from './copy-region.ts';
import { checkEdit, saveEdit } from '../files/edit-shared-file.ts';

/** Never rejects: the session is written by now, and works. */
export async function saveDevice(plan: SessionPlan, configPath: string, deps: CopyRegionDeps): Promise<void> {
  if (!plan.saveDevice) return;
  const section = configHeader(plan.base.name);
  try {
    deps.checkWritable(configPath);
    // Whoever has set one meanwhile knew better.
    if (sectionValues(readIni(deps.readTextFile(configPath) ?? ''), section)?.get('mfa_serial')) return;
    const edit: SectionEdit = { section, set: [['mfa_serial', plan.serialNumber.value]], drop: [] };
    const notes = await saveEdit('config', configPath, [edit], checkEdit(configPath, [edit], deps), deps);
    notes.forEach((note) => deps.say('note', note));
    deps.say('note', `[${section}] in the config file has mfa_serial = ${plan.serialNumber.value} now.`);
  } catch (error) {
    if (deps.signal.aborted) return;
    const why = error instanceof AwsMfaError ? error.message : 'an unexpected error.';
    deps.say('note', `The device could not be saved: ${why}`);
  }
}
