/** Colors a text. The caller knows that the stream takes colors. */
import { Chalk } from 'chalk';
import type { Paint } from './speak.ts';

const { green, blue, yellow, red, cyan, dim } = new Chalk({ level: 1 });
const COLORS: Partial<Record<Parameters<Paint>[0], (text: string) => string>> = {
  result: green,
  note: blue,
  warning: yellow,
  error: red,
  command: cyan,
  debug: dim,
};

export const paint: Paint = (what, text) => COLORS[what]?.(text) ?? text;
