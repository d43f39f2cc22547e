/** The way to AWS as a whole: whose certificates, through whom, and what may be shown of it. */
import { describe, expect, it } from 'vitest';
import { readEnvironment, type Variables } from '../../../src/environment.ts';
import { networkLines, planNetwork } from '../../../src/aws/network.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { sourceOf } from '../../support/source-of.ts';

function plan(variables: Variables, config = '') {
  const base = profilesOf(sharedFiles('', config)).get('default');
  return planNetwork('https://sts.eu-west-1.amazonaws.com', readEnvironment(variables), base);
}

describe('the file of certificates', () => {
  const config = '[default]\nca_bundle = /c\n';
  it.each<[variables: Variables, config: string, value: string, from: string]>([
    [{ AWS_CA_BUNDLE: '/a', REQUESTS_CA_BUNDLE: '/b' }, config, '/a', 'AWS_CA_BUNDLE'],
    [{ REQUESTS_CA_BUNDLE: '/b' }, config, '/c', 'ca_bundle of [default]'],
    [{ REQUESTS_CA_BUNDLE: '/b' }, '', '/b', 'REQUESTS_CA_BUNDLE'],
  ])('%j, config %j', (variables, text, value, from) => {
    expect(plan(variables, text).caBundle).toMatchObject({ value, source: sourceOf(from) });
  });

  it('of another profile does not count', () => {
    expect(plan({}, '[profile work]\nca_bundle = /c\n')).toEqual({});
  });
});

const PATHS = { credentials: '~/.aws/credentials', config: '~/.aws/config' };

describe('networkLines', () => {
  it('say host and port of the proxy, and never whose password opens it', () => {
    const variables = { HTTPS_PROXY: 'http://alice:secret@proxy.test:8080', AWS_CA_BUNDLE: '/a' };
    expect(networkLines(plan(variables), PATHS)).toEqual([
      'proxy: proxy.test:8080 (HTTPS_PROXY)',
      'certificates: /a (AWS_CA_BUNDLE)',
    ]);
    expect(networkLines(plan({}), PATHS)).toEqual([]);
    expect(networkLines(plan({}, '[default]\nca_bundle = /c\n'), PATHS)).toEqual([
      'certificates: /c (ca_bundle of [default] in ~/.aws/config)',
    ]);
  });
});
