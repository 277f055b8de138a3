/** Between two facts of one line. The space before it does not break: no line begins with a dot. */
export const DOT = '\u00A0· '

/** The parts that are there, a dot between them: `Leilighet 204 · 2. etg. · bad`. */
export function dotted(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(DOT)
}
