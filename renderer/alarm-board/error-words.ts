import type { Words } from '../i18n/use-words.ts'
import type { CallErrorCode } from '../station-client.ts'

/** What went wrong and what to do, from the code; `ownerName` is who was faster, where somebody was. */
export function errorWords(code: CallErrorCode, ownerName: string | null, t: Words): string {
  return t(`error.${code}`, { owner: ownerName ?? t('error.somebody') })
}
