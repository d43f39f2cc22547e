/**
 * The certificates of a loopback server: a valid one, signed by the authority in `caFile`, and one of each bad kind. They
 * are fixtures, made once by tls/make.sh, so that no machine needs `openssl` or another package.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type CertificateName = 'valid' | 'expired' | 'wrong-host' | 'self-signed' | 'missing-intermediate';

/** The file for `AWS_CA_BUNDLE` or `NODE_EXTRA_CA_CERTS` of a child process. */
export const caFile = fixture('ca.pem');

/** The same authority as PEM text, for a client in this process. */
export const ca = readFileSync(caFile, 'utf8');

/** The options of `https.createServer`, in PEM. */
export function certificate(name: CertificateName): { key: string; cert: string } {
  return {
    key: readFileSync(fixture('server.key'), 'utf8'),
    cert: readFileSync(fixture(`${name}.pem`), 'utf8'),
  };
}

function fixture(file: string): string {
  return fileURLToPath(new URL(`./tls/${file}`, import.meta.url));
}
