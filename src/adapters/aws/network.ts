/** The way from this machine to AWS. */
export interface Network {
  proxy?: {
    /** Without user and password. */
    url: string;
    /** What the header `Proxy-Authorization` says, where the proxy wants a user. */
    authorization: string | undefined;
  };
  /** Certificates in PEM that are believed in the place of Node's own list. */
  ca?: string;
}

/** The ways to say who one is that a proxy offers, in lower case. @param header `Proxy-Authenticate`, as it came */
export function schemesOf(header: string | string[] = []): string[] {
  const offers = [header].flat().flatMap((text) => text.split(','));
  return offers
    .map((offer) => /^\s*([a-z]+)(?![a-z]*\s*=)/i.exec(offer)?.[1]?.toLowerCase() ?? '')
    .filter(Boolean);
}

/** What a proxy had to say where it, and not what lies behind it, is the trouble. */
export interface ProxyTrouble {
  /** Its answer to CONNECT; nothing where it gave none, or none that can be read. */
  status?: number;
  /** The ways to say who one is that it offers (HTTP 407), in lower case. */
  schemes: string[];
}
