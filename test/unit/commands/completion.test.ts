/** What a shell is answered: a script, or names; and nothing, where there is nothing to say. */
import { describe, expect, it } from 'vitest';
import { completion, type CompletionDeps } from '../../../src/commands/completion.ts';
import { AwsMfaError } from '../../../src/errors.ts';
import { unprepared } from '../../support/unprepared.ts';

const scripts = { bash: 'b', zsh: 'z', fish: 'f' };

function ask(word: string, deps: Partial<CompletionDeps> = {}): string | undefined {
  return completion(word, {
    scripts,
    environment: { credentialsFile: undefined, configFile: undefined },
    home: '/home/alice',
    readTextFile: unprepared('readTextFile'),
    ...deps,
  });
}

it.each([
  ['bash', 'b'],
  ['zsh', 'z'],
  ['fish', 'f'],
  ['csh', undefined],
  ['', undefined],
  ['toString', undefined],
])('%s', (word, expected) => {
  expect(ask(word)).toBe(expected);
});

describe('names', () => {
  const files: Record<string, string> = {
    '/home/alice/.aws/credentials': '[one]\n',
    '/home/alice/.aws/config': '[profile two]\n',
    '/home/alice/mine': '[three]\n',
  };
  const readTextFile = (path: string) => files[path];

  it('come from both files, a line each', () => {
    expect(ask('profiles', { readTextFile })).toBe('two\none\n');
  });

  it('come from the files that the variables name', () => {
    const environment = { credentialsFile: '~/mine', configFile: '/none' };
    expect(ask('profiles', { readTextFile, environment })).toBe('three\n');
  });

  it('of a file that cannot be read are none, and the other file has its own', () => {
    const failing = (path: string) => {
      if (path.endsWith('config')) throw new AwsMfaError('configuration', 'no');
      return files[path];
    };
    expect(ask('profiles', { readTextFile: failing })).toBe('one\n');
  });

  it('are none where there is no home folder', () => {
    const deps = {
      readTextFile,
      get home(): string {
        throw new Error('none');
      },
    };
    expect(completionWithout(deps)).toBe('');
  });

  /** Spread, the home folder would be asked for here. */
  function completionWithout(deps: Pick<CompletionDeps, 'home' | 'readTextFile'>): string | undefined {
    const environment = { credentialsFile: undefined, configFile: undefined };
    return completion('profiles', Object.assign(deps, { scripts, environment }));
  }
});
