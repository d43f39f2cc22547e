/** Sees to it that a code from a command is not sent twice, also by the next run and by runs at the same time. */
import type { Context } from '../context.ts';
import { formatExpiry, issueTimeOf } from '../session/duration-and-expiry.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { allValues } from '../shared-files/section-values.ts';
import type { Turn } from '../system/files/take-turns.ts';
import type { LoginPlan } from './plan-session.ts';

/** A code serves one session of its device. */
export function turnOf({ paths, serialNumber, request }: LoginPlan): Turn {
  return { path: paths.credentials, name: serialNumber.value, isOptional: !request.writesSession };
}

/** Milliseconds for which a device shows one code (RFC 6238). */
const STEP = 30_000;

/**
 * AWS accepts a code once. If the device's code of this moment has been sent, a command would print it again, so its next
 * one is waited for. A session in the file may be of a code that was typed, or sent by another machine.
 */
export async function untilNextCode(plan: LoginPlan, { files, output, clock }: Context): Promise<void> {
  const sections = allValues(readIni(files.readTextFile(plan.paths.credentials) ?? ''));
  const now = clock.now().getTime();
  const step = Math.floor(now / STEP);
  const isNow = (time: Date | undefined) => Math.floor((time?.getTime() ?? 0) / STEP) === step;
  const used = [...sections].find(
    ([, keys]) => keys.get('x_mfa_serial') === plan.serialNumber.value && isNow(issueTimeOf(keys)),
  );
  if (!used && !isNow(new Date((await files.recall(turnOf(plan))) ?? 0))) return;
  const left = STEP - (now % STEP);
  const what = `The current code has been used${used ? ` for [${used[0]}]` : ''}.`;
  output.say('note', `${what} The next one comes in ${Math.ceil(left / 1000)}s.`);
  await clock.wait(left);
}

/** For the next run: the session of the code may be in no file, or may be removed. @param fetched when the code was printed */
export async function rememberCode(plan: LoginPlan, fetched: Date, { files }: Context): Promise<void> {
  await files.remember(turnOf(plan), formatExpiry(fetched));
}
