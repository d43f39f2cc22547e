/**
 * The certificates a loopback server can show: one that a client told about `caFile` accepts, and one for each way
 * in which certificates go wrong. They are fixtures, made once by tls/make.sh: making them at start would need
 * a further package or the `openssl` command on every machine.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type CertificateName = 'valid' | 'expired' | 'wrong-host' | 'self-signed' | 'missing-intermediate';

/** The file to hand to a child as `AWS_CA_BUNDLE` or `NODE_EXTRA_CA_CERTS`. */
export const caFile = fixture('ca.pem');

/** The same authority as PEM text, for a client in this process. */
export const ca = readFileSync(caFile, 'utf8');

/** What `https.createServer` wants, in PEM. */
export function certificate(name: CertificateName): { key: string; cert: string } {
  return {
    key: readFileSync(fixture('server.key'), 'utf8'),
    cert: readFileSync(fixture(`${name}.pem`), 'utf8'),
  };
}

function fixture(file: string): string {
  return fileURLToPath(new URL(`./tls/${file}`, import.meta.url));
}
