/** Where the access key of a base profile is in the files, and the edit that puts another one in its place. */
import type { Context } from '../../context.ts';
import { AwsMfaError } from '../../errors.ts';
import type { OpenedFiles } from '../../login/plan-session.ts';
import { ENVIRONMENT_BASE, profileFlag, profilesOf, settingOf } from '../../profiles/profile.ts';
import type { LongTermKeys } from '../../profiles/profile-kind.ts';
import type { ResolvedBase } from '../../profiles/resolve-base.ts';
import { saveEdit } from '../../shared-files/edit-shared-file.ts';
import { editSections, type SectionEdit } from '../../shared-files/edit-section.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { ownValues } from '../../shared-files/section-values.ts';
import { sourceName, type SharedFileKind } from '../../source.ts';
import { shellCommand } from '../../text/shell-command.ts';

export interface KeyPlace {
  /** Name of the base profile. */
  base: string;
  /** The access key that is there now. */
  keys: LongTermKeys;
  file: SharedFileKind;
  path: string;
  /** With `~` for the home folder. */
  shownPath: string;
  /** Every section with this access key, that of the base profile first: all of them get the new one. */
  sections: string[];
  /** The text of the file when it was read. */
  seen: string;
}

/** @throws AwsMfaError `configuration` if the key cannot be replaced, with the reason */
export function keyPlace(base: ResolvedBase, { files, paths, shownPaths }: OpenedFiles): KeyPlace {
  if (base.gone) throw base.gone;
  const { name, keys, process } = base;
  if (process) {
    throw notOurs(
      `The access key of [${name}] comes from ${sourceName(process.source)}, where aws-mfa cannot write.`,
      'Create a new key in the IAM console ("Security credentials"), and store it where that command reads it.',
    );
  }
  const profile = profilesOf(files).get(name);
  if (!keys || (!profile && name === ENVIRONMENT_BASE)) {
    throw notOurs(
      'The access key comes from the environment (AWS_ACCESS_KEY_ID), where aws-mfa cannot write.',
      'To store an access key in a profile:\n`aws-mfa setup --profile default`',
    );
  }
  const sources = ['aws_access_key_id', 'aws_secret_access_key'].map(
    (key) => settingOf(profile, key)?.source,
  );
  const [id, secret] = sources.map((source) => (source?.kind === 'setting' ? source : undefined));
  const file = id?.file;
  if (!id || !file || secret?.file !== file) {
    throw notOurs(
      `The two halves of the access key of [${name}] are in different files.`,
      `Enter both again:\n${shellCommand('aws', 'configure', ...profileFlag(name))}`,
    );
  }
  const sections = sectionsWith(keys.accessKeyId, files[`${file}File`].bytes);
  if (!sections.includes(id.header)) {
    throw notOurs(
      `The access key of [${name}] comes from another section, such as [DEFAULT].`,
      `Enter it in [${name}] itself:\n${shellCommand('aws', 'configure', ...profileFlag(name))}`,
    );
  }
  const otherFile = file === 'config' ? 'credentials' : 'config';
  const [elsewhere] = sectionsWith(keys.accessKeyId, files[`${otherFile}File`].bytes);
  if (elsewhere !== undefined) {
    throw notOurs(
      `The access key of [${name}] is also in [${elsewhere}] in ${shownPaths[otherFile]}.`,
      'Remove it from one of the files, then try again.',
    );
  }
  return {
    base: name,
    keys,
    file,
    path: paths[file],
    shownPath: shownPaths[file],
    sections: [id.header, ...sections.filter((section) => section !== id.header)],
    seen: files[`${file}File`].bytes,
  };
}

function notOurs(message: string, hint: string): AwsMfaError {
  return new AwsMfaError('unusable_base', message, hint);
}

/** The sections that hold this access key themselves. Beside a session token it would not be the user's own. */
function sectionsWith(accessKeyId: string, bytes: string): string[] {
  return Object.entries(ownValues(readIni(bytes)))
    .filter(([, keys]) => keys['aws_access_key_id'] === accessKeyId && !keys['aws_session_token'])
    .map(([section]) => section);
}

export function keyEdits({ sections }: KeyPlace, keys: LongTermKeys): SectionEdit[] {
  return sections.map((section) => ({
    section,
    set: [
      ['aws_access_key_id', keys.accessKeyId],
      ['aws_secret_access_key', keys.secretAccessKey],
    ],
    drop: [],
  }));
}

/**
 * Puts another key in the place of the one that is there.
 * @throws AwsMfaError `configuration`: the file is then as it was, unless it was canceled in the middle of the write
 */
export async function writeKey(place: KeyPlace, keys: LongTermKeys, context: Context): Promise<void> {
  const edits = keyEdits(place, keys);
  const apply = (text: string) => {
    const now = ownValues(readIni(text));
    const changed = place.sections.find(
      (section) => now[section]?.['aws_access_key_id'] !== place.keys.accessKeyId,
    );
    if (changed === undefined) return editSections(text, edits);
    throw new AwsMfaError('file_changed', `Another program just changed the access key of [${changed}].`);
  };
  const { file: kind, path, seen } = place;
  const notes = await saveEdit({ kind, path, edits, seen, apply }, context);
  notes.forEach((note) => context.output.say('note', note));
}

/**
 * What became of a write: `new` and `old` if these keys are in the file, `neither` if the new one is nowhere in it, and
 * `unclear` if it cannot be read, or has the new key in some places only.
 */
export type Written = 'new' | 'old' | 'neither' | 'unclear';

export function whatIsWritten(place: KeyPlace, created: LongTermKeys, context: Context): Written {
  let text: string;
  try {
    text = context.files.readTextFile(place.path) ?? '';
  } catch {
    return 'unclear';
  }
  const now = ownValues(readIni(text));
  const isEverywhere = ({ accessKeyId, secretAccessKey }: LongTermKeys) =>
    place.sections.every(
      (section) =>
        now[section]?.['aws_access_key_id'] === accessKeyId &&
        now[section]['aws_secret_access_key'] === secretAccessKey,
    );
  if (isEverywhere(created)) return 'new';
  if (text.includes(created.accessKeyId)) return 'unclear';
  return isEverywhere(place.keys) ? 'old' : 'neither';
}
