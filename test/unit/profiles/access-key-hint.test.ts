/** The remedy for keys fits where they stand. */
import { expect, it } from 'vitest';
import { accessKeyHint } from '../../../src/profiles/base-errors.ts';
import { sourceOf } from '../../support/source-of.ts';

const PROCESS = { value: 'vault --password sesame', source: sourceOf('credential_process of [default]') };

it.each([
  ['default', undefined, 'Enter the access key again:\n`aws configure`'],
  ['my base', undefined, "Enter the access key again:\n`aws configure --profile 'my base'`"],
  ['environment', undefined, 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY again, then try again.'],
  ['default', PROCESS, 'Correct what credential_process of [default] prints, then try again.'],
])('%s %j', (base, process, expected) => {
  expect(accessKeyHint(base, process)).toBe(expected);
});
