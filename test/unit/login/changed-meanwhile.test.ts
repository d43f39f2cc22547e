/** What came into a file while questions were asked, and is not to be lost. */
import { expect, it } from 'vitest';
import { readIni } from '../../../src/shared-files/read-ini.ts';
import { changedMeanwhile } from '../../../src/login/save-settings.ts';

const EDIT = {
  section: 'profile work',
  set: [
    ['region', 'eu-west-1'],
    ['mfa_serial', 'mine'],
  ],
  drop: ['aws_session_token'],
} as const;
const changed = (seen: string, now: string) => changedMeanwhile(EDIT, readIni(seen), readIni(now));

it.each([
  ['nothing is there', '', ''],
  ['nothing has changed', '[profile work]\nregion = us-east-1\n', '[profile work]\nregion = us-east-1\n'],
  ['somebody has written the same', '', '[profile work]\nmfa_serial = mine\nregion = eu-west-1\n'],
  ['other keys have changed', '[profile work]\noutput = json\n', '[profile work]\noutput = text\n'],
  ['other sections have changed', '', '[profile home]\nmfa_serial = theirs\n'],
  ['what was to go has gone', '[profile work]\naws_session_token = t\n', '[profile work]\n'],
  ['only the spelling is another', '[profile work]\nregion = x\n', '[profile "work"]\nREGION: x\n'],
])('%s: nothing is in the way', (_, seen, now) => {
  expect(changed(seen, now)).toBeUndefined();
});

it.each([
  ['a key has come', '', '[profile work]\nmfa_serial = theirs\n', 'mfa_serial'],
  ['under a header in quotes', '', '[profile "work"]\nmfa_serial = theirs\n', 'mfa_serial'],
  ['a key is another', '[profile work]\nregion = a\n', '[profile work]\nregion = b\n', 'region'],
  ['a key has gone', '[profile work]\nregion = a\n', '', 'region'],
  ['what was to go has come', '', '[profile work]\naws_session_token = t\n', 'aws_session_token'],
])('%s: it is named', (_, seen, now, key) => {
  expect(changed(seen, now)).toBe(key);
});
