/** Each fault of the loopback AWS, as the SDK's own client sees it, and whether it costs the code. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LoopbackAws, startLoopbackAws } from '../support/loopback-aws.ts';
import * as odd from '../support/odd-answers.ts';
import { getSession, whoAmI } from '../support/sts-client.ts';

let aws: LoopbackAws;
beforeEach(async () => {
  aws = await startLoopbackAws();
  aws.acceptCodes('123456');
});
afterEach(() => aws.close());

const login = (): Promise<object> => getSession(aws, { TokenCode: '123456' });
const httpStatus = (status: number): unknown => expect.objectContaining({ httpStatusCode: status });
const session = { AccessKeyId: expect.stringMatching(/^ASIA/) as unknown };

describe('a dropped connection', () => {
  test.each([
    { drop: 'connection', logged: 0, spent: false },
    { drop: 'before reading', logged: 1, spent: false },
    { drop: 'after reading', logged: 1, spent: false },
    { drop: 'after deciding', logged: 1, spent: true },
    { drop: 'within answer', logged: 1, spent: true },
  ] as const)('$drop: the code is spent: $spent', async ({ drop, logged, spent }) => {
    aws.next({ drop });
    await expect(login()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(aws.requests).toHaveLength(logged);
    const again = expect(login());
    await (spent ? again.rejects.toThrow('invalid MFA') : again.resolves.toMatchObject(session));
  });
});

describe('an error answer', () => {
  test.each([
    [odd.throttling, { name: 'Throttling', message: 'Rate exceeded', $metadata: httpStatus(400) }],
    [odd.internalFailure, { name: 'InternalFailure', $metadata: httpStatus(500) }],
    [odd.serviceUnavailable, { name: 'ServiceUnavailable', $metadata: httpStatus(503) }],
    [odd.awsError('AccessDenied', 'a <b> & c', 403), { name: 'AccessDenied', message: 'a <b> & c' }],
    [odd.s3Error('AccessDenied', 'No.'), { $metadata: httpStatus(403) }],
    [odd.wrappedError('AccessDenied', 'No.'), { $metadata: httpStatus(403) }],
    [odd.html(502), { $metadata: httpStatus(502) }],
    [odd.garbageXml(500), { $metadata: httpStatus(500) }],
    [odd.empty(403), { $metadata: httpStatus(403) }],
    [odd.empty(500), { $metadata: httpStatus(500) }],
  ])('%#', async (fault, error) => {
    aws.next(fault);
    await expect(login()).rejects.toMatchObject(error);
    expect(await login()).toMatchObject(session);
  });
});

describe('a success that is none', () => {
  test.each([odd.html(), odd.garbageXml(), odd.empty(200)])(
    '%#: no credentials, and the code is unspent',
    async (fault) => {
      aws.next(fault);
      await expect(login()).rejects.toThrow();
      expect(await login()).toMatchObject(session);
    },
  );

  test.each(['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'])('without %s', async (name) => {
    aws.next(odd.withoutElement(name));
    expect(await login()).not.toHaveProperty(name, expect.anything());
  });

  test('without a namespace it can be read', async () => {
    aws.next(odd.withoutNamespace);
    expect(await login()).toMatchObject(session);
  });

  test.each([
    ['2020-01-01T00:00:00Z', new Date(Date.UTC(2020, 0, 1))],
    ['9999-12-31T23:59:59Z', new Date(Date.UTC(9999, 11, 31, 23, 59, 59))],
    ['2026-11-24T00:29:26.123456789Z', new Date(Date.UTC(2026, 10, 24, 0, 29, 26, 123))],
    ['2026-11-24T00:29:26.5Z', new Date(Date.UTC(2026, 10, 24, 0, 29, 26, 500))],
  ])('that expires at %s', async (text, date) => {
    aws.next(odd.withElement('Expiration', text));
    expect(await login()).toHaveProperty('Expiration', date);
  });

  test('that expires at what is not a date', async () => {
    aws.next(odd.withElement('Expiration', 'tomorrow'));
    await expect(login()).rejects.toThrow('Invalid RFC3339 timestamp');
  });

  test.each([
    ['AccessKeyId', 'minio-0123456789'],
    ['SessionToken', 'a\nb'],
  ])('with %s of another form', async (name, value) => {
    aws.next(odd.withElement(name, value));
    expect(await login()).toHaveProperty(name, value);
  });
});

describe('a slow answer', () => {
  test('is held back until the test lets it go', async () => {
    let letGo = (): void => undefined;
    aws.next({ until: new Promise<void>((resolve) => (letGo = resolve)) });
    const answer = login();
    await aws.arrived(1);
    await whoAmI(aws);
    expect(aws.requests[0]).toMatchObject({ action: 'GetSessionToken', status: undefined });
    letGo();
    expect(await answer).toMatchObject(session);
    expect(aws.requests[0]).toMatchObject({ status: 200 });
  });

  test('comes after so many milliseconds', async () => {
    aws.next({ delayMs: 1 });
    expect(await login()).toMatchObject(session);
  });
});

describe('the queue of faults', () => {
  test('is worked off in order, each as often as it was said', async () => {
    aws.next(odd.throttling, 2);
    aws.next(odd.internalFailure);
    await expect(login()).rejects.toMatchObject({ name: 'Throttling' });
    await expect(login()).rejects.toMatchObject({ name: 'Throttling' });
    await expect(login()).rejects.toMatchObject({ name: 'InternalFailure' });
    expect(await login()).toMatchObject(session);
  });

  test('passes by requests of other actions', async () => {
    aws.next({ ...odd.throttling, action: 'GetSessionToken' });
    expect(await whoAmI(aws)).toMatch(/alice$/);
    await expect(login()).rejects.toThrow('Rate exceeded');
  });

  test('can be emptied', async () => {
    aws.next(odd.throttling, Infinity);
    await expect(login()).rejects.toThrow('Rate exceeded');
    aws.noFaults();
    expect(await login()).toMatchObject(session);
  });
});

describe('close', () => {
  test('does not wait for a client that says nothing', async () => {
    const silent = connect(Number(new URL(aws.url).port), '127.0.0.1');
    silent.on('error', () => undefined);
    await once(silent, 'connect');
    const ended = once(silent, 'close');
    await aws.close();
    await ended;
  });

  test('does not wait for an answer that is held back', async () => {
    aws.next({ until: new Promise(() => undefined) });
    const answer = expect(login()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await aws.arrived(1);
    await aws.close();
    await answer;
  });
});

test('a mistake in the loopback itself shows in the answer', async () => {
  aws.next({
    change: () => {
      throw new Error('a mistake');
    },
  });
  const answer = await fetch(aws.url);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain('The loopback AWS is broken: Error: a mistake');
});
