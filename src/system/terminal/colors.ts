/** Colors a text. Whether the stream takes colors has been decided before. */
import { Chalk } from 'chalk';
import type { Paint } from './speak.ts';

const chalk = new Chalk({ level: 1 });

export const paint: Paint = (what, text) => {
  switch (what) {
    case 'result':
      return chalk.green(text);
    case 'note':
      return chalk.blue(text);
    case 'warning':
      return chalk.yellow(text);
    case 'error':
      return chalk.red(text);
    case 'command':
      return chalk.cyan(text);
    case 'debug':
      return chalk.dim(text);
    case 'plain':
    case 'remedy':
      return text;
  }
};
