/** Notes that the access key is in plain text, although a store can hold it, or that no tool uses one in a store. */
import type { Context } from '../../context.ts';
import { profileFlag, settingOf, type Profiles } from '../../profiles/profile.ts';
import type { ResolvedBase } from '../../profiles/resolve-base.ts';
import type { SharedFilePaths } from '../../shared-files/read-shared-files.ts';
import { firstStore } from '../../stores/keep-key.ts';
import { entryOf, removeCall, STORES } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Finding } from './finding.ts';

/** @param shownPaths with `~` for the home folder */
export async function plainTextFindings(
  base: ResolvedBase | undefined,
  profiles: Profiles,
  shownPaths: SharedFilePaths,
  context: Context,
): Promise<Finding[]> {
  const profile = base?.keys && profiles.get(base.name);
  const source = settingOf(profile, 'aws_access_key_id')?.source;
  if (!base?.keys || !source) return [];
  const [file, path] = [source.file, shownPaths[source.file]];
  const note = (message: string, remedy: string): Finding => ({
    id: `${file}-privacy`,
    status: 'skipped',
    message,
    remedy,
  });
  const protect = shellCommand('aws-mfa', 'protect', ...profileFlag(base.name));
  const key = `The access key of [${base.name}] is in ${path} in plain text`;
  const findings: Finding[] = [];
  const entry = entryOf(settingOf(profile, 'credential_process')?.value ?? '');
  if (entry) {
    const { title } = STORES[entry.store];
    if (entry.accessKeyId === base.keys.accessKeyId)
      return [note(`${key}, and in ${title}: a move was interrupted.`, `To finish it:\n${protect}`)];
    const other = `credential_process of [${base.name}] reads another access key, …${entry.accessKeyId.slice(-4)}, from ${title}.`;
    const { program, args } = removeCall(entry);
    findings.push(
      note(
        `${other} No tool uses it, because the key in ${path} comes first.`,
        `If nobody needs it, remove that line, and the key from the store:\n${shellCommand(program, ...args)}`,
      ),
    );
  }
  const store = await firstStore(context, false);
  if (store) findings.push(note(`${key}.`, `To move it to ${STORES[store].title}:\n${protect}`));
  return findings;
}
