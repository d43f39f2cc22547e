/** An error as JSON output has it; `docs/reference/error-codes.md` lists the codes. */
import type { AwsMfaError, ErrorCode, ErrorKind } from '../errors.ts';
import { plainText } from './shell-command.ts';

interface ErrorJson {
  kind: ErrorKind;
  code: ErrorCode;
  message: string;
  /** What to do; left out if there is no hint. */
  remedy?: string;
}

export function errorJson({ kind, code, message, hint }: AwsMfaError): ErrorJson {
  return { kind, code, message: plainText(message), ...(hint && { remedy: plainText(hint) }) };
}
