/** Where STS is, for the call and for messages. */
import { expect, it } from 'vitest';
import { endpointName, placeName, targetOf } from '../../../src/aws/endpoint.ts';
import { sessionPlan } from '../../support/session-plan.ts';
import { sourceOf } from '../../support/source-of.ts';

it.each([
  [{}, 'STS in eu-west-1'],
  [{ fips: true }, 'STS in eu-west-1, FIPS'],
  [{ dualstack: true }, 'STS in eu-west-1, dual-stack'],
  [{ fips: true, dualstack: true }, 'STS in eu-west-1, FIPS, dual-stack'],
])('variants of the endpoint: %j', ({ fips = false, dualstack = false }: Record<string, boolean>, name) => {
  const plan = sessionPlan({
    fips: { value: fips, source: sourceOf('F') },
    dualstack: { value: dualstack, source: sourceOf('D') },
  });
  expect(endpointName(plan)).toBe(name);
  expect(targetOf(plan)).toEqual({ region: 'eu-west-1', endpoint: undefined, network: {}, fips, dualstack });
});

it('an endpoint of the person, without what may be secret in it', () => {
  const target = {
    region: 'us-east-1',
    endpoint: 'https://user:pw@iam.test:8443/x',
    fips: false,
    dualstack: false,
  };
  expect(placeName('IAM', target)).toBe('iam.test:8443');
  expect(placeName('IAM', { ...target, endpoint: undefined })).toBe('IAM in us-east-1');
});
