/** A release stops where version, tag and changelog disagree. */
import { expect, test } from 'vitest';
import {
  releaseNotes,
  releaseProblems,
  sectionOf,
  type ReleaseState,
} from '../../scripts/release/version.ts';

const CHANGELOG =
  '# Changelog\n\n## Unreleased\n\n## 1.2.0, May 2027\n\n- New.\n\n## 1.1.0, April 2027\n\n- Old.\n';
const state: ReleaseState = {
  version: '1.2.0',
  changelog: CHANGELOG,
  isClean: true,
  tags: ['v1.2.0'],
  allTags: ['v1.1.0', 'v1.2.0'],
};

test('nothing is wrong', () => {
  expect(releaseProblems(state, false)).toEqual([]);
  expect(releaseProblems({ ...state, tags: [], allTags: ['v1.1.0'] }, true)).toEqual([]);
});

test.each<[problem: RegExp, change: Partial<ReleaseState>]>([
  [/not committed/, { isClean: false }],
  [/no section "## 1\.3\.0"/, { version: '1.3.0', tags: ['v1.3.0'], allTags: ['v1.3.0'] }],
  [/"## 1\.2\.0" of CHANGELOG\.md is empty/, { changelog: CHANGELOG.replace('- New.\n\n', '') }],
  [/version 1\.2\.0, but the commit has the tag v1\.3\.0/, { tags: ['v1.2.0', 'v1.3.0'] }],
  [/v1\.2\.0 is on another commit/, { tags: [] }],
  [/no tag v1\.2\.0/, { tags: [], allTags: [] }],
  [
    /still has changes under "Unreleased"/,
    { changelog: CHANGELOG.replace('Unreleased\n', 'Unreleased\n\n- More.\n') },
  ],
])('%s', (problem, change) => {
  expect(releaseProblems({ ...state, ...change }, false)).toEqual([expect.stringMatching(problem)]);
});

test('the notes are the section of the version', () => {
  expect(sectionOf(CHANGELOG, '1.1.0')).toBe('- Old.');
  expect(sectionOf(CHANGELOG, '1.1')).toBeUndefined();
  const notes = releaseNotes(state, 'https://example.com/v1.2.0');
  expect(notes).toContain('# aws-mfa 1.2.0\n\n- New.\n\n## Verify');
  expect(notes).not.toContain('Old');
  expect(notes).toContain('https://example.com/v1.2.0/SHA256SUMS');
});
