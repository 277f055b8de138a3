/** Ends an exhaustive switch: a forgotten case is a compile error, an impossible value a loud one. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
