/** What an alarm is about, in words; where several things have one cause, which of them. */
import type { AlarmCard } from '../../shared/api/board.ts'
import type { Words } from '../i18n/use-words.ts'

/** Codes of care, which name what was found; any other says what is wrong with the equipment. */
const FINDINGS = ['nobody-back', 'went-out'] as const

export function findingOf(code: string | undefined): (typeof FINDINGS)[number] | undefined {
  return FINDINGS.find((one) => one === code)
}

export function causeWords({ cause, code }: Pick<AlarmCard, 'cause' | 'code'>, t: Words): string {
  if (cause === 'centre-lost' && code === 'not-set-up') return t('card.noCentre')
  const finding = findingOf(code)
  return finding === undefined ? t(`cause.${cause}`) : t(`careFinding.${finding}`)
}
