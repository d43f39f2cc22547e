/** Commands that messages show, pasted into the real shells: each reads the very words that were meant. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellCommand } from '../../src/text/shell-command.ts';
import { HOSTILE_NAMES } from '../support/hostile-names.ts';
import { commandShells, paste } from '../support/run-in-shells.ts';

const isShown = (command: string) => command.startsWith('`');

/** What one of the shells takes for its own, and a few letters. */
const SIGNS = '\' " \\ $ ! ~ = % # & | ; < > ( ) [ ] { } * ? ^ - a A / : @ , + .'.split(' ').concat(' ');

const word = fc.oneof(
  fc.constantFrom(...HOSTILE_NAMES),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 12 }),
);

describe.each(commandShells)('%s', (shell) => {
  test('any words', () => {
    // Many commands for one shell: to start it takes longer than to run them.
    const commands = fc.array(fc.array(word, { maxLength: 4 }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(commands, (all) => {
        const shown = all.filter((words) => isShown(shellCommand(...words)));
        const lines = shown.map((words) => shellCommand('stub', ...words).slice(1, -1));
        expect(paste(shell, lines)).toEqual({
          ran: shown.map((words) => ['stub', ...words]),
          files: [],
          stderr: '',
        });
      }),
      { numRuns: 5 },
    );
  });

  test('paths', () => {
    const paths = [
      '~/.aws/config',
      '~/John Doe/$(touch p)',
      '~/=ls',
      '~/',
      '-rf',
      '~other/x',
      '/mnt/c/Users/John Doe',
    ];
    const lines = paths.map((path) => shellCommand('rm', { path }).slice(1, -1));
    const meant = paths.map((path) => path.replace(/^~\//, '/home/some body/').replace(/^-/, './-'));
    expect(paste(shell, lines, '/home/some body')).toEqual({
      ran: meant.map((path) => ['rm', path]),
      files: [],
      stderr: '',
    });
  });

  test('a value of a variable', () => {
    const line = shellCommand('export', "AWS_PROFILE==ls ~ $(touch p) it's \\").slice(1, -1);
    const { ran } = paste(shell, [line, 'stub "$AWS_PROFILE"']);
    expect(ran).toEqual([['stub', "=ls ~ $(touch p) it's \\"]]);
  });

  test('the remark in place of a command runs nothing', () => {
    expect(paste(shell, [shellCommand('rm', 'a\nb')])).toMatchObject({ ran: [], files: [] });
  });
});
