/** Environment variables that the deployment sets. */

/** @throws Error naming the variable that the deployment forgot. */
export function environment(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`expected the environment variable ${name}`);
}
