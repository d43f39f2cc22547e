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
  /** The answer of Enter alone, which Tab puts on the line. */
  default?: string;
  /** How many UTF-16 code units are read at most. */
  maxLength: number;
  /** An error message, or `true`. */
  validate: (text: string) => string | true;
  /** What is shown instead of the text. */
  transformer?: (text: string, isFinal: boolean) => string;
  theme: ReturnType<typeof theme>;
}

export const lineInput = createPrompt<string, LineQuestion>((question, done) => {
  const { message, maxLength, validate, transformer = (text) => text } = question;
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
        // Enter has emptied the line; put the text back to be corrected.
        readline.write(line);
        setError(verdict);
      }
      return;
    }
    if (isTabKey(key) && line === '') {
      readline.clearLine(0);
      readline.write(usual);
    }
    // The library's type of `write` lacks the second argument.
    while (readline.line.length > maxLength) (readline as unknown as Interface).write(null, BACKSPACE);
    // After Tab or Backspace, Enter on an empty line no longer means the default.
    if (line === '' && (isTabKey(key) || key.name === 'backspace')) setUsual('');
    setLine(readline.line);
    setError('');
  });
  const offered = usual && !isFinal && line === '' ? [look.style.defaultAnswer(usual)] : [];
  const shown = [prefix, message, ...offered, transformer(line, isFinal)].join(' ');
  return [shown, error && look.style.error(error)];
});

/** A key as a program passes it to Node's readline. */
const BACKSPACE = { name: 'backspace' } as const;

/** The library's own colors ignore NO_COLOR and the stream they go to. */
export function theme(color: boolean) {
  const chalk: ChalkInstance = new Chalk({ level: color ? 1 : 0 });
  const same = (text: string) => text;
  const dim = (text: string) => chalk.dim(text);
  return {
    dim,
    prefix: { idle: chalk.cyan('?'), done: chalk.green('✓') },
    style: {
      message: same,
      answer: same,
      defaultAnswer: dim,
      error: (text: string) => chalk.red(`! ${text}`),
      help: same,
      highlight: same,
      key: same,
    },
  };
}
