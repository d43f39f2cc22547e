/** What runs without commander, and that it runs as it does with it. */
import { expect, it } from 'vitest';
import { runPlainCommand } from '../../src/plain-commands.ts';
import { runProgram, type CommandDeps } from '../../src/program.ts';

/** Thrown where the command would begin: what it does is not the matter here. */
class Begun extends Error {
  constructor(readonly options: object) {
    super();
  }
}

function depsFor(options: object): CommandDeps {
  throw new Begun(options);
}

/** @returns the options that the command begins with; nothing where none begins */
async function begun(run: Promise<unknown>): Promise<object | undefined> {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof Begun) return error.options;
    throw error;
  }
}

const plainly = (args: string[]) => begun(runPlainCommand(args, { depsFor }));
const typed = (args: string[]) => {
  const nothing = () => undefined;
  const told = { entering: nothing, writeOut: nothing, writeErr: nothing };
  return begun(runProgram(args, { version: '', depsFor, ...told }));
};

/** What commander says of options that were not given. */
const USUAL = { input: true, write: true };

it.each([
  ['login'],
  ['login --no-input --min-remaining 2h --json'],
  ['login --profile work --mfa-profile prod --duration 12h --force'],
  ['login --token - --token-command false'],
  ['login --token=123456'],
  ['login --token='],
  ['login --duration -1'],
  ['login --profile a --profile b'],
  ['export'],
  ['export --format process --profile default --no-write'],
  ['export --format=env --mfa-profile prod --min-remaining=0'],
])('%s begins with the same options as with commander', async (line) => {
  const args = line.split(' ');
  const options = await plainly(args);
  expect(options).toBeDefined();
  expect({ ...USUAL, ...options }).toEqual({ ...USUAL, ...(await typed(args)) });
});

it.each([
  [''],
  ['status'],
  ['exec -- true'],
  ['--profile work login'],
  ['login 123456'],
  ['login help'],
  ['login --help'],
  ['login --no-input=yes'],
  ['login --debug'],
  ['login --format env'],
  ['login --token'],
  ['login --forc'],
  ['export --json'],
  ['login --no-write'],
  ['export --prompt'],
])('%j is left to commander', async (line) => {
  expect(await plainly(line.split(' '))).toBeUndefined();
  expect(await runPlainCommand(line.split(' '), { depsFor })).toBe(false);
});
