import { PhoneSchema } from '../../shared/api/residents.ts'

/** What somebody wrote as a number: null where nothing is written, undefined where nobody could call it. Pure. */
export function readPhone(text: string): string | null | undefined {
  if (text.trim() === '') return null
  const read = PhoneSchema.safeParse(text)
  return read.success ? read.data : undefined
}
