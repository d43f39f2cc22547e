/** The stores, as `--store` names them: those of the operating system first. */
export const STORE_NAMES = ['keychain', 'dpapi', 'secret-service', 'pass', '1password'] as const;
export type StoreName = (typeof STORE_NAMES)[number];
