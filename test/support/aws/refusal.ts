/** A refusal of AWS. It is thrown anywhere and turned into XML in one place. */

export class Refusal extends Error {
  override readonly name = 'Refusal';

  /**
   * @param code the error code, `AccessDenied`
   * @param message AWS' own text
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
