/** An encryption key as it is pasted or typed: with spaces, colons or dashes between its digits. Pure. */

export function keyDigits(written: string): string {
  return written.replace(/[\s:-]/g, '').toLowerCase()
}

/** `empty` counts where a device may be without; `short` is no mistake while somebody types. */
export function keyState(written: string, digits: number): 'empty' | 'short' | 'whole' | 'wrong' {
  const key = keyDigits(written)
  if (key === '') return 'empty'
  if (!/^[0-9a-f]*$/.test(key) || key.length > digits) return 'wrong'
  return key.length === digits ? 'whole' : 'short'
}
