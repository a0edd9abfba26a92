/** What asl-validator exports; the package has types in its sources only. */
declare module 'asl-validator' {
  interface Validation {
    readonly isValid: boolean;
    readonly errorsText: (separator?: string) => string;
  }
  export default function validate(definition: object): Validation;
}
