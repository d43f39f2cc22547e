/** What counts as read back. */
import { describe, expect, it } from 'vitest';
import type { SectionEdit } from '../../../src/shared-files/edit-section.ts';
import { changedBeyond } from '../../../src/shared-files/read-back.ts';
import type { Values } from '../../../src/shared-files/section-values.ts';

const EDIT: SectionEdit = { section: 'mfa', set: [['key', 'new']], drop: ['stale'] };
const NEW = { key: 'new' };

describe('changedBeyond', () => {
  it.each<[name: string, before: Values, after: Values]>([
    ['a new section', { a: { b: '1' } }, { a: { b: '1' }, mfa: NEW }],
    ['new values', { mfa: { key: 'old' } }, { mfa: NEW }],
    ['stale keys gone', { mfa: { stale: 'x', region: 'y' } }, { mfa: { ...NEW, region: 'y' } }],
    ['stale spellings gone', { mfa: { KEY: '1', 'Key : a': '2', 'stale.part': '3' } }, { mfa: NEW }],
    ['an empty section come or gone', { a: {} }, { b: {}, mfa: NEW }],
    ['a value that is undefined', { a: { b: undefined } }, { a: {}, mfa: NEW }],
  ])('is content with %s', (_, before, after) => {
    expect(changedBeyond(before, after, [EDIT])).toBeUndefined();
  });

  it.each<[name: string, before: Values, after: Values, changed: string]>([
    ['a section not written', {}, {}, 'mfa'],
    ['a value not written', {}, { mfa: { key: 'old' } }, 'mfa'],
    ['a stale key that stays', {}, { mfa: { ...NEW, stale: '1' } }, 'mfa'],
    ['an old spelling that stays', {}, { mfa: { ...NEW, KEY: '1' } }, 'mfa'],
    ['a key of the section lost', { mfa: { region: 'x' } }, { mfa: NEW }, 'mfa'],
    ['a key of the section changed', { mfa: { region: 'x' } }, { mfa: { ...NEW, region: 'y' } }, 'mfa'],
    ['another section lost', { a: { b: '1' } }, { mfa: NEW }, 'a'],
    ['another section changed', { a: { b: '1' } }, { a: { b: '2' }, mfa: NEW }, 'a'],
    ['another section come', {}, { a: { b: '1' }, mfa: NEW }, 'a'],
    ['a name of every object', {}, { constructor: { b: '1' }, mfa: NEW }, 'constructor'],
  ])('sees %s', (_, before, after, changed) => {
    expect(changedBeyond(before, after, [EDIT])).toBe(changed);
  });

  it('judges a removal: the other keys stay, an emptied section may go', () => {
    const removal = { section: 'mfa', set: [], drop: ['key'] };
    expect(changedBeyond({ mfa: { key: '1' } }, {}, [removal])).toBeUndefined();
    expect(changedBeyond({ mfa: { key: '1', region: 'x' } }, {}, [removal])).toBe('mfa');
  });

  it('judges several edits at once', () => {
    const edits = [EDIT, { ...EDIT, section: 'other' }];
    expect(changedBeyond({ a: { b: '1' } }, { a: { b: '1' }, mfa: NEW, other: NEW }, edits)).toBeUndefined();
    expect(changedBeyond({}, { mfa: NEW, other: { key: 'old' } }, edits)).toBe('other');
    expect(changedBeyond({ a: { b: '1' } }, { mfa: NEW, other: NEW }, edits)).toBe('a');
  });
});
