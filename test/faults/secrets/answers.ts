/** What AWS, or whoever answers in its place, can say that repeats a secret. */
import { mkdirSync } from 'node:fs';
import {
  awsError,
  empty,
  garbageXml,
  html,
  internalFailure,
  s3Error,
  serviceUnavailable,
  throttling,
  wrappedError,
} from '../../support/odd-answers.ts';
import { CODE, KEY, SECRET, SESSION_KEY, SESSION_SECRET, SESSION_TOKEN } from './marks.ts';
import { changed, faults, instead, marked, type Row } from './row.ts';

export const answers: Row[] = [
  { given: 'a wrong secret', aws: { users: [{ ...marked(), secretAccessKey: 'another' }] } },
  { given: 'an unknown key', aws: { users: [{ ...marked(), accessKeyId: 'AKIAANOTHER' }] } },
  { given: 'a wrong device', aws: { users: [{ ...marked(), devices: {} }] } },
  ...faults({
    'a code repeated by AWS': awsError('ValidationError', `Value '${CODE}' at 'tokenCode' is malformed`, 400),
    'a code repeated by a denial': awsError('AccessDenied', `no ${CODE} for you`, 403),
    'a code and a key repeated by another server': s3Error('AccessDenied', `${CODE} of ${KEY}`),
    'a code for the name of an error': awsError(CODE, 'no', 403),
    'a key for the name of an error': awsError(KEY, 'no', 500),
    'a wrapped error': wrappedError('AccessDenied', `${CODE} of ${KEY}`),
    'a page that repeats all': html(200, `<html><p>${CODE} ${SESSION_TOKEN} ${SECRET}</html>`),
    'a refusal that repeats all': html(403, `<html><p>${CODE} ${SESSION_TOKEN} ${SECRET}</html>`),
    'a broken answer': instead(`<GetSessionTokenResponse><SessionToken>${SESSION_TOKEN}</Sess`),
    'an answer that is no XML': instead(`${SESSION_TOKEN} ${SESSION_SECRET} ${CODE}`),
    'an answer in JSON': instead(JSON.stringify({ token: SESSION_TOKEN, code: CODE })),
    garbage: garbageXml(),
    nothing: empty(200),
    'a refusal without words': empty(403),
    throttling: throttling,
    'an internal failure': internalFailure,
    'no service': serviceUnavailable,
    'no expiry': changed((body) => body.replace(/<Expiration>[^<]*<\/Expiration>/, '')),
    'an expiry that is none': changed((body) => body.replace(/(<Expiration>)[^<]*/, `$1${SESSION_TOKEN}`)),
    'an expiry that is past': changed((body) => body.replace(/(<Expiration>)\d+/, '$11999')),
    'a token in two lines': changed((body) =>
      body.replace(SESSION_TOKEN, `${SESSION_TOKEN}\n${SESSION_TOKEN}`),
    ),
    'a key with a blank': changed((body) => body.replace(SESSION_KEY, `${SESSION_KEY} x`)),
    'no connection': { drop: 'connection' },
    'a connection lost early': { drop: 'before reading' },
    'a connection lost late': { drop: 'after deciding' },
    'half an answer': { ...changed((body) => body), drop: 'within answer' },
  }),
];

/** What becomes of a session that AWS gave. */
export const places: Row[] = [
  {
    given: 'a session that cannot be kept',
    succeeds: false,
    prepare: ({ aws, sandbox }) => {
      // Arrives while AWS is asked, so that the write comes to a folder instead of a lock.
      void aws.arrived(1).then(() => mkdirSync(`${sandbox.home}/.aws/.credentials.aws-mfa.lock`));
    },
  },
  { given: 'a session that is written', succeeds: true },
  { given: 'a rehearsal', args: ['login', '--dry-run', '--token', CODE], succeeds: true },
];

const ROLE = ['--role-arn', 'arn:aws:iam::123456789012:role/Admin', '--mfa-profile', 'admin'];
export const roles: Row[] = [
  { given: 'a role that AWS does not know', args: ['login', '--token', CODE, ...ROLE], succeeds: false },
  {
    given: 'a refusal of a role that repeats all',
    args: ['login', '--token', CODE, ...ROLE],
    fault: awsError(
      'AccessDenied',
      `User: ${KEY} is not authorized to perform: sts:AssumeRole (${CODE})`,
      403,
    ),
    succeeds: false,
  },
  {
    given: 'an external id that is none',
    args: ['login', '--token', CODE, ...ROLE, '--external-id', `${SECRET} ${CODE}`],
    succeeds: false,
  },
];
