/** Login, reuse, status, logout and the write itself, on Windows' Node under Wine. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CREDENTIALS, KEY_LINES } from '../support/login-setup.ts';
import { windowsHome } from './home.ts';
import { onWindows, prepared, runWine } from './wine.ts';

describe.skipIf(!prepared)('on Windows', () => {
  test('the version', async () => {
    const { run } = await windowsHome();
    const { code, stdout } = await run(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\s/);
  });

  test('login, reuse, status, logout; every line keeps its CRLF, and every mark is ASCII', async () => {
    const credentials = `# mine\r\n${CREDENTIALS.replaceAll('\n', '\r\n')}`;
    const { run, aws, sandbox } = await windowsHome({ credentials });
    const login = await run(['login', '--token', aws.nextCode()]);
    expect(login.code).toBe(0);
    expect(login.stderr).toMatch(/^\* Copied region = eu-west-1 [^\n]*\n$/);
    expect(login.stdout).toMatch(/^\+ /);
    expect(login.stdout).not.toMatch(/[^\x20-\x7e\r\n]/);
    const written = sandbox.read();
    expect(written).toMatch(/^# mine\r\n\[default\]\r\n[^]*\[mfa\]\r\naws_access_key_id = ASIA/);
    expect(written.replaceAll('\r\n', '')).not.toContain('\n');
    expect(sandbox.leftovers()).toEqual([]);

    expect(await run(['login', '--no-input'])).toMatchObject({ code: 0 });
    expect(sandbox.read()).toBe(written);
    const status = await run(['status']);
    expect(status).toMatchObject({ code: 0, stderr: '' });
    expect(status.stdout).toContain('mfa');
    expect(await run(['status', '--check'])).toMatchObject({ code: 0 });

    expect(await run(['logout'])).toMatchObject({ code: 0 });
    expect(sandbox.read()).toBe(credentials);
  });

  test('paths in messages are those of Windows, and commands are for its shells', async () => {
    const { run, sandbox } = await windowsHome({ credentials: 'no section\n' });
    const { code, stderr } = await run(['login', '--token', '123456']);
    expect(code).toBe(253);
    expect(stderr).toContain(`${onWindows(sandbox.home)}\\.aws\\credentials`);
    const unset = await run(['doctor'], { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' });
    expect(unset.stdout).toContain('set AWS_ACCESS_KEY_ID=');
    expect(unset.stdout).toContain('$env:AWS_ACCESS_KEY_ID=$null');
  });

  test('a file that is read-only gets the command that changes it', async () => {
    const { run, sandbox, env, node } = await windowsHome();
    const path = `${onWindows(sandbox.home)}\\.aws\\credentials`;
    await runWine([node, '-e', `fs.chmodSync(${JSON.stringify(path)}, 0o444)`], { env });
    const { code, stderr } = await run(['login', '--token', '123456']);
    expect(code).toBe(253);
    expect(stderr).toContain(`attrib -R "${path}"`);
  });

  test('credentials that another program holds open for five seconds are waited for', async () => {
    const { run, aws, sandbox, env, node } = await windowsHome();
    const begun = join(sandbox.home, 'begun');
    const script = `
      const fs = require('fs');
      fs.writeFileSync(__dirname + '/begun', '');
      setTimeout(() => fs.writeFileSync(__dirname + '/ended', ''), 5000);`;
    writeFileSync(join(sandbox.home, 'hold.js'), script);
    // A file that cmd.exe redirects cannot be replaced meanwhile; one that Node has open can be, under Wine.
    writeFileSync(join(sandbox.home, 'hold.cmd'), `@"${node}" "%~dp0hold.js" < "%~dp0.aws\\credentials"\r\n`);
    const hold = ['cmd', '/d', '/c', `${onWindows(sandbox.home)}\\hold.cmd`];
    const holder = spawn('wine', hold, { env, stdio: 'ignore' });
    onTestFinished(() => void holder.kill('SIGKILL'));
    await expect.poll(() => existsSync(begun), { timeout: 20_000 }).toBe(true);
    expect(await run(['login', '--token', aws.nextCode()])).toMatchObject({ code: 0 });
    expect(existsSync(join(sandbox.home, 'ended'))).toBe(true);
    expect(sandbox.read()).toContain('[mfa]\naws_access_key_id = ASIA');
    expect(sandbox.leftovers()).toEqual([]);
  });

  test('six logins at once take turns', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const credentials = CREDENTIALS;
    const { run, aws, sandbox } = await windowsHome({ credentials });
    const codes = names.map((_, at) => String(100_000 + at));
    aws.acceptCodes(...codes);
    const ends = await Promise.all(
      names.map((name, at) => run(['login', '--token', codes[at] ?? '', '--mfa-profile', `mfa-${name}`])),
    );
    expect(ends.map(({ code }) => code)).toEqual(names.map(() => 0));
    for (const name of names) expect(sandbox.read()).toContain(`[mfa-${name}]\naws_access_key_id = ASIA`);
    expect(sandbox.leftovers()).toEqual([]);
  });

  test('%NAME% in AWS_SHARED_CREDENTIALS_FILE', async () => {
    const { run, aws, sandbox } = await windowsHome();
    writeFileSync(join(sandbox.home, 'my keys'), `[default]\n${KEY_LINES}`);
    const variables = { AWS_SHARED_CREDENTIALS_FILE: '%USERPROFILE%\\my keys' };
    expect(await run(['login', '--token', aws.nextCode()], variables)).toMatchObject({ code: 0 });
    expect(readFileSync(join(sandbox.home, 'my keys'), 'utf8')).toContain('[mfa]');
  });
});
