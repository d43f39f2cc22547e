/** How much of a file is looked at after an edit: enough for every reader, from one plain header to another. */
import { describe, expect, it } from 'vitest';
import { editedPart } from '../../../src/shared-files/edit-obstacle.ts';

const BEFORE = '[a]\nx = 1\n[b]\nx = 1\n[c]\nx = 1\n[d]\nx = 1\n';

describe('editedPart', () => {
  it.each<[what: string, before: string, after: string, partBefore: string, partAfter: string]>([
    [
      'a change: from the header ahead of its line to the header behind it',
      BEFORE,
      BEFORE.replace('[b]\nx = 1', '[b]\nx = 2'),
      '[b]\nx = 1\n',
      '[b]\nx = 2\n',
    ],
    ['an addition at the end', BEFORE, `${BEFORE}[e]\n`, '[d]\nx = 1\n', '[d]\nx = 1\n[e]\n'],
    [
      'a section gone',
      BEFORE,
      BEFORE.replace('[b]\nx = 1\n', ''),
      '[a]\nx = 1\n[b]\nx = 1\n',
      '[a]\nx = 1\n',
    ],
    ['a change ahead of all headers', 'x = 1\n[a]\n', 'x = 2\n[a]\n', 'x = 1\n', 'x = 2\n'],
    ['an empty file', '', '[a]\n', '', '[a]\n'],
    [
      'what is half a header is none',
      '[a]\n[b\nx = 1\n',
      '[a]\n[b\nx = 2\n',
      '[a]\n[b\nx = 1\n',
      '[a]\n[b\nx = 2\n',
    ],
    [
      'nor is one with a comment behind it, which some tools pass over',
      '[a]\n[b] # x\nx = 1\n[c] # x\ny = 1\n[d]\n',
      '[a]\n[b] # x\nx = 2\n[c] # x\ny = 1\n[d]\n',
      '[a]\n[b] # x\nx = 1\n[c] # x\ny = 1\n',
      '[a]\n[b] # x\nx = 2\n[c] # x\ny = 1\n',
    ],
    [
      'Windows line ends',
      '[a]\r\nx = 1\r\n[b]\r\n',
      '[a]\r\nx = 2\r\n[b]\r\n',
      '[a]\r\nx = 1\r\n',
      '[a]\r\nx = 2\r\n',
    ],
  ])('%s', (_, before, after, partBefore, partAfter) => {
    expect(editedPart(before, after, undefined)).toEqual([partBefore, partAfter]);
  });

  it('holds the edited section also where nothing changed', () => {
    const from = BEFORE.indexOf('[b]');
    const [before, after] = editedPart(BEFORE, BEFORE, { from, to: BEFORE.indexOf('[c]') });
    expect(before).toContain('[b]\nx = 1\n');
    expect(after).toBe(before);
  });
});
