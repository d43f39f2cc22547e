/** Saves a new MFA device as `mfa_serial` of its base profile. */
import type { Context } from '../../context.ts';
import { AwsMfaError, reworded } from '../../errors.ts';
import { saveChange, settingsChanges, tryChange, type TriedChange } from '../../login/save-settings.ts';
import { configureSet, ENVIRONMENT_BASE, profileFlag, profileNameProblem } from '../../profiles/profile.ts';
import { option } from '../../text/shell-command.ts';
import type { OpenedFiles } from '../../shared-files/read-shared-files.ts';

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
    // With AWS_PROFILE=mfa, the AWS CLI would save it in [profile mfa].
    const flag = context.environment.profile ? option('--profile', base) : profileFlag(base);
    throw reworded(error, {
      message: `${error.message} The MFA device ${serialNumber} is assigned and works, but it is not saved.`,
      also: `To save it:\n${configureSet('mfa_serial', serialNumber, flag)}`,
    });
  });
}
