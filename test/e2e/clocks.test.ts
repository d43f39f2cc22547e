/** Dates after 2038, and the hours around a change of daylight saving time. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { startProgram } from '../support/run.ts';
import { sectionKeys } from '../support/section-keys.ts';

const hasFaketime = spawnSync('faketime', ['--version']).status === 0;
if (!hasFaketime) console.log('faketime is missing: odd clocks are not tested (apt-get install faketime)');

/** A machine, an AWS and files that all have this time; or only a machine that has it. */
async function at(start: string, zone = 'UTC', isAlone = false) {
  const ahead = Date.parse(start) - Date.now();
  const now = () => Date.now() + (isAlone ? 0 : ahead);
  const setup = await loginSetup({
    aws: { now },
    config: `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`,
    env: { TZ: zone, FAKETIME_DONT_FAKE_MONOTONIC: '1' },
  });
  const run = (args: string[]) =>
    startProgram(
      'faketime',
      ['-f', `${ahead < 0 ? '-' : '+'}${Math.abs(Math.round(ahead / 1000))}s`, ...program, ...args],
      { env: setup.env },
    ).result;
  return { ...setup, run };
}

describe.skipIf(!hasFaketime)('the clock', () => {
  it.each(['2038-01-19T03:14:00Z', '2038-01-19T03:14:08Z', '2106-02-07T06:28:10Z'])(
    'at %s: a session from login to logout',
    async (start) => {
      const { run, aws, sandbox } = await at(start);
      const login = await run(['login', '--token', aws.nextCode(), '--duration', '900']);
      expect(login.code).toBe(0);
      expect(login.stderr).not.toMatch(/^[✗!]/m);
      const expires = sectionKeys(sandbox.read(), 'mfa')?.['x_security_token_expires'] ?? '';
      const seconds = (Date.parse(expires) - Date.parse(start)) / 1000;
      expect(seconds).toBeGreaterThan(899);
      expect(seconds).toBeLessThan(1000);
      expect(await run(['status', '--check'])).toMatchObject({ code: 0 });
      expect((await run(['status'])).stdout).toMatch(/^! mfa .* 1[45]m /m);
      expect((await run(['logout'])).code).toBe(0);
      expect(sandbox.read()).toContain(KEY_LINES);
      expect(sandbox.leftovers()).toEqual([]);
    },
  );

  it('days ahead of that of AWS: the time left is what AWS gave', async () => {
    const fiveDays = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const { run, aws } = await at(fiveDays, 'UTC', true);
    const { code, stdout, stderr } = await run(['login', '--token', aws.nextCode()]);
    expect(code).toBe(0);
    expect(stderr).toContain("This machine's clock is 5d 0h ahead.");
    expect(stdout).toMatch(/^✓ Session \[mfa\] expires at .* \((12h 0m|11h 59m) left\)\.$/m);
    const json = await run(['exec', '--token', aws.nextCode(), '--', 'true']);
    expect(json.stderr).toMatch(/Got a new session for \[default\], (12h 0m|11h 59m) left\./);
  });

  it.each([
    ['Europe/Berlin', '2027-03-28T00:59:30Z', /03:(29|30) UTC\+2/],
    ['Europe/Berlin', '2027-10-31T00:59:30Z', /02:(29|30) UTC\+1/],
    ['America/New_York', '2027-03-14T06:59:30Z', /03:(29|30) UTC-4/],
    ['Australia/Lord_Howe', '2027-10-02T15:15:00Z', /02:4[45] UTC\+11/],
  ])('in %s at %s: half an hour is half an hour', async (zone, start, until) => {
    const { run, aws } = await at(start, zone);
    const { code, stdout } = await run(['login', '--token', aws.nextCode(), '--duration', '1800']);
    expect(code).toBe(0);
    expect(stdout).toMatch(until);
    expect(stdout).toMatch(/(29m|30m)/);
    const [status] = JSON.parse((await run(['status', 'mfa', '--json'])).stdout) as Record<string, number>[];
    expect(status?.['seconds_left']).toBeGreaterThan(1700);
    expect(status?.['seconds_left']).toBeLessThanOrEqual(1800);
  });
});
