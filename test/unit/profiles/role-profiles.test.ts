/** What role profiles rest on, and which of them rest on a section. */
import { describe, expect, it } from 'vitest';
import { namesOn, restsOn, rolesBySection, sourcesOf } from '../../../src/profiles/profile-kind.ts';
import { LASTING_KEYS, sessionOf, storedIn } from '../../support/stored-files.ts';

const ROLE = 'role_arn = arn:aws:iam::123456789012:role/x\nsource_profile =';
const { profiles } = storedIn(
  `[default]\n${LASTING_KEYS}${sessionOf('default', 'mfa')}[keyed]\n${LASTING_KEYS}`,
  `[profile prod]\n${ROLE} mfa\n[profile far]\n${ROLE} prod\n[profile lost]\n${ROLE} gone
[profile a]\n${ROLE} b\n[profile b]\n${ROLE} a\n[profile self]\n${ROLE} self\n[profile keyed]\n${ROLE} mfa
[profile of-machine]\nrole_arn = r\ncredential_source = Ec2InstanceMetadata\n`,
);

it.each([
  ['mfa', 'mfa'],
  ['prod', 'mfa'],
  ['far', 'mfa'],
  ['lost', 'gone'],
  ['a', 'a'],
  ['b', 'b'],
  ['self', 'self'],
  ['nowhere', 'nowhere'],
  ['of-machine', 'of-machine'],
  // Its own keys win as a source, so it rests on nothing else.
  ['keyed', 'keyed'],
])('%s rests on %s', (name, expected) => {
  expect(restsOn(name, profiles)).toBe(expected);
});

it.each([
  ['mfa', ['prod', 'far']],
  ['gone', ['lost']],
  ['default', []],
  ['keyed', []],
])('on %s: %j', (section, names) => {
  expect(namesOn(section, rolesBySection(profiles))).toEqual(names);
});

describe('a profile that exports the keys of another one with aws-mfa', () => {
  const exported = (flags: string) => `[profile live]\ncredential_process = aws-mfa export ${flags}\n`;
  const role = '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/A\nsource_profile = mfa\n';
  const rest = (config: string) => sourcesOf('live', storedIn('', config).profiles);

  it.each<[what: string, flags: string, sources: string[]]>([
    ['of a role profile', '--profile admin', ['live', 'admin', 'mfa']],
    ['of a role profile, but its session', '--profile admin --session', ['live']],
    ['of a role profile, in a section of its own', '--profile admin --mfa-profile other', ['live']],
    ['of a session', '--profile mfa', ['live']],
    ['of itself', '--profile live', ['live']],
  ])('%s', (_, flags, sources) => {
    expect(rest(exported(flags) + role)).toEqual(sources);
  });
});
