/** Asks which base profile is meant if several could be. */
import type { SeveralBases } from '../profiles/base-errors.ts';
import type { Context } from '../context.ts';

/** @returns undefined if there is no terminal, or nothing to choose from; @throws AwsMfaError `cancelled` */
export async function chooseBase(
  { candidates }: SeveralBases,
  context: Context,
): Promise<string | undefined> {
  const questions = candidates.length === 0 ? undefined : await context.terminal.openQuestions();
  if (!questions) return undefined;
  try {
    const choices = candidates.map((name) => ({ value: name, name: `[${name}]` }));
    return await questions.choose('Which profile has your access key?', choices);
  } finally {
    questions.close();
  }
}
