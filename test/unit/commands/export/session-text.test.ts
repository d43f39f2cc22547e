/** The texts of all formats: golden ones for what AWS gives, and quotes for what a shell would take for its own. */
import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, type ExportFormat } from '../../../../src/commands/export/export-format.ts';
import { sessionText } from '../../../../src/commands/export/session-text.ts';
import { thrownBy, told } from '../../../support/thrown-by.ts';

/** Every character that AWS' keys and tokens are made of. */
const SESSION = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEX//abcdefghijklmnopqrstuvwxyz+0123456789==',
  expiration: new Date('2026-11-24T00:29:26.789Z'),
};

/** What `aws configure export-credentials` prints for the same keys. */
const GOLDEN: Record<ExportFormat, string> = {
  process: `{
  "Version": 1,
  "AccessKeyId": "ASIAIOSFODNN7EXAMPLE",
  "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  "SessionToken": "IQoJb3JpZ2luX2VjEX//abcdefghijklmnopqrstuvwxyz+0123456789==",
  "Expiration": "2026-11-24T00:29:26+00:00"
}
`,
  env: `export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
export AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEX//abcdefghijklmnopqrstuvwxyz+0123456789==
export AWS_CREDENTIAL_EXPIRATION=2026-11-24T00:29:26+00:00
`,
  'env-no-export': `AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEX//abcdefghijklmnopqrstuvwxyz+0123456789==
AWS_CREDENTIAL_EXPIRATION=2026-11-24T00:29:26+00:00
`,
  powershell: `$Env:AWS_ACCESS_KEY_ID="ASIAIOSFODNN7EXAMPLE"
$Env:AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
$Env:AWS_SESSION_TOKEN="IQoJb3JpZ2luX2VjEX//abcdefghijklmnopqrstuvwxyz+0123456789=="
$Env:AWS_CREDENTIAL_EXPIRATION="2026-11-24T00:29:26+00:00"
`,
  'windows-cmd': `set AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
set AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
set AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEX//abcdefghijklmnopqrstuvwxyz+0123456789==
set AWS_CREDENTIAL_EXPIRATION=2026-11-24T00:29:26+00:00
`,
  fish: `set -gx AWS_ACCESS_KEY_ID "ASIAIOSFODNN7EXAMPLE"
set -gx AWS_SECRET_ACCESS_KEY "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
set -gx AWS_SESSION_TOKEN "IQoJb3JpZ2luX2VjEX//abcdefghijklmnopqrstuvwxyz+0123456789=="
set -gx AWS_CREDENTIAL_EXPIRATION "2026-11-24T00:29:26+00:00"
`,
};

it.each(EXPORT_FORMATS)('%s, as the AWS CLI has it', (format) => {
  expect(sessionText(SESSION, format)).toBe(GOLDEN[format]);
});

describe('what a shell would take for its own', () => {
  const secretLine = (secretAccessKey: string, format: ExportFormat) =>
    sessionText({ ...SESSION, secretAccessKey }, format).split('\n')[1];

  it.each<[format: ExportFormat, secret: string, line: string]>([
    ['env', `a'b`, `export AWS_SECRET_ACCESS_KEY='a'\\''b'`],
    ['env', '$(id)', `export AWS_SECRET_ACCESS_KEY='$(id)'`],
    ['env', '=ls', `export AWS_SECRET_ACCESS_KEY='=ls'`],
    ['env', '~', `export AWS_SECRET_ACCESS_KEY='~'`],
    ['env', 'a:~b', `export AWS_SECRET_ACCESS_KEY='a:~b'`],
    ['env', '', `export AWS_SECRET_ACCESS_KEY=''`],
    ['env-no-export', 'a;b', `AWS_SECRET_ACCESS_KEY='a;b'`],
    ['powershell', '$x`"“', '$Env:AWS_SECRET_ACCESS_KEY="`$x```"`“"'],
    ['fish', '$x\\"', 'set -gx AWS_SECRET_ACCESS_KEY "\\$x\\\\\\""'],
    ['windows-cmd', 'a&b|c^d', 'set "AWS_SECRET_ACCESS_KEY=a&b|c^d"'],
  ])('%s: %s', (format, secret, line) => {
    expect(secretLine(secret, format)).toBe(line);
  });

  it.each(['a"b', 'a%b', 'a!b'])('cmd.exe cannot be told %s, and is not', (secret) => {
    expect(told(thrownBy(() => secretLine(secret, 'windows-cmd')))).toBe(
      'configuration: AWS_SECRET_ACCESS_KEY contains one of the characters " % !, which cannot be quoted safely for cmd.exe. | Use --format powershell.',
    );
  });

  it('the answer for SDKs is JSON, whatever stands in it', () => {
    const secretAccessKey = `"\\'\n\u0007$`;
    expect(JSON.parse(sessionText({ ...SESSION, secretAccessKey }, 'process'))).toMatchObject({
      SecretAccessKey: secretAccessKey,
    });
  });
});
