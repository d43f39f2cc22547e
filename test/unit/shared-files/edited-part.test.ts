/** How much of a file is looked at after an edit: enough for every reader, from one plain header to another. */
import { describe, expect, it } from 'vitest';
import { editedPart } from '../../../src/shared-files/read-back.ts';
import { readIni } from '../../../src/shared-files/read-ini.ts';
import { sectionsNamed } from '../../../src/shared-files/section-values.ts';

const BEFORE = '[a]\nx = 1\n[b]\nx = 1\n[c]\nx = 1\n[d]\nx = 1\n';

describe('editedPart', () => {
  it.each<
    [what: string, edited: string[], before: string, after: string, partBefore: string, partAfter: string]
  >([
    [
      'a change: from the header before its line to the header after it',
      ['b'],
      BEFORE,
      BEFORE.replace('[b]\nx = 1', '[b]\nx = 2'),
      '[b]\nx = 1\n',
      '[b]\nx = 2\n',
    ],
    ['an addition at the end', [], BEFORE, `${BEFORE}[e]\n`, '[d]\nx = 1\n', '[d]\nx = 1\n[e]\n'],
    [
      'a section that is removed',
      ['b'],
      BEFORE,
      BEFORE.replace('[b]\nx = 1\n', ''),
      '[a]\nx = 1\n[b]\nx = 1\n',
      '[a]\nx = 1\n',
    ],
    [
      'two changes: all between them',
      ['b', 'c'],
      BEFORE,
      BEFORE.replaceAll(/(?<=\[[bc]\]\nx = )1/g, '2'),
      '[b]\nx = 1\n[c]\nx = 1\n',
      '[b]\nx = 2\n[c]\nx = 2\n',
    ],
    [
      'a change before the edited section: all up to the header after that',
      ['c'],
      BEFORE,
      BEFORE.replace('x = 1', 'x = 2'),
      '[a]\nx = 1\n[b]\nx = 1\n[c]\nx = 1\n',
      '[a]\nx = 2\n[b]\nx = 1\n[c]\nx = 1\n',
    ],
    [
      'a line break less before a header',
      ['a'],
      '[a]\nx = 1\n[b]\n',
      '[a]\nx = 1[b]\n',
      '[a]\nx = 1\n[b]\n',
      '[a]\nx = 1[b]\n',
    ],
    ['an empty file', [], '', '[a]\n', '', '[a]\n'],
    [
      'half a header is none',
      ['a'],
      '[a]\n[b\nx = 1\n',
      '[a]\n[b\nx = 2\n',
      '[a]\n[b\nx = 1\n',
      '[a]\n[b\nx = 2\n',
    ],
    [
      'nor is one with a comment after it, which some tools ignore',
      ['b'],
      '[a]\n[b] # x\nx = 1\n[c] # x\ny = 1\n[d]\n',
      '[a]\n[b] # x\nx = 2\n[c] # x\ny = 1\n[d]\n',
      '[a]\n[b] # x\nx = 1\n[c] # x\ny = 1\n',
      '[a]\n[b] # x\nx = 2\n[c] # x\ny = 1\n',
    ],
    [
      'nor is one after a lone carriage return, which the SDK takes for a part of the line before',
      ['b'],
      '[a]\nx = 1\r[b]\ny = 1\n[c]\n',
      '[a]\nx = 1\r[b]\ny = 2\n[c]\n',
      '[a]\nx = 1\r[b]\ny = 1\n',
      '[a]\nx = 1\r[b]\ny = 2\n',
    ],
    [
      'Windows line ends',
      ['a'],
      '[a]\r\nx = 1\r\n[b]\r\n',
      '[a]\r\nx = 2\r\n[b]\r\n',
      '[a]\r\nx = 1\r\n',
      '[a]\r\nx = 2\r\n',
    ],
  ])('%s', (_, edited, before, after, partBefore, partAfter) => {
    const file = readIni(before);
    const sections = edited.flatMap((name) => sectionsNamed(file, name));
    expect(editedPart(file, after, sections)).toEqual([partBefore, partAfter]);
  });

  it('has the edited section also where nothing changed', () => {
    const file = readIni(BEFORE);
    expect(editedPart(file, BEFORE, sectionsNamed(file, 'b'))).toEqual(['[b]\nx = 1\n', '[b]\nx = 1\n']);
  });
});
