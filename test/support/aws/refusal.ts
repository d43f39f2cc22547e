/** A "no" of AWS, thrown where it is decided and made into an XML answer in one place. */

export class Refusal extends Error {
  override readonly name = 'Refusal';

  /**
   * @param code the error code, `AccessDenied`
   * @param message AWS' own words
   * @param status the HTTP status
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 403,
  ) {
    super(message);
  }
}
