/** An error as an AWS service answers it. */
export class AwsError extends Error {
  readonly status: number;

  /** `code` is the service's, such as `ValidationException`. */
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.status = status;
  }
}
