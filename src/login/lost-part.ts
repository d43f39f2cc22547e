/** What is missing from the credentials file, for a login during which `aws-mfa protect` may move the access key. */
import type { Context } from '../context.ts';
import { configHeader } from '../profiles/profile.ts';
import { editSections } from '../shared-files/edit-section.ts';
import { readIni } from '../shared-files/read-ini.ts';
import type { SharedFilePaths } from '../shared-files/read-shared-files.ts';
import { lostPart, ownValues } from '../shared-files/section-values.ts';
import { entryOf } from '../stores/stores.ts';

/**
 * As {@link lostPart}, but a key is not missing while the config file has the command that reads it from a store.
 * @throws AwsMfaError `configuration` if the config file cannot be read
 */
export function lostPartOf({ config }: SharedFilePaths, { files }: Pick<Context, 'files'>) {
  return (text: string, earlier: string): string | undefined => {
    const lost = lostPart(text, earlier);
    if (lost === undefined) return undefined;
    const commands = ownValues(readIni(files.readTextFile(config) ?? ''));
    const isMoved = (section: string, accessKeyId = '') =>
      [configHeader(section), `profile ${section}`]
        .map((header) => commands[header]?.['credential_process'] ?? '')
        .some((command) => entryOf(command)?.accessKeyId === accessKeyId);
    const moved = Object.entries(ownValues(readIni(earlier)))
      .filter(([section, keys]) => isMoved(section, keys['aws_access_key_id']))
      .map(([section]) => ({ section, set: [], drop: ['aws_access_key_id', 'aws_secret_access_key'] }));
    return moved.length === 0 ? lost : lostPart(text, editSections(earlier, moved));
  };
}
