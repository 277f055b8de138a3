import { Button } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { EndedShift } from '../../shared/api/people.ts'
import { AlarmLine } from '../alarm-board/alarm-line.tsx'
import { compareCards, isSetAside } from '../alarm-board/board-selectors.ts'
import { personWords } from '../alarm-board/card-words.ts'
import { formatClock, formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'

/** Alarms named in the window, of each kind; the board has the rest. */
const NAMED = 5

interface LastShiftProps {
  /** Newest first. */
  readonly before: readonly EndedShift[]
  readonly onReport: (shiftId: string) => void
}

/** Who went home, with what they wrote for the next shift; their whole report is one press away. */
export function LastShift({ before, onReport }: LastShiftProps) {
  const { t, language } = useWords()
  const [last] = before
  if (last === undefined) return null
  // Colleagues go home one after the other, and each may have written something.
  const together = before.filter(({ endedAt }) => endedAt !== null && endedAt > last.startedAt)
  return (
    <>
      {together.map(({ shiftId, name, endedAt, remarks }) => (
        <div key={shiftId}>
          <p className="muted">
            {t('shift.before', {
              who: name ?? t('card.centreOperator'),
              at: formatMoment(endedAt ?? last.startedAt, language),
            })}
          </p>
          {remarks !== null && remarks !== '' && <p className="report-words left-words">{remarks}</p>}
        </div>
      ))}
      <div className="window-buttons">
        <Button
          className="button"
          onPress={() => {
            onReport(last.shiftId)
          }}
        >
          {t('shift.lastReport')}
        </Button>
      </div>
    </>
  )
}

interface LeftAlarmsProps {
  readonly alarms: ReadonlyMap<string, AlarmCard>
  /** Whoever reads this takes over; otherwise they hand over. */
  readonly isStart: boolean
  readonly personId: string
  /** A technician's shift leaves nobody's fall. */
  readonly onlyTechnical: boolean
}

/** What is open, and what somebody has set aside until a time. */
export function LeftAlarms({ alarms, isStart, personId, onlyTechnical }: LeftAlarmsProps) {
  const { t, language } = useWords()
  const cards = [...alarms.values()]
    .filter(({ category }) => !onlyTechnical || category !== 'care')
    .sort(compareCards)
  const open = cards.filter((card) => !isSetAside(card))
  const shelved = cards.filter(isSetAside)
  const own = isStart ? 0 : [...alarms.values()].filter(({ owner }) => owner?.id === personId).length
  return (
    <>
      <h3>{t(isStart ? 'shift.left' : 'shift.leaves', { count: open.length })}</h3>
      {own > 0 && <p>{t('shift.yours', { count: own })}</p>}
      <div className="shift-alarms">
        {open.slice(0, NAMED).map((card) => (
          <AlarmLine key={card.alarmId} card={card} />
        ))}
        <More count={open.length - NAMED} />
      </div>
      {shelved.length > 0 && (
        <>
          <h3>{t('shift.shelved', { count: shelved.length })}</h3>
          <div className="shift-alarms">
            {shelved.slice(0, NAMED).map((card) => (
              <div key={card.alarmId}>
                <AlarmLine card={card} />
                {card.shelf !== undefined && (
                  <p className="muted">
                    {t('night.shelved.line', {
                      at: formatClock(card.shelf.until, language),
                      by: personWords(card.shelf.by, t),
                      why: t(`shelf.${card.shelf.why}`),
                    })}
                  </p>
                )}
              </div>
            ))}
            <More count={shelved.length - NAMED} />
          </div>
        </>
      )}
    </>
  )
}

function More({ count }: { readonly count: number }) {
  const { t } = useWords()
  return count > 0 ? <p>{t('shift.more', { count })}</p> : null
}
