/** The Authorization header of Signature Version 4, taken apart. */
import type { AwsRequest } from './aws-request.ts';
import { Refusal } from './refusal.ts';

export interface Authorization {
  accessKeyId: string;
  /** `20261123`, which must be the day of the request's date. */
  day: string;
  region: string;
  service: string;
  /** Lower-case names. */
  signedHeaders: string[];
  /** 64 hexadecimal digits. */
  signature: string;
}

const form = new RegExp(
  '^AWS4-HMAC-SHA256 ' +
    'Credential=(?<accessKeyId>[^/ ]+)/(?<day>\\d{8})/(?<region>[^/ ]+)/(?<service>[^/ ]+)/aws4_request, *' +
    'SignedHeaders=(?<signedHeaders>[^, ]+), *' +
    'Signature=(?<signature>[0-9a-f]{64})$',
);

/** @throws Refusal if the header is missing or has another form */
export function readAuthorization({ headers }: AwsRequest): Authorization {
  const header = headers['authorization'];
  if (header === undefined) {
    throw new Refusal('MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  const parts = form.exec(header)?.groups;
  if (parts === undefined) {
    throw new Refusal(
      'IncompleteSignature',
      'Authorization header is not of the form of AWS4-HMAC-SHA256.',
      400,
    );
  }
  const { accessKeyId = '', day = '', region = '', service = '', signedHeaders = '', signature = '' } = parts;
  return { accessKeyId, day, region, service, signedHeaders: signedHeaders.split(';'), signature };
}
