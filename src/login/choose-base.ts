/** Asks which base profile is meant if several could be. */
import type { Context, Questions } from '../context.ts';
import { SeveralBases } from '../profiles/base-errors.ts';

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
