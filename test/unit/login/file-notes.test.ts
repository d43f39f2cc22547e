/** Notes about lines that some tool cannot read. */
import { describe, expect, it } from 'vitest';
import { allFileNotes, warnOfFile, warnOfMisleading } from '../../../src/login/file-notes.ts';
import { readIni } from '../../../src/shared-files/read-ini.ts';
import { faultsOf } from '../../../src/shared-files/tool-differences.ts';
import { sessionPlan } from '../../support/session-plan.ts';
import { openedFiles } from '../../support/shared-files.ts';

const PATH = '~/.aws/credentials';

function warned(text: string, isFirst: boolean): string[] {
  const said: string[] = [];
  const stored = isFirst ? undefined : new Map([['x_source_profile', 'work']]);
  const plan = sessionPlan({ ...openedFiles(text), stored });
  warnOfFile(plan, (_, note) => said.push(note));
  return said;
}

function misleading(text: string): string[] {
  const said: string[] = [];
  warnOfMisleading(openedFiles(text), (_, note) => said.push(note));
  return said;
}

const ONE = '[a]\n[a]\n';
const TWO = '[a]\n[a]\njunk\n';
/** The AWS CLI reads it, some SDK does not. */
const MILD = '[my base]\nx = 1\n';

describe('warnOfFile', () => {
  it.each([
    ['a sound file', '[a]\nx = 1\n', true, []],
    ['one that only some SDK trips over', MILD, true, []],
    [
      'the first time, in full',
      ONE,
      true,
      [/^~\/.aws\/credentials, line 2: duplicate section \[a\].*\nMerge the two sections/],
    ],
    ['each of two', TWO, true, [/line 2/, /line 3/]],
    [
      'later, one line',
      ONE,
      false,
      [/^Some tools cannot read ~\/.aws\/credentials\. For details: `aws-mfa doctor`$/],
    ],
    ['for two as well', TWO, false, [/^Some tools cannot read/]],
    ['later, nothing', MILD, false, []],
    ['a file that only Java and Rust refuse', '[a]\nk: v\n', true, [/line 2: a colon after the key k/]],
    ['one that only JavaScript refuses', '[__proto__]\n', true, [/line 1: .*the SDK for JavaScript cannot/s]],
    ['one that only Rust refuses', '[a]\nk = v\rl = w\n', true, [/line 2: .* lone carriage return/]],
  ])('%s', (_, text, isFirst, expected) => {
    expect(warned(text, isFirst)).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as string),
    );
  });
});

it('allFileNotes leaves none out', () => {
  expect(allFileNotes(faultsOf(readIni(MILD)), PATH)).toHaveLength(1);
  expect(allFileNotes(faultsOf(readIni(TWO)), PATH)).toHaveLength(2);
});

it.each([
  ['an indented header', '[a]\nk = v\n  [b]\n', /line 3/],
  ['[DEFAULT]', '[DEFAULT]\nk = v\n', /line 1/],
  ['blanks in the brackets', '[ a ]\n', /line 1/],
  ['a comment right behind a header', '[a]# c\n', /line 1/],
  ['a section twice', ONE, /line 2/],
  [
    'a header of the config file',
    '[profile work]\n',
    /line 1: the word "profile" before the name work .*\nIn this file, write \[work\]\.$/,
  ],
])('warnOfMisleading: %s', (_, text, pattern) => {
  expect(misleading(text)).toEqual([expect.stringMatching(pattern)]);
  expect(misleading(MILD)).toEqual([]);
});
