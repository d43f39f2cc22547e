/** Many logins at the same moment: each waits its turn, and none undoes what another has done. */
import { readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KEY_LINES } from '../support/login-setup.ts';
import { CONFIG, loginBench } from './login-bench.ts';
import { givenSession, sectionWith } from './renewal.ts';

const HERS = `# Hers, every byte\r\n[default]\n${KEY_LINES}\n; of another tool\n[other]\nkey=  value\n`;

it('50 logins at once to 50 MFA profiles of one file: all 50 sessions are there, and every byte of before', async () => {
  const bench = await loginBench();
  const sandbox = bench.sandbox(HERS, CONFIG);
  const names = Array.from({ length: 50 }, (_, index) => `mfa-${index}`);
  const begun = performance.now();
  const logins = names.map((name) => bench.login(sandbox, '--mfa-profile', name));
  const results = await Promise.all(logins);
  const seconds = (performance.now() - begun) / 1000;

  expect(results.filter(({ code }) => code !== 0)).toEqual([]);
  const text = sandbox.read();
  const order = namesIn(text);
  expect(order.toSorted()).toEqual(names.toSorted());
  const sessions = order.map((name) => givenSession(bench, text, name));
  expect(new Set(sessions.map((session) => session['aws_access_key_id'])).size).toBe(50);
  // In whatever order they came: the file as it was, then a section for each, and nothing else.
  expect(text).toBe(HERS + order.map((name, index) => `\n${sectionWith(name, sessions[index])}`).join(''));
  const config = readFileSync(sandbox.configPath, 'utf8');
  const regions = namesIn(config).map(
    (name) => `\n[profile ${name}]\nregion = eu-west-1\nx_source_profile = default\n`,
  );
  expect(regions.length).toBe(50);
  expect(config).toBe(CONFIG + regions.join(''));
  expect(sandbox.leftovers()).toEqual([]);
  expect(statSync(sandbox.credentialsPath).mode & 0o777).toBe(0o600);
  console.log(
    `together: 50 logins at once to 50 profiles of one file: 50 sessions there, and 50 regions, in ${seconds.toFixed(1)} s`,
  );
});

it('8 logins at once to one MFA profile: one of the sessions, whole', async () => {
  const bench = await loginBench();
  const sandbox = bench.sandbox(HERS);
  const results = await Promise.all(Array.from({ length: 8 }, () => bench.login(sandbox)));
  expect(results.filter(({ code }) => code !== 0)).toEqual([]);
  expect(bench.issued.size).toBe(8);
  const text = sandbox.read();
  expect(text).toBe(`${HERS}\n${sectionWith('mfa', givenSession(bench, text, 'mfa'))}`);
  expect(sandbox.leftovers()).toEqual([]);
  console.log('together: 8 logins at once to one profile: all exit 0, one of the 8 sessions is there, whole');
});

function namesIn(text: string): string[] {
  return [...text.matchAll(/^\[(?:profile )?(mfa-\d+)\]$/gm)].map(([, name = '']) => name);
}
