import { useEffect } from 'react'
import { Button } from 'react-aria-components'
import { FALSE_ALARM_CAUSES, type FalseAlarmCause } from '../../shared/domain/alarm.ts'
import { useWords } from '../i18n/use-words.ts'
import { useReadable } from '../ui/use-readable.ts'
import { LeaveRow } from '../ui/window-rows.tsx'

interface FalseCausesProps {
  readonly onChoose: (cause: FalseAlarmCause) => void
  readonly onBack: () => void
}

/** What set off the false alarm: one press, or one digit, answers and closes. */
export function FalseCauses({ onChoose, onBack }: FalseCausesProps) {
  const { t } = useWords()
  const isReadable = useReadable(true)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return
      const cause = FALSE_ALARM_CAUSES.find((_, index) => event.key === digitOf(index))
      if (cause === undefined) return
      event.preventDefault()
      onChoose(cause)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [onChoose])
  return (
    <>
      <p id="false-causes">{t('resolve.falseQuestion')}</p>
      <div className="choices" role="group" aria-labelledby="false-causes">
        {FALSE_ALARM_CAUSES.map((cause, index) => (
          <Button
            key={cause}
            className="button choice-press"
            aria-keyshortcuts={digitOf(index)}
            autoFocus={index === 0}
            onPress={() => {
              if (isReadable()) onChoose(cause)
            }}
          >
            <kbd aria-hidden="true">{digitOf(index)}</kbd> {t(`falseCause.${cause}`)}
          </Button>
        ))}
      </div>
      <LeaveRow words={t('resolve.cancel')} onClose={onBack} />
    </>
  )
}

function digitOf(index: number): string {
  return String(index + 1)
}
