import type { AlarmCard } from '../../shared/api/board.ts'
import { formatMoment } from '../i18n/format.ts'
import type { Language } from '../i18n/setup.ts'
import type { Words } from '../i18n/use-words.ts'

type Away = NonNullable<NonNullable<AlarmCard['resident']>['away']>

/** "Borte (sykehus) til 24.11.2026 14:00": the reason only where it may be told. */
export function awayWords(
  { until, reason }: Pick<Away, 'until' | 'reason'>,
  language: Language,
  t: Words,
): string {
  const at = formatMoment(until, language)
  if (reason === null) return t('residents.awayUntil', { until: at })
  return t('residents.awayWhyUntil', { until: at, why: t(`residents.awayReason.${reason}`) })
}
