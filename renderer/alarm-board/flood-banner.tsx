import { memo } from 'react'
import type { CalmProof } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'

/** More alarms than one person can follow: what most of them are about. It hides none. */
export const FloodBanner = memo(function FloodBanner({ flood }: { readonly flood: CalmProof['flood'] }) {
  const { t } = useWords()
  return (
    <div role="status">
      {flood !== undefined && (
        <p className="flood-banner">
          {t('flood.banner', { count: flood.newAlarms, cause: t(`cause.${flood.cause}`) })}
        </p>
      )}
    </div>
  )
})
