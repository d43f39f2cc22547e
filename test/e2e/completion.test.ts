/** What Tab offers in bash, zsh and fish: in the shells themselves, with the built program. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SHELLS } from '../../src/commands/completion/offers.ts';
import { runAwsMfa, startProgram } from '../support/run.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { install, openShell, shellsHere, withAwsMfa, type PressTab, type Shell } from '../support/shells.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/guide/setup.md', import.meta.url)), 'utf8');
const CREDENTIALS = '[default]\n[work]\n[work-mfa]\n[alice@example.com]\n[eu:west]\n';
const CONFIG = '[default]\n[profile prod]\n[profile "audit"]\n[sso-session office]\n[services local]\n';

function homeWith(
  files: { credentials?: string; config?: string } = { credentials: CREDENTIALS, config: CONFIG },
) {
  const sandbox = createSandbox(files);
  onTestFinished(sandbox.dispose);
  return { sandbox, env: withAwsMfa(sandbox.env) };
}

function pressIn(
  shell: Shell,
  { sandbox, env }: { sandbox: Sandbox; env: Record<string, string> },
): PressTab {
  install(shell, sandbox.home);
  return openShell(shell, env);
}

/** Whether a word stands in what a shell shows, by itself or as the value of an option. */
function offers(shown: string, word: string): boolean {
  return shown
    .split(/[\s<>"]+/)
    .some((part) => part === word || part === `${word}=` || part.endsWith(`=${word}`));
}

const NAMES = ['default', 'work', 'work-mfa', 'alice@example.com', 'eu:west', 'prod', 'audit'];
const FORMATS = ['process', 'env', 'env-no-export', 'powershell', 'windows-cmd', 'fish'];

/** What is typed ahead of Tab, what is offered then, and what is not. */
const LINES: [line: string, offered: string[], other: string[]][] = [
  ['aws-mfa log', ['login', 'logout'], ['status']],
  ['aws-mfa sta', ['status'], ['login']],
  ['aws-mfa --profile work --debug sta', ['status'], ['login', 'work-mfa']],
  ['aws-mfa --profile=work sta', ['status'], []],
  ['aws-mfa --profile wo', ['work', 'work-mfa'], ['login', 'prod']],
  ['aws-mfa login --pro', ['--profile'], ['--region', '--mfa-profile']],
  ['aws-mfa login --profile ', NAMES, ['office', 'local', '--force']],
  ['aws-mfa login --profile wo', ['work', 'work-mfa'], ['prod']],
  ['aws-mfa login --profile=wo', ['work', 'work-mfa'], ['prod']],
  ['aws-mfa login --profile "pro', ['prod'], []],
  ['aws-mfa login --profile alice@e', ['alice@example.com'], []],
  ['aws-mfa login --profile=alice@e', ['alice@example.com'], []],
  ['aws-mfa login --profile eu:w', ['eu:west'], []],
  ['aws-mfa login --mfa-profile wo', ['work', 'work-mfa'], ['prod']],
  ['aws-mfa login --token - --force --profile pro', ['prod'], []],
  ["aws-mfa login --token-command 'pass otp a --b' --mfa-profile a", ['audit', 'alice@example.com'], []],
  ['aws-mfa login --duration ', [], ['default', '--force', 'notes.txt']],
  ['aws-mfa login --profile work --for', ['--force'], []],
  ['aws-mfa setup --region ', [], ['default', 'notes.txt']],
  ['aws-mfa status ', NAMES, ['office', 'local']],
  ['aws-mfa status --check wo', ['work', 'work-mfa'], []],
  ['aws-mfa status work pro', [], ['prod']],
  ['aws-mfa --profile work logout w', ['work', 'work-mfa'], ['prod']],
  ['aws-mfa export --format ', FORMATS, ['default']],
  ['aws-mfa export --format=p', ['process', 'powershell'], ['env']],
  ['aws-mfa completion ', ['bash', 'zsh', 'fish', 'powershell'], ['profiles']],
  ['aws-mfa help st', ['status'], ['login']],
  ['aws-mfa frobnicate ', [], ['default', '--profile', 'notes.txt']],
  ['aws-mfa exec --no-w', ['--no-write'], []],
  ['aws-mfa exec --profile pro', ['prod'], []],
  ['aws-mfa exec frob', ['frobnicate'], []],
  ['aws-mfa exec -- frob', ['frobnicate'], []],
  ['aws-mfa exec --profile work --no-write -- frob', ['frobnicate'], []],
  ['aws-mfa exec -- frobnicate no', ['notes.txt'], []],
  ['aws-mfa exec frobnicate no', ['notes.txt'], []],
  ['aws-mfa exec -- frobnicate --pro', [], ['--profile', '--prompt']],
];

describe.each(shellsHere)('%s', (shell) => {
  test('offers every command, and every option of each, that the help knows', async () => {
    const home = homeWith();
    const press = pressIn(shell, home);
    const help = async (...args: string[]) => (await runAwsMfa([...args, '--help'], home)).stdout;
    const missing = (shown: string, words: readonly string[]) => words.filter((word) => !offers(shown, word));
    const commands = [...(await help()).matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name);
    expect(commands).toContain('exec');
    expect(missing(await press('aws-mfa '), [...commands, 'help'])).toEqual([]);
    const ahead = ['--profile', '--region', '--debug', '--help', '--version'];
    expect(missing(await press('aws-mfa --'), ahead)).toEqual([]);
    for (const command of commands) {
      const options = (await help(command)).match(/(?<=^ {2}(-h, )?)--[a-z-]+/gm) ?? [];
      expect(missing(await press(`aws-mfa ${command} --`), options)).toEqual([]);
    }
  }, 90_000);

  test('tells by what stands ahead what can stand here', async () => {
    const home = homeWith();
    writeFileSync(join(home.sandbox.home, 'bin', 'frobnicate'), '#!/bin/sh\n', { mode: 0o755 });
    writeFileSync(join(home.sandbox.home, 'notes.txt'), '');
    const press = pressIn(shell, home);
    for (const [line, offered, other] of LINES) {
      const shown = (await press(line)).replace(line, '');
      const found = [...offered, ...other].filter((word) => offers(shown, word));
      expect(found, `${line}⇥ ${shown}`).toEqual(offered);
    }
  }, 90_000);

  test('names are those of this moment, from the files that the variables name', async () => {
    const { sandbox, env } = homeWith();
    const [credentials, config] = ['mine', 'my config'].map((name) => join(sandbox.home, name));
    writeFileSync(credentials ?? '', '[one]\n');
    const press = pressIn(shell, {
      sandbox,
      env: { ...env, AWS_SHARED_CREDENTIALS_FILE: '~/mine', AWS_CONFIG_FILE: config ?? '' },
    });
    const names = ['one', 'two', ...NAMES];
    const offered = async () => {
      const shown = await press('aws-mfa status ');
      return names.filter((name) => offers(shown, name));
    };
    expect(await offered()).toEqual(['one']);
    writeFileSync(config ?? '', '[profile two]\n');
    expect(await offered()).toEqual(['one', 'two']);
  });

  test('no name reaches the shell that it could take for more than a word', async () => {
    const home = homeWith({ credentials: NASTY_NAMES.map((name) => `[${name}]\n`).join('') });
    const press = pressIn(shell, home);
    for (const line of ['aws-mfa status ', 'aws-mfa login --profile ', 'aws-mfa login --mfa-profile=']) {
      const shown = await press(line);
      expect(offers(shown, 'sound')).toBe(true);
      expect(NASTY_NAMES.filter((name) => name !== 'sound' && shown.includes(name))).toEqual([]);
    }
    expect(existsSync(join(home.sandbox.home, 'pwned'))).toBe(false);
  });

  test('the line of the guide does it in an empty home folder', async () => {
    const { env } = homeWith();
    const [line = ''] = guide.match(new RegExp(`^.*aws-mfa completion ${shell}.*>>? ~/.*$`, 'm')) ?? [];
    expect(line).not.toBe('');
    await startProgram('sh', ['-c', line], { env }).result;
    expect(offers(await openShell(shell, env)('aws-mfa sta'), 'status')).toBe(true);
  });
});

test.skipIf(!shellsHere.includes('bash'))(
  'bash 3.2 (macOS), without compopt, offers files, too',
  async () => {
    const home = homeWith();
    const at = (...names: string[]) => join(home.sandbox.home, ...names);
    for (const name of ['notes.txt', "it's mine", '$(touch pwned)']) writeFileSync(at(name), '');
    for (const folder of ['apart', 'outer', 'outer/inner']) mkdirSync(at(folder));
    for (const name of ['apart/one', 'apart/two', 'outer/inner/deep']) writeFileSync(at(name), '');
    writeFileSync(at('.bashrc'), 'enable -n compopt 2>/dev/null\n');
    const press = pressIn('bash', home);
    const lines: [line: string, shown: string][] = [
      ['aws-mfa exec -- cat no', 'notes.txt '],
      ['aws-mfa exec -- cat --file=no', '--file=notes.txt '],
      ['aws-mfa exec -- cat ~/no', `${home.sandbox.home}/notes.txt `],
      ['aws-mfa exec -- cat ap', 'apart/one'],
      ['aws-mfa exec -- cat out', 'outer/inner/deep '],
      ['aws-mfa exec -- cat it', "it\\'s\\ mine "],
      ['aws-mfa exec -- cat "it', '"it\'s mine" '],
      ['aws-mfa exec -- cat $', String.raw`\$\(touch\ pwned\) `],
      ['aws-mfa exec -- ./no', './notes.txt '],
    ];
    for (const [line, shown] of lines) expect(await press(line)).toContain(shown);
    expect(await press('aws-mfa login --duration no')).not.toContain('notes.txt');
    expect(await press('aws-mfa exec -- cat nothing-of-that-name')).not.toContain("''");
    expect(existsSync(at('pwned'))).toBe(false);
  },
);

test.skipIf(!shellsHere.includes('zsh'))('zsh finds the script in $fpath, too', async () => {
  const { sandbox, env } = homeWith();
  const folder = join(sandbox.home, 'functions');
  mkdirSync(folder);
  writeFileSync(join(folder, '_aws-mfa'), (await runAwsMfa(['completion', 'zsh'], { env })).stdout);
  const lines = 'fpath=(~/functions $fpath)\nautoload -Uz compinit && compinit -u\n';
  writeFileSync(join(sandbox.home, '.zshrc'), lines);
  const press = openShell('zsh', env);
  expect(offers(await press('aws-mfa sta'), 'status')).toBe(true);
  expect(offers(await press('aws-mfa login --profile=pro'), 'prod')).toBe(true);
});

const NASTY_NAMES = [
  'sound',
  '$(touch pwned)',
  '`touch pwned`',
  'a;touch pwned',
  'touch$IFS-pwned',
  '${HOME}',
  'a b',
  '"quoted"',
  "it's",
  'back\\slash',
  'a&b',
  'a|b',
  'a>b',
  '*',
  '~root',
  '(a)',
  '{a,b}',
  'a\x1b[2Jb',
  '営業',
  '-rf',
];

describe('what is printed', () => {
  test.each(SHELLS)('completion %s, whatever else stands on the line', async (shell) => {
    const home = homeWith();
    const { code, stdout, stderr } = await runAwsMfa(['completion', shell], home);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`aws-mfa completion ${shell}`);
    expect(await runAwsMfa(['--debug', 'completion', shell], home)).toMatchObject({
      code: 0,
      stdout,
      stderr,
    });
  });

  test.each([
    [['completion'], 'Missing argument <shell>.', 'aws-mfa completion --help'],
    [
      ['completion', 'zhs'],
      'aws-mfa has no completion script for that shell.',
      'Use one of bash, zsh, fish, powershell.',
    ],
    [
      ['completion', 'csh'],
      'aws-mfa has no completion script for that shell.',
      'bash, zsh, fish, powershell',
    ],
    [
      ['completion', '123456'],
      'aws-mfa has no completion script for that shell.',
      'bash, zsh, fish, powershell',
    ],
    [['completion', 'bash', 'zsh'], 'Unexpected argument "zsh"', 'aws-mfa completion --help'],
    [['completion', 'bash', '--json'], 'aws-mfa completion has no option --json.', 'For example'],
  ])('%j is a usage error', async (args, message, remedy) => {
    const { code, stdout, stderr } = await runAwsMfa(args, homeWith());
    expect(code).toBe(252);
    expect(stdout + stderr).toContain(message);
    expect(stdout + stderr).toContain(remedy);
    expect(stdout + stderr).not.toContain('123456');
  });

  const HOME = { credentials: CREDENTIALS, config: CONFIG };
  const ALL = 'default\nprod\naudit\nwork\nwork-mfa\nalice@example.com\neu:west\n';
  test.each<[what: string, files: typeof HOME | undefined, env: Record<string, string>, names: string]>([
    ['names, a line each', HOME, {}, ALL],
    ['none without files', undefined, {}, ''],
    [
      'those of the other file where one cannot be read',
      HOME,
      { AWS_CONFIG_FILE: '/' },
      'default\nwork\nwork-mfa\nalice@example.com\neu:west\n',
    ],
    [
      'those of a file that the AWS CLI gives up',
      { credentials: 'junk\n[a]\nx\n[a]\n[b]', config: '' },
      {},
      'a\nb\n',
    ],
  ])('%s', async (_, files, variables, names) => {
    const { env } = files ? homeWith(files) : homeWith({});
    const result = await runAwsMfa(['completion', 'profiles'], { env: { ...env, ...variables } });
    expect(result).toMatchObject({ code: 0, stdout: names, stderr: '' });
  });

  test('a named pipe in place of a file does not make the shell wait', async () => {
    const { sandbox, env } = homeWith();
    const pipe = join(sandbox.home, 'pipe');
    await startProgram('mkfifo', [pipe], { env }).result;
    const result = await runAwsMfa(['completion', 'profiles'], { env: { ...env, AWS_CONFIG_FILE: pipe } });
    expect(result).toMatchObject({ code: 0, stderr: '' });
  });
});
