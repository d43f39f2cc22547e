/** What a shell is answered: a script, or names. */
import { describe, expect, it } from 'vitest';
import { completion, readWord, SCRIPTS } from '../../../../src/commands/completion/completion.ts';
import { programSpec } from '../../../../src/cli/program.ts';
import { SHELLS } from '../../../../src/commands/completion/offers.ts';
import { AwsMfaError } from '../../../../src/errors.ts';
import { told, rejectedBy } from '../../../support/thrown-by.ts';
import { fakeContext, type Members } from '../../../support/fakes.ts';
import { readEnvironment } from '../../../../src/environment.ts';

const CLI_SPEC = { options: [], commands: [] };

async function ask(word: string, members: Partial<Members> = {}): Promise<string> {
  let printed = '';
  const print = (text: string) => Promise.resolve(void (printed += text));
  await completion(readWord(word), () => CLI_SPEC, fakeContext({ ...members, print }));
  return printed;
}

it.each(SHELLS)('%s', async (shell) => {
  expect(await ask(shell)).toBe(SCRIPTS[shell](CLI_SPEC));
});

it.each(['csh', '', 'toString', 'BASH', '123456'])('%j is no shell, and is not repeated', async (word) => {
  expect(told(await rejectedBy(ask(word)))).toBe(
    'usage: aws-mfa has no completion script for that shell. | Use one of bash, zsh, fish, powershell.',
  );
});

/** What bash 3.2, which comes with macOS, does not have. */
const LATER_THAN_BASH_3_2: readonly RegExp[] = [
  /\b(mapfile|readarray|coproc|BASHPID|EPOCH|globstar|lastpipe|COMP_TYPE|COMP_KEY)/,
  /\b(declare|local|typeset) -\w*[Agnlu]/,
  /\b(read -\w*[iN]|wait -n|printf -v \w+\[|compgen -V|test -v|\[\[ -v)/,
  /\$\{[^}]*(,|\^|@[QEPAKaUuLk])\}/,
  /\|&|&>>|;&|\$'[^']*\\[uU]|\{\w+\}[<>]|\[-\d+\]/,
];

it('the script for bash has nothing that bash 3.2 does not understand', () => {
  const script = SCRIPTS.bash(programSpec());
  for (const later of LATER_THAN_BASH_3_2) expect(script).not.toMatch(later);
  // Apart from one, which may fail.
  expect(script.match(/^.*compopt.*$/gm)).toEqual([expect.stringContaining('2>/dev/null &&')]);
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
    const environment = readEnvironment({
      AWS_SHARED_CREDENTIALS_FILE: '~/mine',
      AWS_CONFIG_FILE: '/none',
    });
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
    const context = fakeContext({ readTextFile });
    Object.defineProperty(context.files, 'home', { value: undefined });
    let printed = '';
    context.output.print = (text) => Promise.resolve(void (printed += text));
    await completion('profiles', () => CLI_SPEC, context);
    expect(printed).toBe('');
  });

  /** What is offered if the files have these sections. */
  const offered = async (credentials: readonly string[], config: readonly string[] = []) => {
    const file = (headers: readonly string[]) => headers.map((header) => `[${header}]\nk = v\n`).join('');
    const texts = { credentials: file(credentials), config: file(config) };
    const printed = await ask('profiles', {
      readTextFile: (path) => (path.endsWith('config') ? texts.config : texts.credentials),
    });
    return printed.split('\n').slice(0, -1);
  };

  it('come from either file, each once', async () => {
    expect(await offered(['default', 'work'], ['default', 'profile work', 'profile "prod"'])).toEqual([
      'default',
      'work',
      'prod',
    ]);
  });

  it('are no other sections of the config file', async () => {
    expect(await offered([], ['work', 'sso-session a', 'services b', 'plugins'])).toEqual([]);
  });

  it.each(['a', 'A-1_2', 'alice@example.com', 'eu:west', 'a/b', 'a+b', 'a%b', '1.2'])(
    'offers %s',
    async (name) => {
      expect(await offered([name])).toEqual([name]);
    },
  );

  it.each([
    'a b',
    '$(a)',
    '`a`',
    '$a',
    'a;b',
    'a&b',
    'a|b',
    'a>b',
    'a*',
    'a?',
    '~a',
    '=a',
    '!a',
    '#a',
    '{a,b}',
    '(a)',
    '"a"',
    "'a'",
    'a\\b',
    'a\tb',
    'a\x1bb',
    '\xe9\x96\xa2',
    '-a',
    'DEFAULT',
  ])('leaves out %j', async (name) => {
    expect(await offered([name, 'sound'])).toEqual(['sound']);
  });
});
