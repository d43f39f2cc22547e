/** A file from outside: where it is, who may get at it, what lies beside it. */
import { describe, expect, it } from 'vitest';
import { fileStateFindings, type FoundFile } from '../../../../src/commands/doctor/file-findings.ts';
import { toldFindings } from '../../../support/findings.ts';
import { words } from '../../../support/thrown-by.ts';

const PATH = '~/.aws/credentials';
const SOUND: FoundFile = {
  which: 'credentials',
  path: PATH,
  kind: 'file',
  target: undefined,
  mode: 0o600,
  folder: { path: '~/.aws', mode: 0o700 },
  hasKeys: true,
  namedBy: undefined,
};
const found = (changes: Partial<FoundFile>) => toldFindings(fileStateFindings({ ...SOUND, ...changes }));
const amiss = (changes: Partial<FoundFile>) => found(changes).filter((line) => /^(warning|error)/.test(line));

describe('fileStateFindings', () => {
  it('a sound file', () => {
    expect(found({})).toEqual([
      `ok credentials-file: ${PATH}: in place`,
      `ok credentials-privacy: ${PATH}: private`,
    ]);
  });

  it.each<[what: string, changes: Partial<FoundFile>, expected: string]>([
    ['a link', { target: '~/dot/aws' }, `ok credentials-file: ${PATH}: a link to ~/dot/aws`],
    [
      'a config file without keys',
      { which: 'config', hasKeys: false, mode: 0o644 },
      'ok config-privacy: …: without keys',
    ],
    ['a system without such rights', { mode: undefined }, 'ok credentials-privacy: …: private'],
    ['no file', { kind: 'missing', mode: undefined }, `skipped credentials-file: ${PATH}: not there`],
    [
      'the null device',
      { kind: 'other', mode: 0o666 },
      'skipped credentials-file: …: no file, and read as an empty one',
    ],
  ])('is content with %s', (_, changes, expected) => {
    expect(amiss(changes)).toEqual([]);
    expect(found(changes)).toContainEqual(expect.stringMatching(words(expected)));
  });

  it.each<[what: string, changes: Partial<FoundFile>, expected: string]>([
    [
      'a link that leads nowhere',
      { kind: 'missing', target: '~/dot/aws' },
      `warning credentials-file: ${PATH} is a link to ~/dot/aws, which is not there. | …\`rm ${PATH}\``,
    ],
    [
      'a variable that names nothing',
      { kind: 'missing', namedBy: 'AWS_CONFIG_FILE', path: '/x y' },
      'warning credentials-file: AWS_CONFIG_FILE names /x y, which is not there. | …`unset AWS_CONFIG_FILE`',
    ],
    [
      'others who may read',
      { mode: 0o640 },
      `warning credentials-privacy: Other users of this machine can read ${PATH} (mode 640). | \`chmod 600 ${PATH}\``,
    ],
    [
      'others who may write',
      { mode: 0o622 },
      'warning credentials-privacy: Other users of this machine can write to …(mode 622). | `chmod 600…',
    ],
    [
      'others who may write to a file without keys',
      { mode: 0o666, hasKeys: false },
      'warning credentials-privacy: Other users of this machine can write to …',
    ],
    [
      'a path that a shell would take apart',
      { mode: 0o604, path: '/my keys' },
      "warning … | `chmod 600 '/my keys'`",
    ],
    [
      'a folder that others may write to',
      { folder: { path: '~/.aws', mode: 0o777 } },
      'warning credentials-privacy: Other users of this machine can replace what is in ~/.aws (mode 777). | `chmod go-w ~/.aws`',
    ],
    [
      'such a folder, and no file in it yet',
      { kind: 'missing', mode: undefined, folder: { path: '~/.aws', mode: 0o770 } },
      'warning credentials-privacy: …replace what is in ~/.aws (mode 770)…',
    ],
  ])('warns of %s', (_, changes, expected) => {
    expect(amiss(changes)).toEqual([expect.stringMatching(words(expected))]);
  });

  it('a folder like /tmp, in which nobody can replace the file of another', () => {
    expect(amiss({ folder: { path: '/tmp', mode: 0o1777 } })).toEqual([]);
  });

  it.each<Partial<FoundFile>>([{}, { kind: 'missing' }, { kind: 'other' }, { mode: 0o666 }])(
    'has a word on every check: %j',
    (changes) => {
      const ids = fileStateFindings({ ...SOUND, ...changes }).map(({ id }) => id);
      expect(new Set(ids)).toEqual(new Set(['credentials-file', 'credentials-privacy']));
    },
  );
});
