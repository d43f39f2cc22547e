/** Wrong clocks and broken connections: the errors, and that no code is sent twice. */
import { expect, test } from 'vitest';
import { CREDENTIALS, loginSetup, sentCodes } from '../support/login-setup.ts';
import type { Fault } from '../support/loopback-aws.ts';
import { sectionKeys } from '../support/section-keys.ts';

test.each([
  [20, 'behind'],
  [-20, 'ahead'],
])(
  "AWS' clock is %i minutes ahead: succeeds after one correction, with a warning",
  async (minutes, direction) => {
    const { run, sandbox, aws } = await loginSetup({ aws: { clockOffsetSeconds: minutes * 60 } });
    const given = aws.nextCode();
    const { code, stderr } = await run(['login', '--token', given]);
    expect(code).toBe(0);
    expect(stderr).toMatch(new RegExp(`! .*clock is (19|20)m ${direction}\\.`));
    expect(sentCodes(aws)).toEqual([given, given]);
    expect(aws.requests.map(({ status }) => status)).toEqual([403, 200]);
    const session = sectionKeys(sandbox.read(), 'mfa') ?? {};
    expect(session).toHaveProperty('aws_session_token');
    // By AWS' clock, like the expiry: this machine's clock differs by minutes.
    const secondsOf = (key: string) => Date.parse(session[key] ?? '') / 1000;
    const lasts = secondsOf('x_security_token_expires') - secondsOf('x_token_issue_time');
    expect(Math.abs(lasts - 43_200)).toBeLessThan(120);
  },
);

test('https with a certificate of an authority that the machine trusts', async () => {
  const { run, aws } = await loginSetup({ aws: { tls: true } });
  expect(aws.url).toMatch(/^https:/);
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
});

test('a server that cannot be reached at first: tried again, the code sent once', async () => {
  // A port that no other test can get, unlike a port that was released.
  const { run } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' } });
  const { code, stderr } = await run(['login', '--token', '123456']);
  expect(code).toBe(255);
  expect(stderr).toContain('ECONNREFUSED');
  expect(stderr).toContain('The code was not sent.');
});

test('a host that does not exist', async () => {
  // A name that is never looked up: a label has 63 characters at most.
  const AWS_ENDPOINT_URL_STS = `https://${'a'.repeat(64)}.invalid`;
  const { run } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS } });
  const { code, stderr } = await run(['login', '--token', '123456']);
  expect(code).toBe(255);
  expect(stderr).toMatch(/could not be (resolved|reached)/);
});

test('every connection cut as soon as it is made: 255, and no code arrived', async () => {
  const { run, sandbox, aws } = await loginSetup();
  aws.next({ drop: 'connection' }, Infinity);
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(255);
  expect(sentCodes(aws)).toEqual([]);
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test.each<[Fault['drop']]>([['before reading'], ['after reading'], ['after deciding'], ['within answer']])(
  'the connection is cut %s: 255, sent once, and the code may be spent',
  async (drop) => {
    const { run, sandbox, aws } = await loginSetup();
    aws.next({ ...(drop && { drop }) });
    const { code, stdout, stderr } = await run(['login', '--token', aws.nextCode()]);
    expect({ code, stdout }).toEqual({ code: 255, stdout: '' });
    expect(stderr).toMatch(/✗ .*The code may have been used\.\n {2}.*new code/);
    expect(aws.requests).toHaveLength(1);
    expect(sandbox.read()).toBe(CREDENTIALS);
    expect(sandbox.leftovers()).toEqual([]);
  },
);
