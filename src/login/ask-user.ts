/** Asks the user to agree to a change, or which base profile is meant. */
import type { Context, Questions } from '../context.ts';
import { AwsMfaError, reworded } from '../errors.ts';
import { reasonNotToAsk, type SessionOptions } from './login-request.ts';
import { SeveralBases } from '../profiles/base-errors.ts';

export interface Consent {
  question: string;
  /** The answer if the user only presses Enter. */
  usual: boolean;
  /** The error if nobody can be asked. @param why for people: `CI is set` */
  nobody: (why: string) => AwsMfaError;
  /** The message if the answer is no. */
  no: string;
}

/** @throws AwsMfaError `cancelled`; the error of the consent if nobody can be asked */
export async function askConsent(
  { question, usual, nobody, no }: Consent,
  options: Pick<SessionOptions, 'input'>,
  context: Context,
): Promise<void> {
  const questions = await openFor(nobody, options, context);
  try {
    if (await questions.askYesNo(question, usual)) return;
  } catch (error) {
    // Ctrl-C is a no: the error of a prompt says that nothing was written, but the session may have been, before.
    if (error instanceof AwsMfaError && error.code === 'cancelled') throw reworded(error, { message: no });
    throw error;
  } finally {
    questions.close();
  }
  throw new AwsMfaError('cancelled', no);
}

/** Finds out ahead whether the user can be asked. @throws the error if nobody can */
export async function checkConsent(
  nobody: Consent['nobody'],
  options: Pick<SessionOptions, 'input'>,
  context: Context,
): Promise<void> {
  (await openFor(nobody, options, context)).close();
}

async function openFor(
  nobody: Consent['nobody'],
  options: Pick<SessionOptions, 'input'>,
  { environment, terminal }: Context,
): Promise<Questions> {
  const why = reasonNotToAsk(options, environment);
  const questions = why === undefined ? await terminal.openQuestions() : undefined;
  if (questions) return questions;
  throw nobody(why ?? 'there is no terminal');
}

/**
 * What `find` returns. If several profiles could be the base profile, the user chooses one, and it is called again.
 * @throws what `find` throws, also {@link SeveralBases} if nobody can be asked; AwsMfaError `cancelled`
 */
export async function withChosenBase<T>(
  find: (chosenBase?: string) => T,
  mayAsk: boolean,
  { terminal }: Pick<Context, 'terminal'>,
): Promise<T> {
  try {
    return find();
  } catch (error) {
    if (!mayAsk || !(error instanceof SeveralBases) || error.candidates.length === 0) throw error;
    const questions = await terminal.openQuestions();
    if (!questions) throw error;
    try {
      return find(await chooseAmong(error.candidates, questions));
    } finally {
      questions.close();
    }
  }
}

/** @throws AwsMfaError `cancelled` */
export function chooseAmong(
  names: readonly string[],
  questions: Questions,
  question = 'Which profile has your access key?',
): Promise<string> {
  return questions.choose(
    question,
    names.map((name) => ({ value: name, name: `[${name}]` })),
  );
}
