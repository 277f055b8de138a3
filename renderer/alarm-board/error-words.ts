import { durationWords } from '../i18n/duration-words.ts'
import type { Words } from '../i18n/use-words.ts'
import type { CallErrorCode } from '../station-client.ts'

/**
 * What went wrong and what to do, from the code; `ownerName` is who was faster, where somebody was, `figure` the
 * number of tries or seconds that belongs to the code.
 */
export function errorWords(
  code: CallErrorCode,
  ownerName: string | null,
  t: Words,
  figure: number | null = null,
): string {
  return t(`error.${code}`, {
    owner: ownerName ?? t('error.somebody'),
    count: figure ?? 1,
    left: durationWords((figure ?? 0) * 1000, t),
  })
}
