/** What can be typed in which place. */
import { expect, it } from 'vitest';
import {
  type OptionSpec,
  type CliSpec,
  type Value,
  contexts,
  optionsWithValue,
} from '../../../../src/commands/completion/offers.ts';

const option = (long: string, value?: Value): OptionSpec => ({ long, short: undefined, what: '', value });
const PROFILE: Value = { kind: 'profile' };
const FREE: Value = { kind: 'free' };
const WORDS: Value = { kind: 'one-of', words: ['a', 'b'] };
const CLI_SPEC: CliSpec = {
  options: [option('--profile', PROFILE), option('--debug')],
  commands: [
    {
      name: 'login',
      what: '',
      options: [option('--profile', PROFILE), option('--token', FREE)],
      word: undefined,
    },
    { name: 'export', what: '', options: [option('--format', WORDS), option('--token', FREE)], word: WORDS },
    { name: 'status', what: '', options: [option('--json')], word: PROFILE },
    { name: 'logout', what: '', options: [], word: PROFILE },
  ],
};

it('has every option with a value, by its command', () => {
  expect(optionsWithValue(CLI_SPEC)).toEqual([
    { place: ' --profile', value: PROFILE },
    { place: 'login --profile', value: PROFILE },
    { place: 'login --token', value: FREE },
    { place: 'export --format', value: WORDS },
    { place: 'export --token', value: FREE },
  ]);
});

it('has the options before the command by an empty name', () => {
  expect(contexts(CLI_SPEC).map(({ command, options }) => [command, options.length])).toEqual([
    ['', 2],
    ['login', 2],
    ['export', 2],
    ['status', 1],
    ['logout', 0],
  ]);
});
