/** Which session is asked about, by which command it is renewed, and what is said where there is none. */
import { describe, expect, it } from 'vitest';
import { examineSessions } from '../../../../src/commands/doctor/sessions.ts';
import type { Variables } from '../../../../src/environment.ts';
import { examined } from '../../../support/findings.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const BASES = ['default', 'work']
  .map((name) => `[${name}]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n`)
  .join('');
const session = (name: string, base: string, more = '') =>
  `[${name}]\naws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\nx_source_profile = ${base}\n${more}`;

function examine(credentials: string, variables: Variables = {}, profile?: string) {
  const found = examined(credentials, '', variables, profile === undefined ? {} : { profile });
  return examineSessions(found, found.files, NOW);
}

describe('examineSessions', () => {
  it.each<[what: string, from: Parameters<typeof examine>, section: string, login: string]>([
    ['that of the default', [BASES + session('mfa', 'default')], 'mfa', 'aws-mfa login'],
    [
      'that of another base',
      [BASES + session('own', 'work'), {}, 'work'],
      'own',
      'aws-mfa login --profile work',
    ],
    [
      'the one that is named',
      [BASES + session('own', 'work'), {}, 'own'],
      'own',
      'aws-mfa login --profile own',
    ],
    [
      'the one that AWS_PROFILE names',
      [BASES + session('own', 'work'), { AWS_PROFILE: 'own' }],
      'own',
      'aws-mfa login --profile own',
    ],
  ])('%s', (_, from, section, login) => {
    expect(examine(...from).live).toEqual({
      section,
      keys: { accessKeyId: 'ASIAX', secretAccessKey: 's', sessionToken: 't' },
      login: login.split(' '),
    });
  });

  it('an older name of the token', () => {
    const credentials = BASES + session('mfa', 'default').replace('aws_session_token', 'aws_security_token');
    expect(examine(credentials).live?.keys.sessionToken).toBe('t');
  });

  it.each([
    ['none', BASES],
    [
      'one that is over',
      BASES + session('mfa', 'default', 'x_security_token_expires = 2026-11-23T11:00:00Z\n'),
    ],
    ['one that is incomplete', BASES + session('mfa', 'default').replace(/aws_secret.*\n/, '')],
    ['no base', ''],
  ])('%s is not asked about', (_, credentials) => {
    expect(examine(credentials).live).toBeUndefined();
  });
});
