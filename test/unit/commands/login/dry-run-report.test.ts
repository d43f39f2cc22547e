/** What --dry-run tells. */
import { describe, expect, it } from 'vitest';
import { dryRunJson, dryRunLines } from '../../../../src/commands/login/dry-run.ts';
import { planLines } from '../../../../src/login/explain-plan.ts';
import { formatLocal } from '../../../../src/session/duration-and-expiry.ts';
import type { CodeSource } from '../../../../src/login/code-source.ts';
import { readProxy } from '../../../../src/aws/network.ts';
import { DEVICE, REGION, ROLE, sessionPlan, type PlanChanges } from '../../../support/session-plan.ts';
import { CREDENTIALS_PATH } from '../../../support/fakes.ts';
import { sourceOf } from '../../../support/source-of.ts';

const EXPIRES = new Date('2026-11-24T00:29:26Z');
const KEYS =
  'aws_access_key_id, aws_secret_access_key, aws_session_token, x_security_token_expires, x_token_issue_time, x_mfa_serial, x_source_profile';
it.each<[code: CodeSource, line: string]>([
  [{ kind: 'stdin' }, `would read the code of ${DEVICE} from --token - (standard input)`],
  [
    { kind: 'given', code: { value: '123456', source: sourceOf('AWS_MFA_TOKEN') }, retry: true },
    `would read the code of ${DEVICE} from AWS_MFA_TOKEN`,
  ],
  [
    { kind: 'command', command: { value: 'op', source: sourceOf('mfa_process of [default]') } },
    `would read the code of ${DEVICE} from mfa_process of [default]`,
  ],
  [
    { kind: 'nobody', why: 'CI is set' },
    `would fail: a code from ${DEVICE} is needed, but aws-mfa cannot prompt for it (CI is set)`,
  ],
])('where the code comes from: %j', (code, line) => {
  expect(dryRunLines(sessionPlan({ code }), undefined)).toContain(line);
});

describe('dryRunLines', () => {
  it.each<[what: string, changes: PlanChanges, reusable: Date | undefined, actions: string[]]>([
    [
      'a new section',
      {},
      undefined,
      [`would prompt for a code from ${DEVICE}`, `would add [mfa] in ~/.aws/credentials: ${KEYS}`],
    ],
    [
      'a section that stands, with what another tool left, and a region to copy',
      {
        stored: new Map([
          ['expiration', 'x'],
          ['aws_security_token', 'y'],
        ]),
        regionToCopy: REGION,
      },
      undefined,
      [
        `would prompt for a code from ${DEVICE}`,
        `would change [mfa] in ~/.aws/credentials: ${KEYS}`,
        'would remove from it: aws_security_token, expiration',
        'would write region = eu-west-1 to [profile mfa] in ~/.aws/config',
      ],
    ],
    [
      'a role, in the place of another',
      { role: ROLE, stored: new Map([['x_principal_arn', 'x']]) },
      undefined,
      [
        `would prompt for a code from ${DEVICE}`,
        `would change [mfa] in ~/.aws/credentials: ${KEYS}, x_principal_arn`,
      ],
    ],
    [
      'a plain session, in the place of a role',
      { stored: new Map([['x_principal_arn', 'x']]) },
      undefined,
      [
        `would prompt for a code from ${DEVICE}`,
        `would change [mfa] in ~/.aws/credentials: ${KEYS}`,
        'would remove from it: x_principal_arn',
      ],
    ],
    [
      'a session that still serves',
      { regionToCopy: REGION },
      EXPIRES,
      [`would do nothing: session [mfa] expires at ${formatLocal(EXPIRES)}`],
    ],
  ])('%s', (_, changes, reusable, actions) => {
    const plan = sessionPlan(changes);
    expect(dryRunLines(plan, reusable)).toEqual([
      ...planLines(plan),
      ...actions,
      'Dry run: nothing was sent or written.',
    ]);
  });
});

describe('dryRunJson', () => {
  const stored = new Map(
    Object.entries({
      aws_access_key_id: 'a',
      aws_secret_access_key: 'b',
      aws_session_token: 'c',
      x_source_profile: 'work',
      x_mfa_serial: DEVICE,
      x_security_token_expires: '2026-11-24T00:29:26Z',
    }),
  );
  it.each([
    ['nothing stored', {}, undefined, null, false],
    ['stored, but a new one is wanted', { stored }, undefined, '2026-11-24T00:29:26Z', false],
    ['used again', { stored }, EXPIRES, '2026-11-24T00:29:26Z', true],
  ])('%s', (_, changes, reusable, expiration, would_reuse) => {
    expect(dryRunJson(sessionPlan(changes), reusable)).toEqual({
      dry_run: true,
      profile: 'mfa',
      source_profile: 'work',
      serial_number: DEVICE,
      region: 'eu-west-1',
      duration_seconds: 43_200,
      proxy: null,
      ca_bundle: null,
      expiration,
      would_reuse,
      credentials_file: CREDENTIALS_PATH,
    });
  });

  it('the way to AWS: host and port of the proxy, and no more of it', () => {
    const proxy = readProxy({
      value: 'http://alice:secret@proxy.test:8080',
      source: sourceOf('HTTPS_PROXY'),
    });
    const network = {
      proxy: { value: proxy, source: sourceOf('HTTPS_PROXY') },
      caBundle: { value: '/office.pem', source: sourceOf('AWS_CA_BUNDLE') },
    };
    expect(dryRunJson(sessionPlan({ network }), undefined)).toMatchObject({
      proxy: 'proxy.test:8080',
      ca_bundle: '/office.pem',
    });
  });
});

it('dryRunJson names the role', () => {
  expect(dryRunJson(sessionPlan({ role: ROLE }), undefined)).toHaveProperty('role_arn', ROLE.arn.value);
});
