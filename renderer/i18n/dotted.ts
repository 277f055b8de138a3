/** The parts that are there, a dot between them: `Leilighet 204 · 2. etg. · bad`. */
export function dotted(parts: readonly (string | null | undefined)[]): string {
  // The space before a dot does not break: no line begins with one.
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join('\u00A0· ')
}
