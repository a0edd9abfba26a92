/** A refusal as S3 gives it. */
export class S3Error extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = 'S3Error';
    this.code = code;
    this.status = status;
  }

  /** The document on the wire. */
  get xml(): string {
    const text = this.message.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${this.code}</Code><Message>${text}</Message></Error>`;
  }
}
