/** The prompt: one line, with what is not the default. */
import { expect, it } from 'vitest';
import { codeQuestion } from '../../../src/login/obtain-session.ts';
import { DEVICE, ROLE, sessionPlan, type PlanChanges } from '../../support/session-plan.ts';
import { sourceOf } from '../../support/source-of.ts';

const ASKED = `MFA code for alice (${DEVICE})`;
const DEFAULT = { base: { name: 'default', keys: { accessKeyId: 'A', secretAccessKey: 's' } } };
const endpoint = (value: string) => ({ endpoint: { value, source: sourceOf('AWS_ENDPOINT_URL') } });

it.each<[what: string, changes: PlanChanges, expected: string]>([
  ['the defaults', DEFAULT, `${ASKED}:`],
  ['a profile', {}, `${ASKED}, profile work:`],
  ['an MFA profile', { ...DEFAULT, mfaProfile: 'own' }, `${ASKED}, MFA profile own:`],
  ['none that is not written', { ...DEFAULT, mfaProfile: 'own', writesSession: false }, `${ASKED}:`],
  ['a role', { ...DEFAULT, role: ROLE }, `${ASKED}, role ${ROLE.arn.value}:`],
  ['not an endpoint of AWS', { ...DEFAULT, ...endpoint('https://sts.eu-west-1.amazonaws.com') }, `${ASKED}:`],
  [
    'another',
    { ...DEFAULT, ...endpoint('https://sts.example') },
    `${ASKED}, endpoint sts.example (AWS_ENDPOINT_URL):`,
  ],
  [
    'a hardware token',
    { ...DEFAULT, serialNumber: { value: 'GAHT12345678', source: sourceOf('--serial-number') } },
    'MFA code of device GAHT12345678:',
  ],
])('names %s', (_, changes, expected) => {
  expect(codeQuestion(sessionPlan(changes))).toBe(expected);
});
