/** What is read without commander, and what is left to it. */
import { expect, it } from 'vitest';
import { readPlainLine } from '../../../src/command-line/plain-line.ts';

const KNOWN = { '--all': ['all', 'flag'], '--for': ['span', 'value'], '--no-more': ['more', 'off'] } as const;
const read = (...args: string[]) => readPlainLine(args, KNOWN);

it.each<[args: string[], word: string | undefined, options: object]>([
  [[], undefined, {}],
  [['mfa'], 'mfa', {}],
  [[''], '', {}],
  [['--all'], undefined, { all: true }],
  [['--no-more'], undefined, { more: false }],
  [['--for', '1h'], undefined, { span: '1h' }],
  [['--for=1h'], undefined, { span: '1h' }],
  [['--for=a=b'], undefined, { span: 'a=b' }],
  [['--for='], undefined, { span: '' }],
  [['--for', ''], undefined, { span: '' }],
  // As commander has it: what stands behind such an option is its value.
  [['--for', '--all'], undefined, { span: '--all' }],
  [['--for', '1h', '--for', '2h'], undefined, { span: '2h' }],
  [['--all', 'mfa', '--for', '1h'], 'mfa', { all: true, span: '1h' }],
  [['--for', 'two\nlines'], undefined, { span: 'two\nlines' }],
])('%j is read', (args, word, options) => {
  expect(read(...args)).toEqual({ word, options });
});

it.each([
  [['a', 'b']],
  [['--none']],
  [['--al']],
  [['--all=yes']],
  [['--no-more=yes']],
  [['--all=']],
  [['--for']],
  [['-h']],
  [['-']],
  [['--']],
  [['--', 'mfa']],
  [['--all', '-x']],
  [['--constructor']],
  [['__proto__=x', 'b']],
  [['--__proto__', 'x']],
])('%j is left to commander', (args) => {
  expect(read(...args)).toBeUndefined();
});
