/** Numbers as people read them: 5 000 in Bokmål, with a space that does not break, and 5,000 in English. Pure. */

const LOCALES = { nb: 'nb-NO', en: 'en-GB' } as const

const formatters = new Map<string, Intl.NumberFormat>()

/** `decimals`: exactly so many; without it as many as there are, three at most. Making a formatter is slow. */
export function numberWords(value: number, language: keyof typeof LOCALES, decimals?: number): string {
  const key = `${language} ${String(decimals)}`
  const known = formatters.get(key)
  if (known !== undefined) return known.format(value)
  const exactly =
    decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const made = new Intl.NumberFormat(LOCALES[language], exactly)
  formatters.set(key, made)
  return made.format(value)
}
