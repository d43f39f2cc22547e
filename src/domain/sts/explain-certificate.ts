/** Why the certificate of a server was not accepted, and what can be done: it is never accepted all the same. */
import type { Sourced } from '../sourced.ts';

/** The codes of OpenSSL's verification and of the TLS layer, as Node names them. */
export function isCertificateTrouble(reason: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|^EPROTO$/.test(reason);
}

/**
 * @param server whose certificate it is: `STS in us-east-1`
 * @param caBundle the file that says whom to believe, where one is set
 */
export function explainCertificate(
  reason: string,
  server: string,
  caBundle: Sourced<string> | undefined,
): [what: string, remedy: string] {
  const certificate = `The certificate of ${server}`;
  switch (reason) {
    case 'CERT_HAS_EXPIRED':
      return [
        `${certificate} has expired (${reason}).`,
        'Check the clock of this machine; if it is right, whoever runs that server has to renew the certificate.',
      ];
    case 'CERT_NOT_YET_VALID':
      return [`${certificate} is not good yet (${reason}).`, 'Check the clock of this machine.'];
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return [
        `${certificate} is that of another host (${reason}).`,
        'Check the endpoint. Does the network want a login in the browser first (a hotel, a train)? Then do that.',
      ];
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return [
        `${certificate} is signed by itself, and not by an authority (${reason}).`,
        remedyFor(caBundle, 'If it is your own server, name its certificate'),
      ];
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return [
        `${certificate} is signed by an authority that ${knower(caBundle)} does not know (${reason}).`,
        remedyFor(caBundle, 'Behind an office proxy, name the certificate of the office'),
      ];
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return [
        `${certificate} is signed by an authority that ${knower(caBundle)} does not know, or the server leaves out the certificates that lead to it (${reason}).`,
        remedyFor(caBundle, 'Behind an office proxy, name the certificate of the office'),
      ];
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return [
        `${server[0]?.toUpperCase() ?? ''}${server.slice(1)} does not speak TLS as it should (${reason}).`,
        'Check the address and the port; something on the way may answer in its place.',
      ];
    default:
      return [
        `${certificate} was not accepted (${reason}).`,
        remedyFor(caBundle, 'Behind an office proxy, name the certificate of the office'),
      ];
  }
}

function knower(caBundle: Sourced<string> | undefined): string {
  return caBundle ? caBundle.from : 'this machine';
}

function remedyFor(caBundle: Sourced<string> | undefined, why: string): string {
  return caBundle
    ? `Only the authorities in ${caBundle.value} (${caBundle.from}) are believed: add that one's certificate to the file, or name another file.`
    : `${why}: \`export AWS_CA_BUNDLE=/path/to/office.pem\``;
}
