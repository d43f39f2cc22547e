/** Reads a file of certificates in PEM form and checks each of them: Node ignores those that it cannot read. */
import { X509Certificate } from 'node:crypto';
import { sourceName, type Sourced } from '../source.ts';
import { AwsMfaError } from '../errors.ts';
import { readTextFile } from '../system/files/read-file.ts';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/**
 * @param setting the path, and the setting that it came from; `~/` stands for the home folder
 * @returns the certificates in the file, without what stands between them
 * @throws AwsMfaError `configuration`, naming path and setting
 */
export function readCaBundle(setting: Sourced<string>, home: string): string {
  const from = sourceName(setting.source);
  const path = setting.value.replace(/^~(?=[/\\])/, () => home);
  const certificates = certificatesIn(readNamed(path, from));
  if (certificates.length === 0) throw unusable(path, from, 'holds no certificate in PEM form');
  certificates.forEach((certificate, index) => {
    if (!isReadable(certificate)) {
      throw unusable(path, from, `cannot be used: its certificate number ${index + 1} is damaged`);
    }
  });
  return certificates.join('\n');
}

/** From each BEGIN to the next END. No regular expression: it would look for the END of each BEGIN anew. */
function certificatesIn(text: string): string[] {
  const certificates: string[] = [];
  for (let at = 0; ;) {
    const begin = text.indexOf(BEGIN, at);
    const end = begin === -1 ? -1 : text.indexOf(END, begin);
    if (end === -1) return certificates;
    at = end + END.length;
    certificates.push(text.slice(begin, at));
  }
}

function readNamed(path: string, from: string): string {
  let text: string | undefined;
  try {
    text = readTextFile(path);
  } catch (error) {
    const why = error instanceof Error ? ` ${error.message}` : '';
    throw unusable(path, from, `cannot be read.${why}`.replace(/\.$/, ''), error);
  }
  if (text === undefined) throw unusable(path, from, 'is not there');
  if (text.trim() === '') throw unusable(path, from, 'is empty');
  return text;
}

function isReadable(certificate: string): boolean {
  try {
    new X509Certificate(certificate);
    return true;
  } catch {
    return false;
  }
}

function unusable(path: string, from: string, what: string, cause?: unknown): AwsMfaError {
  return new AwsMfaError(
    'invalid_certificates',
    `The file of certificates ${path} (${from}) ${what}.`,
    `Name a file of certificates in PEM form (-----BEGIN CERTIFICATE-----) in ${from}, or take ${from} out.`,
    cause,
  );
}
