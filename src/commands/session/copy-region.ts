/**
 * Gives the MFA profile the base's region, once: without one, every command but `s3` refuses to work with it. It goes
 * to the config file; beside the keys it would beat whatever the person sets in config later.
 */
import { AwsMfaError } from '../../errors.ts';
import type { SectionEdit } from '../../domain/ini/edit-section.ts';
import { readIni } from '../../domain/ini/read-ini.ts';
import { sectionValues } from '../../domain/ini/section-values.ts';
import type { SessionPlan } from '../../domain/session/plan-session.ts';
import { configHeader } from '../../domain/profiles/profile.ts';
import { saveEdit, type EditSharedFileDeps } from '../files/edit-shared-file.ts';

/**
 * Never rejects: the session is written by now, and works.
 * @param seen the text of the config file when the run began
 */
export async function copyRegion(
  plan: SessionPlan,
  configPath: string,
  seen: string,
  deps: EditSharedFileDeps,
): Promise<void> {
  if (plan.regionToCopy === undefined) return;
  const header = configHeader(plan.mfaProfile);
  try {
    // The person took a while to type the code, and may have set a region meanwhile.
    const text = deps.readTextFile(configPath) ?? '';
    if (sectionValues(readIni(text), header)?.has('region')) return;
    const edit: SectionEdit = { section: header, set: [['region', plan.regionToCopy]], drop: [] };
    const notes = await saveEdit('config', configPath, [edit], seen, deps);
    notes.forEach((note) => deps.say('note', note));
    deps.say(
      'note',
      `[${header}] in the config file has region = ${plan.regionToCopy} now, as [${plan.base.name}] has.`,
    );
  } catch (error) {
    if (deps.signal.aborted) return;
    const why = error instanceof AwsMfaError ? error.message : 'an unexpected error.';
    deps.say('note', `[${header}] has no region yet, and it could not be written: ${why}`);
  }
}
