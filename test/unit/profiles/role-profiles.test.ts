/** What role profiles rest on, and which of them rest on a section. */
import { expect, it } from 'vitest';
import { namesOn, restsOn, rolesBySection } from '../../../src/profiles/profile-kind.ts';
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
