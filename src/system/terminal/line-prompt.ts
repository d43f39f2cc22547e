/**
 * Inquirer's `input` with a length limit. Inquirer redraws the whole line for each character, so a large paste would
 * take quadratic time; here the excess is removed before anything is drawn.
 */
import type { Interface } from 'node:readline';
import { Chalk, type ChalkInstance } from 'chalk';
import {
  createPrompt,
  isEnterKey,
  isTabKey,
  makeTheme,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';

export interface LineQuestion {
  message: string;
  /** The answer that Enter alone gives, and that Tab puts on the line. */
  default?: string;
  /** How many characters are read at most (UTF-16 units). */
  most: number;
  /** An error message if the answer will not do, else `true`. */
  validate: (text: string) => string | true;
  /** How the line is shown; by default as it is. */
  transformer?: (text: string, state: { isFinal: boolean }) => string;
  theme: ReturnType<typeof theme>;
}

export const linePrompt = createPrompt<string, LineQuestion>((question, done) => {
  const { message, most, validate, transformer = (text) => text } = question;
  const look = makeTheme(question.theme);
  const [isFinal, setFinal] = useState(false);
  const [usual, setUsual] = useState(question.default ?? '');
  const [line, setLine] = useState('');
  const [error, setError] = useState('');
  const prefix = usePrefix({ status: isFinal ? 'done' : 'idle', theme: look });
  useKeypress((key, readline) => {
    if (isFinal) return;
    if (isEnterKey(key)) {
      const answer = line || usual;
      const verdict = validate(answer);
      if (verdict === true) {
        setLine(answer);
        setFinal(true);
        done(answer);
      } else {
        // Enter has emptied the line; what was typed is there to be corrected.
        readline.write(line);
        setError(verdict);
      }
      return;
    }
    if (isTabKey(key) && line === '') {
      readline.clearLine(0);
      readline.write(usual);
    }
    // The library's type of it lacks the second argument.
    while (readline.line.length > most) (readline as unknown as Interface).write(null, BACKSPACE);
    // Tab or Backspace: the person means to change the usual answer.
    if (line === '' && (isTabKey(key) || key.name === 'backspace')) setUsual('');
    setLine(readline.line);
    setError('');
  });
  const offered = usual && !isFinal && line === '' ? [look.style.defaultAnswer(usual)] : [];
  const shown = [prefix, message, ...offered, transformer(line, { isFinal })].join(' ');
  return [shown, error && look.style.error(error)];
});

/** A key as Node's readline takes it from a program. */
const BACKSPACE = { name: 'backspace' } as const;

/** The library's own colors know neither NO_COLOR nor which stream they go to. */
export function theme(color: boolean) {
  const chalk: ChalkInstance = new Chalk({ level: color ? 1 : 0 });
  const same = (text: string) => text;
  return {
    dim: (text: string) => chalk.dim(text),
    prefix: { idle: chalk.cyan('?'), done: chalk.green('✓') },
    style: {
      message: same,
      answer: same,
      defaultAnswer: (text: string) => chalk.dim(text),
      error: (text: string) => chalk.red(`! ${text}`),
      help: same,
      highlight: same,
      key: same,
    },
  };
}
