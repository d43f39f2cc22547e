/** Saves a new MFA device as `mfa_serial` of its base profile. */
import type { Context } from '../../context.ts';
import { AwsMfaError, reworded } from '../../errors.ts';
import type { OpenedFiles } from '../../login/plan-session.ts';
import {
  configHeader,
  configureSet,
  ENVIRONMENT_BASE,
  profileFlag,
  profileNameProblem,
} from '../../profiles/profile.ts';
import { settingPlaces, unlessChanged } from '../../profiles/save-settings.ts';
import { checkEdit, saveEdit } from '../../shared-files/edit-shared-file.ts';
import type { SectionEdit } from '../../shared-files/edit-section.ts';
import type { IniFile } from '../../shared-files/read-ini.ts';
import type { SharedFileKind } from '../../source.ts';
import { option } from '../../text/shell-command.ts';

export interface DevicePlace {
  base: string;
  file: SharedFileKind;
  path: string;
  /** Of the section. */
  header: string;
  /** Section and file, for people. */
  name: string;
  /** The file as it was when the run began. */
  seen: IniFile;
}

/**
 * Where the device is saved, once the write was tried.
 * @returns undefined if this base profile cannot be written: its key is in the environment, or its name is unusable
 * @throws AwsMfaError `configuration`
 */
export async function devicePlace(
  base: string,
  { files, paths, shownPaths }: OpenedFiles,
  context: Context,
): Promise<DevicePlace | undefined> {
  if (base === ENVIRONMENT_BASE || profileNameProblem(base) !== undefined) return undefined;
  const { credentials } = settingPlaces(base, [['mfa_serial', SAMPLE]], files);
  const file = credentials.length > 0 ? 'credentials' : 'config';
  const header = file === 'credentials' ? base : configHeader(base);
  const name = `[${header}] in ${shownPaths[file]}`;
  const place = { base, file, path: paths[file], header, name, seen: files[`${file}File`] } as const;
  await context.files.probeWrite(place.path);
  checkEdit({ path: place.path, edits: [deviceEdit(SAMPLE, place)] }, context);
  return place;
}

const SAMPLE = 'arn:aws:iam::123456789012:mfa/alice';

function deviceEdit(serialNumber: string, { header }: DevicePlace): SectionEdit {
  return { section: header, set: [['mfa_serial', serialNumber]], drop: [] };
}

/** @throws AwsMfaError `configuration`; the device is the user's, and the error says so */
export async function saveDevice(serialNumber: string, place: DevicePlace, context: Context): Promise<void> {
  const { base, file: kind, path, name, seen } = place;
  const edit = deviceEdit(serialNumber, place);
  const apply = unlessChanged(edit, { name, seen, hint: 'Check it first.' });
  try {
    const notes = await saveEdit({ kind, path, edits: [edit], seen: seen.bytes, apply }, context);
    notes.forEach((note) => context.output.say('note', note));
  } catch (error) {
    if (!(error instanceof AwsMfaError)) throw error;
    // With AWS_PROFILE=mfa, the AWS CLI would save it in [profile mfa].
    const flag = context.environment.profile ? option('--profile', base) : profileFlag(base);
    throw reworded(error, {
      message: `${error.message} The MFA device ${serialNumber} is assigned and works, but it is not saved.`,
      also: `To save it:\n${configureSet('mfa_serial', serialNumber, flag)}`,
    });
  }
}
