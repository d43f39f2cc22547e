/** Programs that are run on Windows: exe and batch files with hard arguments, their variables, and their end. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { windowsHome, type WindowsHome } from './home.ts';
import { onWindows, prepared } from './wine.ts';

/** Without `%PATH%`: Wine, unlike Windows, replaces variables once more in the arguments of a batch file. */
const HARD = [
  'a b',
  '',
  'say "hi"',
  'a" & echo injected',
  'a&b|c>d',
  '^x^',
  'C:\\a b\\',
  '(x)',
  '!x!',
  '名前',
];

/** A folder in PATH with `show.cmd`, which prints its arguments and some variables as JSON. */
function withPrograms({ sandbox, node }: WindowsHome): { folder: string; variables: Record<string, string> } {
  const folder = join(sandbox.home, 'my bin');
  mkdirSync(folder);
  const script = join(folder, 'show.js');
  writeFileSync(
    script,
    `const names = Object.keys(process.env).filter((name) => /^aws_/i.test(name)).sort();
     console.log(JSON.stringify({ args: process.argv.slice(2), names, key: process.env.AWS_ACCESS_KEY_ID }));
     process.exitCode = 42;`,
  );
  writeFileSync(join(folder, 'show.cmd'), `@"${node}" "%~dp0show.js" %*\r\n`);
  return { folder, variables: { WINEPATH: onWindows(folder) } };
}

describe.skipIf(!prepared)('exec', () => {
  test.each([
    ['a program', (home: WindowsHome, folder: string) => [home.node, onWindows(join(folder, 'show.js'))]],
    ['a batch file by its name', () => ['show']],
    ['a batch file by its whole name', () => ['show.cmd']],
    ['a batch file by its path', (_: WindowsHome, folder: string) => [onWindows(join(folder, 'show'))]],
  ])('%s gets every argument as it is', async (kind, command) => {
    const home = await windowsHome();
    const { folder, variables } = withPrograms(home);
    const login = await home.run(['login', '--token', home.aws.nextCode()]);
    expect(login.code).toBe(0);
    const args = kind === 'a program' ? [...HARD, '%PATH%'] : HARD;
    const { code, stdout, stderr } = await home.run(
      ['exec', '--', ...command(home, folder), ...args],
      variables,
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ args });
    expect(code).toBe(42);
  });

  test('a batch file gets no line break', async () => {
    const home = await windowsHome();
    const { variables } = withPrograms(home);
    await home.run(['login', '--token', home.aws.nextCode()]);
    const { code, stderr } = await home.run(['exec', '--', 'show', 'a\nb'], variables);
    expect(code).toBe(126);
    expect(stderr).toContain('contains a line break, which a batch file cannot receive.');
  });

  test('what is not there', async () => {
    const home = await windowsHome();
    await home.run(['login', '--token', home.aws.nextCode()]);
    const { code, stderr } = await home.run(['exec', '--', 'nosuch']);
    expect(code).toBe(127);
    expect(stderr).toContain('Command not found in PATH: nosuch.');
  });

  test('variables in lower case are replaced, too', async () => {
    const home = await windowsHome();
    const { variables } = withPrograms(home);
    await home.run(['login', '--token', home.aws.nextCode()]);
    const given = {
      ...variables,
      aws_default_profile: 'other',
      aws_mfa_token: '123456',
      aws_secret_key: 'old',
    };
    const { stdout } = await home.run(['exec', '--min-remaining', '0', '--', 'show'], given);
    const { names, key } = JSON.parse(stdout) as { names: string[]; key: string };
    expect(key).toMatch(/^ASIA/);
    expect(names).toEqual(expect.arrayContaining(['AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN']));
    expect(names.filter((name) => /profile|mfa_token|secret_key$/i.test(name))).toEqual([]);
  });
});

describe.skipIf(!prepared)('doctor', () => {
  test('finds aws.cmd', async () => {
    const home = await windowsHome();
    const { folder, variables } = withPrograms(home);
    writeFileSync(join(folder, 'aws.cmd'), '@echo aws-cli/2.31.13 Python/3.13.7 Windows/10\r\n');
    const { stdout } = await home.run(['doctor'], variables);
    expect(stdout).toContain(`aws-cli 2.31.13 (${onWindows(folder)}\\aws.`);
    expect(stdout).toContain('permissions are not checked on Windows');
  });

  // That its child is stopped, too, can't be seen here: Wine's taskkill has no /T.
  test('does not wait for an aws.cmd that does not end', async () => {
    const home = await windowsHome();
    const { folder, variables } = withPrograms(home);
    writeFileSync(join(folder, 'endless.js'), 'setTimeout(() => undefined, 50_000)');
    writeFileSync(join(folder, 'aws.cmd'), `@"${home.node}" "%~dp0endless.js"\r\n`);
    const { stdout } = await home.run(['doctor'], variables);
    expect(stdout).toContain('did not print its version.');
  });
});

describe.skipIf(!prepared)('a code from a command', () => {
  test('in the shell of Windows', async () => {
    const home = await windowsHome();
    const command = `echo ${home.aws.nextCode()}`;
    expect(await home.run(['login', '--token-command', command])).toMatchObject({ code: 0 });
    expect(readFileSync(home.sandbox.credentialsPath, 'utf8')).toContain('[mfa]');
  });
});
