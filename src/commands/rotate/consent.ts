/** Asks before an access key is replaced, and before another one makes room for it. */
import type { Context } from '../../context.ts';
import { AwsMfaError, type ErrorCode } from '../../errors.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { formatDay } from '../../session/duration-and-expiry.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { ending, type KeyState } from './key-state.ts';

/** What of the options decides whether a question is asked. */
export interface ConsentOptions {
  yes?: boolean;
  /** False for `--no-input`. */
  input?: boolean;
}

interface Consent {
  question: string;
  /** The answer if the user only presses Enter. */
  usual: boolean;
  /** Whether `--yes` is an answer to it. */
  takesYes: boolean;
  /** The error if it cannot be asked. */
  code: ErrorCode;
  problem: string;
  hint: string;
}

/** What the questions say about the keys. */
export interface KeyTexts {
  base: string;
  /** When each key was last used. */
  currentUse: string;
  otherUse: string;
  /** Deletes the other key. */
  deleteCommand: string;
}

/** Before a code is used. @throws AwsMfaError `usage` if a question is certain to come, and nobody can answer it */
export async function checkConsent(base: string, options: ConsentOptions, context: Context): Promise<void> {
  if (options.yes) return;
  const why = await reasonNotToAsk(options, context);
  if (why === undefined) return;
  throw new AwsMfaError(
    'nobody_to_ask',
    `To replace the access key of [${base}], aws-mfa asks for your consent, but ${why}.`,
    `To do it without a question:\n${shellCommand('aws-mfa', 'rotate', '--yes', ...profileFlag(base))}`,
  );
}

async function reasonNotToAsk({ input }: ConsentOptions, context: Context): Promise<string | undefined> {
  if (input === false) return '--no-input is set';
  if (context.environment.ci) return 'CI is set';
  const questions = await context.terminal.openQuestions();
  questions?.close();
  return questions ? undefined : 'there is no terminal';
}

/** @throws AwsMfaError `configuration` or `usage` if nobody can be asked; `cancelled` */
export async function agree(consent: Consent, options: ConsentOptions, context: Context): Promise<void> {
  if (options.yes && consent.takesYes) return;
  const mayAsk = options.input !== false && !context.environment.ci;
  const questions = mayAsk ? await context.terminal.openQuestions() : undefined;
  if (!questions) throw new AwsMfaError(consent.code, consent.problem, consent.hint);
  try {
    if (await questions.askYesNo(consent.question, consent.usual)) return;
  } finally {
    questions.close();
  }
  throw new AwsMfaError('cancelled', 'Canceled; no access key was changed.');
}

/** What is said before the key of the file is replaced, and the inactive one beside it is deleted. */
export function replaceConsent(state: KeyState, texts: KeyTexts): Consent {
  const { base, currentUse, otherUse } = texts;
  const replace = `eplace the access key ${ending(state.current.id)} of [${base}] (${currentUse})?`;
  const question =
    state.kind === 'single'
      ? `R${replace}`
      : `Delete the inactive access key ${ending(state.other.id)} (${otherUse}), and r${replace}`;
  return {
    question: `${question} ${OTHER_MACHINES}`,
    usual: true,
    takesYes: true,
    code: 'nobody_to_ask',
    problem: `The access key of [${base}] is replaced only with your consent.`,
    hint: `To do it without a question:\n${shellCommand('aws-mfa', 'rotate', '--yes', ...profileFlag(base))}`,
  };
}

export const OTHER_MACHINES = 'Other machines that have this key will need the new one.';

/** An active key beside that of the file is never touched without this question. */
export function otherKeyConsent(
  { kind, current, other }: KeyState & { kind: 'older' | 'newer' },
  { base, otherUse, deleteCommand }: KeyTexts,
): Consent {
  const created = other.created ? `created ${formatDay(other.created)}, ` : '';
  const isOlder = kind === 'older';
  const finish = shellCommand('aws-mfa', 'rotate', '--finish', '--yes', ...profileFlag(base));
  return {
    question: isOlder
      ? `Another access key, ${ending(other.id)}, is still active (${created}${otherUse}). Set it inactive?`
      : `A newer access key, ${ending(other.id)}, is active (${created}${otherUse}). If an interrupted rotation left it, its secret is lost. Delete it?`,
    usual: false,
    takesYes: false,
    code: 'too_many_keys',
    problem: `AWS allows two access keys. [${base}] has ${ending(current.id)}, and ${other.id} is active, too (${created}${otherUse}).`,
    hint: isOlder
      ? `If it is the old key of an interrupted rotation, set it inactive:\n${finish}`
      : `If nobody uses it, delete it:\n${deleteCommand}`,
  };
}
