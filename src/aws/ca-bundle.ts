/** Reads a PEM file of certificates and checks each of them: Node ignores those that it cannot read. */
import { X509Certificate } from 'node:crypto';
import { expandHome } from '../shared-files/read-shared-files.ts';
import { AwsMfaError } from '../errors.ts';
import { type Sourced, sourceName } from '../source.ts';
import { readTextFile } from '../system/files/read-file.ts';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/**
 * @param setting the path; `~/` is the home folder
 * @returns the certificates in the file, without the text between them
 * @throws AwsMfaError `configuration`
 */
export function readCaBundle(setting: Sourced<string>, home: string | undefined): string {
  const from = sourceName(setting.source);
  const path = expandHome(setting.value, home);
  const unusable = (what: string, cause?: unknown) =>
    new AwsMfaError(
      'invalid_certificates',
      `The certificate file ${path} (${from}) ${what}.`,
      `Set ${from} to a PEM file (-----BEGIN CERTIFICATE-----), or remove it.`,
      cause,
    );
  let text: string | undefined;
  try {
    text = readTextFile(path);
  } catch (error) {
    const why = error instanceof Error ? ` ${error.message}` : '';
    throw unusable(`cannot be read:${why}`.replace(/\.$/, ''), error);
  }
  if (text === undefined) throw unusable('does not exist');
  if (text.trim() === '') throw unusable('is empty');
  const certificates = certificatesIn(text);
  if (certificates.length === 0) throw unusable('has no certificate in PEM format');
  const damaged = certificates.findIndex((certificate) => !isReadable(certificate));
  if (damaged !== -1) throw unusable(`cannot be used: certificate number ${damaged + 1} is damaged`);
  return certificates.join('\n');
}

/** From each BEGIN to the next END. A regular expression would search for the END of each BEGIN again. */
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

function isReadable(certificate: string): boolean {
  try {
    new X509Certificate(certificate);
    return true;
  } catch {
    return false;
  }
}
