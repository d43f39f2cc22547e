/** What is written down of the program for the shells: every command and option of it, and what each takes. */
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { cliSpecOf } from '../../../src/cli/cli-spec.ts';

function cliSpec() {
  const program = new Command('p').option('--profile <name>', 'a');
  program.options[0]?.hideHelp();
  const go = program.command('go').description('goes').argument('[profile]');
  go.option('--mfa-profile <name>')
    .option('--region <name>')
    .option('--format <format>')
    .option('-f, --force');
  program.command('run').argument('[command...]');
  program.command('completion').argument('<shell>');
  program.command('other').argument('<thing>').argument('[name]');
  program.command('bare');
  return cliSpecOf(program);
}

it('has what the help leaves out, and the help itself', () => {
  const options = cliSpec().options.map(({ long, short, what }) => [long, short, what]);
  expect(options).toEqual([
    ['--profile', undefined, 'a'],
    ['--help', '-h', 'print this help'],
  ]);
});

it("has the commands in their order, and commander's own behind them", () => {
  const { commands } = cliSpec();
  expect(commands.map(({ name }) => name)).toEqual(['go', 'run', 'completion', 'other', 'bare', 'help']);
  expect(commands[0]).toMatchObject({ name: 'go', what: 'goes' });
});

it('tells what an option takes, by its name', () => {
  const [go] = cliSpec().commands;
  expect(go?.options.map(({ long, value }) => [long, value?.kind])).toEqual([
    ['--mfa-profile', 'profile'],
    ['--region', 'free'],
    ['--format', 'one-of'],
    ['--force', undefined],
    ['--help', undefined],
  ]);
  expect(go?.options[2]?.value).toMatchObject({ words: expect.arrayContaining(['env', 'fish']) as string[] });
});

it('tells what the first word behind a command is', () => {
  expect(Object.fromEntries(cliSpec().commands.map(({ name, word }) => [name, word]))).toEqual({
    go: { kind: 'profile' },
    run: { kind: 'command-line' },
    completion: { kind: 'one-of', words: ['bash', 'zsh', 'fish', 'powershell'] },
    other: { kind: 'free' },
    bare: undefined,
    help: { kind: 'one-of', words: ['go', 'run', 'completion', 'other', 'bare'] },
  });
});
