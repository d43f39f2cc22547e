/**
 * As much of S3 as shows whose keys a client uses: it verifies the signature, lists one empty bucket, and has no objects.
 */
import { randomUUID } from 'node:crypto';
import type { Answer } from './answer.ts';
import { readAuthorization } from './authorization.ts';
import type { AwsRequest } from './aws-request.ts';
import { identifyCaller } from './identify-caller.ts';
import { Refusal } from './refusal.ts';
import type { AwsState } from './state.ts';
import { verifySigV4 } from './verify-sigv4.ts';
import { elements, document, type XmlTree } from './xml.ts';

/** The name in the credential scope of a signature. */
export const S3 = 's3';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const BUCKET = 'bucket';

export async function answerS3(request: AwsRequest, state: AwsState): Promise<Answer> {
  try {
    const authorization = readAuthorization(request);
    const { caller, keys } = identifyCaller(request, authorization.accessKeyId, state);
    const scope = { service: S3, region: undefined, isS3: true } as const;
    await verifySigV4(request, authorization, keys, scope, state.now());
    return answer(request, caller.session?.assumedRole ?? caller.user.arn);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return xml(error.status, elements({ Error: { Code: error.code, Message: error.message } }));
  }
}

function answer({ method, url }: AwsRequest, owner: string): Answer {
  const [bucket = '', ...key] = url.pathname.slice(1).split('/');
  if (bucket === '') {
    return result('ListAllMyBucketsResult', {
      Owner: { ID: owner, DisplayName: owner },
      Buckets: { Bucket: { Name: BUCKET, CreationDate: '2026-01-01T00:00:00.000Z' } },
    });
  }
  if (bucket !== BUCKET) throw new Refusal('NoSuchBucket', 'The specified bucket does not exist', 404);
  if (key.join('/') !== '') throw new Refusal('NoSuchKey', 'The specified key does not exist.', 404);
  if (method === 'HEAD') return xml(200, '');
  if (url.searchParams.has('location')) return result('LocationConstraint', 'eu-west-1');
  return result('ListBucketResult', { Name: BUCKET, KeyCount: 0, MaxKeys: 1000, IsTruncated: 'false' });
}

function result(name: string, tree: XmlTree): Answer {
  return xml(200, document(name, NAMESPACE, tree));
}

function xml(status: number, body: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID() },
    body,
  };
}
