/** Finds the base profile of the user who gets an MFA device, and the region whose AWS is asked. */
import type { Context, Questions } from '../../context.ts';
import { adviceText, AwsMfaError, reworded } from '../../errors.ts';
import { chooseProfiles, type ChosenProfiles } from '../../login/choose-profiles.ts';
import type { LoginRequest } from '../../login/login-request.ts';
import { confirmBase } from '../../login/obtain-session.ts';
import type { OpenedFiles } from '../../login/plan-session.ts';
import { SeveralBases } from '../../profiles/base-errors.ts';
import { sourcesOf } from '../../profiles/profile-kind.ts';
import { profilesOf, settingOf } from '../../profiles/profile.ts';
import type { ResolvedBase } from '../../profiles/resolve-base.ts';
import { chooseRegion } from '../../session/region.ts';
import type { Sourced } from '../../source.ts';
import { option, shellCommand } from '../../text/shell-command.ts';

export interface Owner {
  base: ResolvedBase;
  region: Sourced<string>;
  opened: OpenedFiles;
}

/** @throws AwsMfaError `configuration`, `usage`, `cancelled` */
export async function chooseOwner(
  request: LoginRequest,
  opened: OpenedFiles,
  questions: Questions,
  context: Context,
): Promise<Owner> {
  const { profiles, base } = await chosenProfiles(request, opened, questions, context);
  if (base.gone) throw base.gone;
  if (base.guessed) await confirmBase(base.name, questions);
  const profile = profiles.get(base.name);
  const settings = [context.environment.region, settingOf(profile, 'region')];
  // A device that is configured already tells the partition, whatever became of it.
  const arn = settingOf(profile, 'mfa_serial')?.value ?? '';
  const { region, note } = chooseRegion(request.region, settings, arn);
  if (note !== undefined) context.output.say('note', adviceText({ message: note }));
  return { base, region, opened };
}

async function chosenProfiles(
  request: LoginRequest,
  { files }: OpenedFiles,
  questions: Questions,
  { environment }: Context,
): Promise<ChosenProfiles> {
  try {
    return chooseProfiles(request, environment, files);
  } catch (error) {
    if (error instanceof AwsMfaError && error.code === 'role_without_session') {
      const base = sourcesOf(request.profile?.value ?? '', profilesOf(files)).at(-1) ?? 'NAME';
      const command = shellCommand('aws-mfa', 'enroll', ...option('--profile', base));
      throw reworded(error, { hint: `To create an MFA device for the user of [${base}]:\n${command}` });
    }
    if (!(error instanceof SeveralBases) || error.candidates.length === 0) throw error;
    const choices = error.candidates.map((name) => ({ value: name, name: `[${name}]` }));
    const chosenBase = await questions.choose('Which profile has your access key?', choices);
    return chooseProfiles({ ...request, chosenBase }, environment, files);
  }
}
