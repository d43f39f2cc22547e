/** Every export format on Windows: evaluated where there is a program for it, else held to the rules of its shell. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { windowsHome } from './home.ts';
import { onWindows, prepared, runWine } from './wine.ts';

async function loggedIn() {
  const home = await windowsHome();
  const { code } = await home.run(['login', '--token', home.aws.nextCode()]);
  expect(code).toBe(0);
  const value = (name: string) =>
    new RegExp(`^\\[mfa\\]$[^]*?^${name} = (.*)$`, 'm').exec(home.sandbox.read())?.[1];
  const session = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'].map(value);
  const exported = async (format: string) => {
    const { code, stdout, stderr } = await home.run(['export', '--format', format]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };
  return { ...home, session, exported };
}

const NAMES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

describe.skipIf(!prepared)('export', () => {
  test('windows-cmd, evaluated by cmd.exe', async () => {
    const { exported, session, sandbox, env } = await loggedIn();
    const lines = (await exported('windows-cmd')).replaceAll('\n', '\r\n');
    const echoes = NAMES.map((name) => `echo %${name}%\r\n`).join('');
    const script = join(sandbox.home, 'load.cmd');
    writeFileSync(script, `@echo off\r\n${lines}${echoes}`);
    const { stdout } = await runWine(['cmd', '/d', '/c', onWindows(script)], { env });
    expect(stdout.trim().split(/\r?\n/)).toEqual(session);
  });

  test('powershell, by its grammar: an assignment with a text in double quotes in each line', async () => {
    const { exported, session } = await loggedIn();
    // about_Quoting_Rules: a backtick takes the meaning from the character after it.
    const lines = (await exported('powershell')).trimEnd().split('\n');
    const pairs = lines.map((line) => /^\$Env:(\w+)="((?:[^"$`“”„]|`["$`“”„])*)"$/.exec(line)?.slice(1));
    const variables = Object.fromEntries(
      pairs.map(([name = '', value = ''] = []) => [name, value.replaceAll('`', '')]),
    );
    expect(NAMES.map((name) => variables[name])).toEqual(session);
  });

  test.each(['env', 'env-no-export'])('%s, evaluated by a shell, as in Git Bash', async (format) => {
    const { exported, session } = await loggedIn();
    const echoes = NAMES.map((name) => `echo "$${name}"`).join('\n');
    const { stdout } = spawnSync('sh', ['-c', `${await exported(format)}${echoes}`], {
      encoding: 'utf8',
      env: {},
    });
    expect(stdout.trim().split('\n')).toEqual(session);
  });

  test('fish', async () => {
    const { exported, session } = await loggedIn();
    const lines = (await exported('fish')).split('\n');
    expect(NAMES.map((name) => lines.find((line) => line.startsWith(`set -gx ${name} "`)))).toEqual(
      NAMES.map((name, at) => `set -gx ${name} "${session[at] ?? ''}"`),
    );
  });

  test('process', async () => {
    const { exported, session } = await loggedIn();
    const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(await exported('process')) as Record<
      string,
      string
    >;
    expect([AccessKeyId, SecretAccessKey, SessionToken]).toEqual(session);
  });
});
