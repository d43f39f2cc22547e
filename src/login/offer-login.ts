/** Offers the first login after a setup or an enrollment. Whatever becomes of it, what was saved before stays. */
import type { Context, Questions } from '../context.ts';
import { AwsMfaError, isStop, reworded } from '../errors.ts';
import { profileFlag } from '../profiles/profile.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { LoginOptions } from './login-request.ts';

/** What `aws-mfa login` does. */
export type Login = (options: LoginOptions, context: Context) => Promise<void>;

/**
 * Cancelling here means no: everything else is done.
 * @param saved a sentence about that: `Setup is saved.`
 */
export async function offerLogin(
  saved: string,
  options: LoginOptions,
  questions: Questions,
): Promise<boolean> {
  try {
    return await questions.askYesNo('Log in now?');
  } catch (error) {
    if (error instanceof AwsMfaError && error.kind === 'cancelled') return false;
    throw loginFailed(error, saved, options);
  }
}

/** The error of the login, which does not undo what was saved. */
export function loginFailed(error: unknown, saved: string, options: LoginOptions): unknown {
  if (!(error instanceof AwsMfaError)) return error;
  const later = logInLater(options);
  return isStop(error.kind)
    ? reworded(error, { message: `The login was canceled. ${saved}`, hint: later })
    : reworded(error, { also: `${saved} ${later}` });
}

export function logInLater({ profile = 'default', serialNumber }: LoginOptions): string {
  const device = serialNumber === undefined ? [] : option('--serial-number', serialNumber);
  return `To log in later:\n${shellCommand('aws-mfa', 'login', ...profileFlag(profile), ...device)}`;
}
