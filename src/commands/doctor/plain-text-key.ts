/** Notes that the access key is in plain text, although a store is there that can hold it. */
import type { Context } from '../../context.ts';
import { profileFlag, settingOf, type Profiles } from '../../profiles/profile.ts';
import type { ResolvedBase } from '../../profiles/resolve-base.ts';
import type { SharedFilePaths } from '../../shared-files/read-shared-files.ts';
import { firstLikelyStore } from '../../stores/keep-key.ts';
import { STORES } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Finding } from './finding.ts';

/** @param shownPaths with `~` for the home folder */
export async function plainTextFindings(
  base: ResolvedBase | undefined,
  profiles: Profiles,
  shownPaths: SharedFilePaths,
  context: Context,
): Promise<Finding[]> {
  const source = base?.keys && settingOf(profiles.get(base.name), 'aws_access_key_id')?.source;
  if (!base || source?.kind !== 'setting' || !source.file) return [];
  const store = await firstLikelyStore(context);
  if (store === undefined) return [];
  return [
    {
      id: `${source.file}-privacy`,
      status: 'skipped',
      message: `The access key of [${base.name}] is in ${shownPaths[source.file]} in plain text.`,
      remedy: `To move it to ${STORES[store].title}:\n${shellCommand('aws-mfa', 'protect', ...profileFlag(base.name))}`,
    },
  ];
}
