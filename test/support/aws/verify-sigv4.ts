/**
 * Verifies Signature Version 4 by signing the request again, with the SDK's own signer and the secret on record, and
 * comparing. So a wrong secret, a changed body or a changed header is refused for the same reason as by AWS.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Authorization } from './authorization.ts';
import type { AwsRequest } from './aws-request.ts';
import { Refusal } from './refusal.ts';
import { checkSigningDate } from './signing-date.ts';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
}

/** What the credential scope must name; without a region, any is accepted. */
export interface Scope {
  service: string;
  region: string | undefined;
  /** S3 takes the path as it is, and a body whose hash is not signed. */
  isS3?: true;
}

/**
 * @param now the server's clock, milliseconds since 1970
 * @throws Refusal
 */
export async function verifySigV4(
  request: AwsRequest,
  claimed: Authorization,
  keys: Keys,
  scope: Scope,
  now: number,
): Promise<void> {
  const amzDate = request.headers['x-amz-date'] ?? '';
  const date = checkSigningDate(amzDate, now);
  checkScope(claimed, scope, amzDate);
  if (!(scope.isS3 && request.headers['x-amz-content-sha256'] === 'UNSIGNED-PAYLOAD')) checkBodyHash(request);
  const expected = await signAgain(request, claimed, keys, { date, uriEscapePath: !scope.isS3 });
  if (!timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(claimed.signature, 'hex'))) throw mismatch();
}

function checkScope(
  { day, service, region, signedHeaders }: Authorization,
  expected: Scope,
  amzDate: string,
): void {
  if (expected.region !== undefined && region !== expected.region) {
    throw mismatch(`Credential should be scoped to a valid region, not '${region}'. `);
  }
  if (service !== expected.service) {
    throw mismatch(`Credential should be scoped to correct service: '${expected.service}'. `);
  }
  const dayOfDate = amzDate.slice(0, 8);
  if (day !== dayOfDate) {
    throw mismatch(
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${day}' != '${dayOfDate}', from '${amzDate}'.`,
    );
  }
  if (!signedHeaders.includes('host')) {
    throw mismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
}

/** The signer uses this header instead of hashing the body, so it must be right. */
function checkBodyHash({ headers, body }: AwsRequest): void {
  const claimed = headers['x-amz-content-sha256'];
  if (claimed !== undefined && claimed !== createHash('sha256').update(body).digest('hex')) throw mismatch();
}

async function signAgain(
  request: AwsRequest,
  claimed: Authorization,
  keys: Keys,
  { date, uriEscapePath }: { date: Date; uriEscapePath: boolean },
): Promise<string> {
  const signer = new SignatureV4({
    credentials: keys,
    region: claimed.region,
    service: claimed.service,
    sha256: Sha256,
    applyChecksum: false,
    uriEscapePath,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: request.url.protocol,
      hostname: request.url.hostname,
      path: request.url.pathname,
      query: Object.fromEntries(request.url.searchParams),
      headers: pick(request.headers, claimed.signedHeaders),
      body: request.body,
    },
    { signingDate: date, signableHeaders: new Set(claimed.signedHeaders) },
  );
  return /Signature=([0-9a-f]+)/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
}

function pick(headers: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? '']));
}

const defaultMessage =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

function mismatch(message = defaultMessage): Refusal {
  return new Refusal('SignatureDoesNotMatch', message);
}
