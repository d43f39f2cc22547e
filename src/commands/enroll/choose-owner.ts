/** Finds the base profile of the user who gets an MFA device. */
import type { Context, Questions } from '../../context.ts';
import { AwsMfaError, reworded } from '../../errors.ts';
import { chooseAmong } from '../../login/choose-base.ts';
import { chooseProfiles } from '../../login/choose-profiles.ts';
import type { LoginRequest } from '../../login/login-request.ts';
import { confirmBase } from '../../login/obtain-session.ts';
import { SeveralBases } from '../../profiles/base-errors.ts';
import { sourcesOf } from '../../profiles/profile-kind.ts';
import { profilesOf } from '../../profiles/profile.ts';
import type { ResolvedBase } from '../../profiles/resolve-base.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import type { OpenedFiles } from '../../shared-files/read-shared-files.ts';

/** @throws AwsMfaError `configuration`, `usage`, `cancelled` */
export async function chooseOwner(
  request: LoginRequest,
  { files }: OpenedFiles,
  questions: Questions,
  { environment }: Context,
): Promise<ResolvedBase> {
  const baseFor = (wanted: LoginRequest) => chooseProfiles(wanted, environment, files).base;
  let base: ResolvedBase;
  try {
    base = baseFor(request);
  } catch (error) {
    if (error instanceof AwsMfaError && error.code === 'role_without_session') {
      const source = sourcesOf(request.profile?.value ?? '', profilesOf(files)).at(-1) ?? 'NAME';
      const command = shellCommand('aws-mfa', 'enroll', ...option('--profile', source));
      throw reworded(error, { hint: `To create an MFA device for the user of [${source}]:\n${command}` });
    }
    if (!(error instanceof SeveralBases) || error.candidates.length === 0) throw error;
    base = baseFor({ ...request, chosenBase: await chooseAmong(error.candidates, questions) });
  }
  if (base.gone) throw base.gone;
  if (base.guessed) await confirmBase(base.name, questions);
  return base;
}
