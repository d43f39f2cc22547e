/** The specification turned around: places that take the same stand together. */
import { expect, it } from 'vitest';
import {
  type OptionSpec,
  type CliSpec,
  type Value,
  contexts,
  valuePlaces,
  wordPlaces,
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

it('tells what stands behind which options; those without a value are not there', () => {
  expect(valuePlaces(CLI_SPEC)).toEqual([
    { value: PROFILE, places: [' --profile', 'login --profile'] },
    { value: FREE, places: ['login --token', 'export --token'] },
    { value: WORDS, places: ['export --format'] },
  ]);
});

it('tells what the word behind a command is', () => {
  expect(wordPlaces(CLI_SPEC)).toEqual([
    { value: WORDS, places: ['export'] },
    { value: PROFILE, places: ['status', 'logout'] },
  ]);
});

it('has the options ahead of the command by an empty name', () => {
  expect(contexts(CLI_SPEC).map(({ command, options }) => [command, options.length])).toEqual([
    ['', 2],
    ['login', 2],
    ['export', 2],
    ['status', 1],
    ['logout', 0],
  ]);
});
