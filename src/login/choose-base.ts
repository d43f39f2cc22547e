/** Asks which base profile is meant if several could be. */
import type { SeveralBases } from '../profiles/base-errors.ts';
import type { Context, Questions } from '../context.ts';

/** @returns undefined if there is no terminal, or nothing to choose from; @throws AwsMfaError `cancelled` */
export async function chooseBase(
  { candidates }: SeveralBases,
  context: Context,
): Promise<string | undefined> {
  const questions = candidates.length === 0 ? undefined : await context.terminal.openQuestions();
  if (!questions) return undefined;
  try {
    return await chooseAmong(candidates, questions);
  } finally {
    questions.close();
  }
}

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
