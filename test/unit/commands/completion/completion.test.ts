/** What a shell is answered: a script, or names. */
import { describe, expect, it } from 'vitest';
import { completion, readWord, type CompletionDeps } from '../../../../src/commands/completion/completion.ts';
import { completionScripts } from '../../../../src/commands/completion/scripts.ts';
import { AwsMfaError } from '../../../../src/errors.ts';
import { told, rejectedBy } from '../../../support/thrown-by.ts';
import { unprepared } from '../../../support/unprepared.ts';

const OUTLINE = { options: [], commands: [] };

async function ask(word: string, deps: Partial<CompletionDeps> = {}): Promise<string> {
  let printed = '';
  const prepared = {
    environment: { credentialsFile: undefined, configFile: undefined },
    home: '/home/alice',
    readTextFile: unprepared('readTextFile'),
    print: (text: string) => (printed += text),
  };
  // Spread, the home folder would be asked for here.
  const all = Object.defineProperties(prepared, Object.getOwnPropertyDescriptors(deps));
  await completion(readWord(word), () => OUTLINE, all);
  return printed;
}

it.each(['bash', 'zsh', 'fish'] as const)('%s', async (shell) => {
  expect(await ask(shell)).toBe(completionScripts(OUTLINE)[shell]);
});

it.each(['csh', '', 'toString'])('%j is no shell', async (word) => {
  expect(told(await rejectedBy(ask(word)))).toBe(
    'usage: There is no completion for such a shell. | There is one for bash, zsh, fish.',
  );
});

describe('names', () => {
  const files: Record<string, string> = {
    '/home/alice/.aws/credentials': '[one]\n',
    '/home/alice/.aws/config': '[profile two]\n',
    '/home/alice/mine': '[three]\n',
  };
  const readTextFile = (path: string) => files[path];

  it('come from both files, a line each', async () => {
    expect(await ask('profiles', { readTextFile })).toBe('two\none\n');
  });

  it('come from the files that the variables name', async () => {
    const environment = { credentialsFile: '~/mine', configFile: '/none' };
    expect(await ask('profiles', { readTextFile, environment })).toBe('three\n');
  });

  it('of a file that cannot be read are none, and the other file has its own', async () => {
    const failing = (path: string) => {
      if (path.endsWith('config')) throw new AwsMfaError('file_error', 'no');
      return files[path];
    };
    expect(await ask('profiles', { readTextFile: failing })).toBe('one\n');
  });

  it('are none where there is no home folder', async () => {
    const deps = {
      readTextFile,
      get home(): string {
        throw new Error('none');
      },
    };
    expect(await ask('profiles', deps)).toBe('');
  });
});
