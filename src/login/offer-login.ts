/** Offers the first login after a setup or an enrollment. Whatever becomes of it, what was saved before stays. */
import type { Context, Questions } from '../context.ts';
import { AwsMfaError, type ErrorCode, isStop, reworded } from '../errors.ts';
import { profileFlag } from '../profiles/profile.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { LoginOptions } from './login-request.ts';

/** What `aws-mfa login` does. */
export type Login = (options: LoginOptions, context: Context) => Promise<void>;

export interface OfferedLogin {
  /** What was saved before: `Setup is saved.` Empty if nothing was. */
  saved: string;
  /** The options of the login. */
  login: LoginOptions;
}

/** Canceling here means no: everything else is done. */
export async function offerLogin(offered: OfferedLogin, questions: Questions): Promise<boolean> {
  try {
    return await questions.askYesNo('Log in now?');
  } catch (error) {
    if (error instanceof AwsMfaError && error.kind === 'cancelled') return false;
    throw loginFailed(error, offered);
  }
}

/** After these, the same login would fail again. */
const FINAL: readonly ErrorCode[] = ['section_taken', 'unknown_device', 'unknown_key', 'wrong_secret'];

/** The error of the login, which does not undo what was saved. */
export function loginFailed(error: unknown, { saved, login }: OfferedLogin): unknown {
  if (!(error instanceof AwsMfaError)) return error;
  const later = logInLater(login);
  return isStop(error.kind)
    ? reworded(error, { message: `The login was canceled. ${saved}`.trim(), hint: later })
    : reworded(error, { also: FINAL.includes(error.code) ? saved : `${saved} ${later}`.trim() });
}

export function logInLater({ profile = 'default', serialNumber, force }: LoginOptions): string {
  const device = serialNumber === undefined ? [] : option('--serial-number', serialNumber);
  const flags = [...profileFlag(profile), ...device, ...(force ? ['--force'] : [])];
  return `To log in later:\n${shellCommand('aws-mfa', 'login', ...flags)}`;
}
