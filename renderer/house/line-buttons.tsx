import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

interface LineButtonsProps {
  /** Its place in the list, from 1. */
  readonly place: number
  readonly isLast: boolean
  readonly removeWords: string
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

/** Moves one line of an ordered list up or down, or takes it out. */
export function LineButtons({ place, isLast, removeWords, onMove, onRemove }: LineButtonsProps) {
  const { t } = useWords()
  return (
    <div className="panel-buttons">
      <Button
        className="button"
        aria-label={t('house.up', { place })}
        isDisabled={place === 1}
        onPress={() => {
          onMove(-1)
        }}
      >
        <ArrowUp className="icon" aria-hidden="true" /> {t('order.up')}
      </Button>
      <Button
        className="button"
        aria-label={t('house.down', { place })}
        isDisabled={isLast}
        onPress={() => {
          onMove(1)
        }}
      >
        <ArrowDown className="icon" aria-hidden="true" /> {t('order.down')}
      </Button>
      <Button className="button" aria-label={removeWords} onPress={onRemove}>
        <Trash2 className="icon" aria-hidden="true" /> {t('order.remove')}
      </Button>
    </div>
  )
}
