/** Sections by name. */
import { describe, expect, it } from 'vitest';
import { readIni } from '../../../src/shared-files/read-ini.ts';
import { ownValues, sectionValues } from '../../../src/shared-files/section-values.ts';
import { plainValues } from '../../support/plain-values.ts';

const values = (text: string, name: string) => {
  const file = readIni(text);
  const found = sectionValues(file, name);
  return found && plainValues(file, found);
};

describe('sectionValues', () => {
  it('lays a section that stands twice over itself', () => {
    expect(values('[a]\nb = 1\nc = 1\n[x]\n[a]\nc = 2', 'a')).toEqual({ b: '1', c: '2' });
  });

  it('adds the keys of [DEFAULT], which lose', () => {
    expect(values('[a]\nb = 1\n[DEFAULT]\nb = 2\nc = 3', 'a')).toEqual({ b: '1', c: '3' });
  });

  it('knows the section that is not there from the empty one', () => {
    expect(values('[a]', 'a')).toEqual({});
    expect(values('[a]', 'b')).toBeUndefined();
    expect(values('[a]', 'constructor')).toBeUndefined();
  });

  it.each(['[profile a]', '[profile "a"]', '[profile   a]'])('finds `profile a` in %s', (header) => {
    expect(values(`${header}\nb = 1`, 'profile a')).toEqual({ b: '1' });
  });
});

describe('ownValues', () => {
  it('takes [DEFAULT] for a section like the others', () => {
    const own = ownValues(readIni('[a]\nb = 1\n[DEFAULT]\nc = 2'));
    expect(JSON.stringify(own)).toBe('{"a":{"b":"1"},"DEFAULT":{"c":"2"}}');
  });

  it('takes __proto__ for a name like any other', () => {
    expect(Object.entries(ownValues(readIni('[__proto__]\nb = 1')))).toHaveLength(1);
  });
});
