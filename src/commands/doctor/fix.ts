/** `aws-mfa doctor --fix`: lets role profiles use the session. It shows the changes, asks, and makes them. */
import { roleFixes, rolesOnKeys } from './role-profiles.ts';
import { AwsMfaError } from '../../errors.ts';
import { askConsent, type Consent } from '../../login/ask-user.ts';
import { changedMeanwhile, type SettingsChange } from '../../login/save-settings.ts';
import { openFiles, type OpenedFiles } from '../../shared-files/read-shared-files.ts';
import { profilesOf } from '../../profiles/profile.ts';
import { editSections } from '../../shared-files/edit-section.ts';
import { checkEdit, saveEdit } from '../../shared-files/edit-shared-file.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import type { SharedFileKind } from '../../source.ts';
import type { Context } from '../../context.ts';

/** @param isAgreed `--yes` @throws AwsMfaError `usage` if nobody can be asked; `configuration`, `cancelled` */
export async function fixRoleProfiles(isAgreed: boolean, context: Context): Promise<void> {
  const { output } = context;
  const opened = openFiles(context);
  const fixes = roleFixes(profilesOf(opened.files));
  const left = rolesOnKeys(profilesOf(opened.files)).filter(({ section }) => section === undefined);
  for (const { profile, base } of left)
    output.say('warning', `${profile.name} is left as it is: "${base}" has no MFA profile of its own yet.`);
  if (fixes.length === 0) {
    const what = left.length > 0 ? 'Nothing was changed.' : NOTHING_TO_DO;
    output.say('result', what);
    return;
  }
  const kinds = (['config', 'credentials'] as const).filter((file) => fixes.some((fix) => fix.file === file));
  const edits = kinds.map((kind) => fileEdit(kind, fixes, opened));
  for (const edit of edits) {
    await context.files.probeWrite(edit.path);
    checkEdit(edit, context);
  }
  output.say('plain', 'These changes will be made:');
  fixes.forEach((fix) => fixLines(fix, opened).forEach((line) => output.say('plain', line)));
  if (!isAgreed) await askConsent(CONSENT, {}, context);
  for (const edit of edits) {
    await saveEdit(edit, context);
    const changed = edit.edits.map(({ section }) => `[${section}]`).join(', ');
    output.say('result', `Changed ${changed} in ${opened.shownPaths[edit.kind]}.`);
  }
}

const NOTHING_TO_DO = 'Every role profile is as it should be; nothing was changed.';

/** As in gh: without a terminal, `--yes` is required. */
const CONSENT: Consent = {
  question: 'Save them?',
  usual: true,
  nobody: (why) =>
    new AwsMfaError(
      'nobody_to_ask',
      `The changes need your consent, but ${why}.`,
      'To make them without a prompt:\n`aws-mfa doctor --fix --yes`',
    ),
  no: 'Canceled; nothing was written.',
};

function fixLines({ file, edit }: SettingsChange, { files, shownPaths }: OpenedFiles): string[] {
  const before = files[file].get(edit.section);
  return [
    `${shownPaths[file]}, [${edit.section}]`,
    ...edit.set.map(([key, value]) => `  ${key} = ${value}    (was ${before?.get(key) ?? 'not set'})`),
    ...edit.drop.map((key) => `  remove ${key} = ${before?.get(key) ?? ''}`),
  ];
}

/** All edits of one file, in one write. */
function fileEdit(kind: SharedFileKind, fixes: readonly SettingsChange[], { paths, files }: OpenedFiles) {
  const edits = fixes.filter(({ file }) => file === kind).map(({ edit }) => edit);
  const seen = files[`${kind}File`];
  const apply = (text: string) => {
    const now = readIni(text);
    const changed = edits.find((edit) => {
      // What a role profile needs depends on its source, too.
      const relevant = { ...edit, drop: ['source_profile', ...edit.drop] };
      return changedMeanwhile(relevant, seen, now) !== undefined;
    });
    if (!changed) return editSections(text, edits);
    throw new AwsMfaError(
      'file_changed',
      `Another program just changed [${changed.section}]. Nothing was written.`,
      'To see what would be changed now:\n`aws-mfa doctor --fix`',
    );
  };
  return { kind, path: paths[kind], edits, seen: seen.bytes, apply };
}
