/** A fake user at a terminal: one answer for each question, in order. One question too many is cancelled. */
import type { Questions } from '../../src/context.ts';
import { AwsMfaError } from '../../src/errors.ts';

export interface Questioner extends Questions {
  /** The questions and the complaints, oldest first. */
  heard: string[];
  /** How often the terminal was closed. */
  closed: number;
}

/** @param answers text for lines, secrets and choices; true and false for yes and no */
export function questioner(...answers: (string | boolean)[]): Questioner {
  const left = [...answers];
  const next = (message: string): string | boolean => {
    person.heard.push(message);
    const answer = left.shift();
    if (answer === undefined) throw new AwsMfaError('cancelled', 'Given up.');
    return answer;
  };
  const line = (message: string, check: (text: string) => string | undefined, usual = ''): string => {
    const text = String(next(message)) || usual;
    const complaint = check(text);
    return complaint === undefined ? text : line(`! ${complaint}`, check, usual);
  };
  const person: Questioner = {
    heard: [],
    closed: 0,
    askLine: (message, check, { usual } = {}) => settled(() => line(message, check, usual)),
    askSecret: (message, check) => settled(() => line(message, check)),
    choose: (message, choices) =>
      settled(() => {
        const value = next(message);
        const choice = choices.find((each) => each.value === value);
        if (!choice || choice.disabled) throw new Error(`${String(value)} cannot be chosen`);
        return choice.value;
      }),
    askYesNo: (message) => settled(() => next(message) === true),
    openScreen: undefined,
    close: () => {
      person.closed++;
    },
  };
  return person;
}

async function settled<T>(answer: () => T): Promise<T> {
  return Promise.resolve().then(answer);
}
