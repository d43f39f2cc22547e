/** Finds the base profile of the user who gets an MFA device, and saves the device as its `mfa_serial`. */
import type { Context, Questions } from '../../context.ts';
import { AwsMfaError, reworded } from '../../errors.ts';
import { chooseAmong } from '../../login/ask-user.ts';
import type { LoginRequest } from '../../login/login-request.ts';
import { confirmBase } from '../../login/obtain-session.ts';
import { checkSelection } from '../../login/role-checks.ts';
import { SeveralBases } from '../../profiles/base-errors.ts';
import { sourcesOf } from '../../profiles/profile-kind.ts';
import {
  profilesOf,
  configureSet,
  ENVIRONMENT_BASE,
  profileFlag,
  profileNameProblem,
} from '../../profiles/profile.ts';
import { resolveBase, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import type { OpenedFiles } from '../../shared-files/read-shared-files.ts';
import { saveChange, settingsChanges, tryChange, type TriedChange } from '../../login/save-settings.ts';

/** The base profile of the user who gets the device. @throws AwsMfaError `configuration`, `usage`, `cancelled` */
export async function chooseOwner(
  named: LoginRequest['profile'],
  { files }: OpenedFiles,
  questions: Questions,
  { environment }: Context,
): Promise<ResolvedBase> {
  const profiles = profilesOf(files);
  const baseFor = (chosen?: string) => resolveBase(named, profiles, environment, chosen);
  let base: ResolvedBase;
  try {
    checkSelection(named, profiles);
    base = baseFor();
  } catch (error) {
    if (error instanceof AwsMfaError && error.code === 'role_without_session') {
      const source = sourcesOf(named?.value ?? '', profiles).at(-1) ?? 'NAME';
      const command = shellCommand('aws-mfa', 'enroll', ...option('--profile', source));
      throw reworded(error, { hint: `To create an MFA device for the user of [${source}]:\n${command}` });
    }
    if (!(error instanceof SeveralBases) || error.candidates.length === 0) throw error;
    base = baseFor(await chooseAmong(error.candidates, questions));
  }
  if (base.gone) throw base.gone;
  if (base.guessed) await confirmBase(base.name, questions);
  return base;
}

/**
 * Where the device is saved, once the write was tried.
 * @returns undefined if this base profile cannot be written: its key is in the environment, or its name is unusable
 * @throws AwsMfaError `configuration`
 */
export async function devicePlace(
  base: string,
  opened: OpenedFiles,
  context: Context,
): Promise<TriedChange | undefined> {
  if (base === ENVIRONMENT_BASE || profileNameProblem(base) !== undefined) return undefined;
  const sample = { base, serialNumber: 'arn:aws:iam::123456789012:mfa/alice' };
  const [change] = settingsChanges(sample, opened.files);
  return change && tryChange(change, opened, 'Check it first.', context);
}

/** @throws AwsMfaError `configuration`; the device is the user's, and the error says so */
export async function saveDevice(
  { base, serialNumber }: { base: string; serialNumber: string },
  place: TriedChange,
  context: Context,
): Promise<void> {
  const edit = { ...place.edit, set: [['mfa_serial', serialNumber] as const] };
  await saveChange({ ...place, edit }, context).catch((error: unknown) => {
    if (!(error instanceof AwsMfaError)) throw error;
    // The AWS CLI would add [default] to a file with [profile default].
    const toSave =
      place.edit.section === 'profile default'
        ? `To save it, add this line to ${place.name}:\nmfa_serial = ${serialNumber}`
        : `To save it:\n${configureSet('mfa_serial', serialNumber, profileFlag(base))}`;
    throw reworded(error, {
      message: `${error.message} The MFA device ${serialNumber} is assigned and works, but it is not saved.`,
      also: toSave,
    });
  });
}
