/** The session, and the settings of the same profile that win over it or are dead beside it. */
import { describe, expect, it } from 'vitest';
import { sessionFindings, shadowFindings } from '../../../../src/commands/doctor/sessions.ts';
import { profilesOf } from '../../../../src/profiles/profile.ts';
import { storedSessions } from '../../../../src/login/stored-sessions.ts';
import { toldFindings } from '../../../support/findings.ts';
import { sharedFiles } from '../../../support/shared-files.ts';
import { words } from '../../../support/thrown-by.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const KEYS = 'aws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\n';
const SESSION = `[mfa]\n${KEYS}`;

describe('sessionFindings', () => {
  const finding = (credentials: string) => {
    const [session] = storedSessions(sharedFiles(credentials).credentials, NOW);
    return toldFindings(sessionFindings('mfa', session, ['aws-mfa', 'login', '--profile', 'work']));
  };

  it.each([
    ['none', '', 'skipped session: session in [mfa]: none yet; to log in: `aws-mfa login --profile work`'],
    [
      'one that lasts',
      `${SESSION}x_security_token_expires = 2026-11-23T14:30:00Z\n`,
      'ok session: …: expires …(2h 30m left)',
    ],
    [
      'one that is over',
      `${SESSION}expiration = 2026-11-23T11:00:00Z\n`,
      'skipped session: …: expired …; to log in: `aws-mfa login --profile work`',
    ],
    ['one of unknown length', SESSION, 'ok session: …: has no recorded expiry'],
    [
      'one without its secret',
      SESSION.replace(/aws_secret.*\n/, ''),
      'warning session: The session in [mfa] is incomplete, so no tool can use it. | Log in again:\n`aws-mfa login --profile work`',
    ],
  ])('%s', (_, credentials, expected) => {
    const [first, ...rest] = finding(credentials);
    expect(first).toMatch(words(expected));
    // What is good is asked of AWS; of what is not, nobody needs to know whose it is.
    expect(rest).toHaveLength(expected.startsWith('ok') ? 0 : 1);
    rest.forEach((line) => expect(line).toMatch(/^skipped session-identity: /));
  });
});

describe('shadowFindings', () => {
  const findings = (config: string, credentials = SESSION) =>
    toldFindings(shadowFindings('mfa', profilesOf(sharedFiles(credentials, config)).get('mfa')));
  const WELL = 'ok session-shadowed: MFA profile [mfa]: nothing overrides it';

  it.each([
    ['nothing', ''],
    ['a region', '[profile mfa]\nregion = eu-west-1\n'],
    ['a device', '[profile mfa]\nmfa_serial = x\n'],
    ['a sign-in that the AWS CLI passes over', '[profile mfa]\nsso_session = x\nsso_start_url = https://x\n'],
  ])('%s is no matter', (_, config) => {
    expect(findings(config)).toEqual([WELL]);
  });

  it.each([
    [
      'role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = default',
      'role_arn of [profile mfa] overrides the session: with `--profile mfa`, every tool assumes that role.',
    ],
    ['sso_role_name = x', 'sso_role_name of [profile mfa] overrides the session in the AWS CLI and boto3…'],
  ])('%s stands in its way', (lines, expected) => {
    expect(findings(`[profile mfa]\n${lines}\n`)).toEqual([
      expect.stringMatching(
        words(`error session-shadowed: ${expected} | Remove that setting…--mfa-profile NAME…`),
      ),
    ]);
  });

  it('role_arn makes all the others part of the role', () => {
    const lines =
      'role_arn = r\nsource_profile = default\nsso_account_id = 1\nweb_identity_token_file = /t\n';
    expect(findings(`[profile mfa]\n${lines}`)).toHaveLength(1);
  });

  it.each([
    ['[profile mfa]\ncredential_process = aws-mfa export\n', ''],
    ['[profile mfa]\nregion = eu-west-1\n', `${SESSION}region = us-east-1\n`],
    ['[profile mfa]\nweb_identity_token_file = /t\n', SESSION],
  ])('%j keeps no tool from the session', (config, credentials) => {
    expect(findings(config, credentials)).toEqual([WELL]);
  });
});
