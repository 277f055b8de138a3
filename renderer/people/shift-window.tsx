import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { Shift, Shifts } from '../../shared/api/people.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { SoundTest, type SoundCheck } from '../sound/sound-test.tsx'
import { Window } from '../ui/window.tsx'
import { LastShift, LeftAlarms } from './left-by-last-shift.tsx'
import { useSignIn } from './use-session.ts'

interface ShiftWindowProps {
  readonly personId: string
  /** Whether what is about residents is theirs to read: a technician leaves technical alarms, and no report. */
  readonly mayRead: boolean
  readonly alarms: ReadonlyMap<string, AlarmCard>
  /** Plays what a critical alarm sounds like. */
  readonly onTestSound: () => void
  /** Somebody listened; heard or not. */
  readonly onChecked: (wasHeard: boolean) => void
  readonly onSoundSettings: () => void
  readonly onDone: (what: 'started' | 'ended') => void
  /** Of this shift, or of one before it. */
  readonly onReport: (shiftId: string | null) => void
  readonly onClose: () => void
}

/** The begin or the end of a shift: who is on, the sound, what was left open. */
export function ShiftWindow({
  personId,
  mayRead,
  alarms,
  onTestSound,
  onChecked,
  onSoundSettings,
  onDone,
  onReport,
  onClose,
}: ShiftWindowProps) {
  const { t, language } = useWords()
  const { client } = useSignIn()
  const [shifts, setShifts] = useState<Shifts | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const [soundCheck, setSoundCheck] = useState<SoundCheck>('not-done')
  const fail = (error: unknown) => {
    setProblem(error instanceof StationCallError ? error.code : 'internal')
  }
  useEffect(() => {
    let isCurrent = true
    client.shifts().then(
      (found) => {
        if (isCurrent) setShifts(found)
      },
      (error: unknown) => {
        if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client])
  const mine = shifts?.onDuty.find((shift) => shift.personId === personId)
  const start = () => {
    client.take({ act: 'start-shift', input: { by: personId, soundCheck } }).then(() => {
      onDone('started')
    }, fail)
  }
  const end = () => {
    client.take({ act: 'end-shift', input: { by: personId } }).then(() => {
      onDone('ended')
    }, fail)
  }
  return (
    <Window title={t(mine === undefined ? 'shift.startTitle' : 'shift.endTitle')} onClose={onClose}>
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
      {shifts !== null && (
        <>
          {mine !== undefined && <p>{t('shift.since', { at: formatMoment(mine.startedAt, language) })}</p>}
          <h3>{t('shift.onDuty')}</h3>
          <OnDuty shifts={shifts.onDuty} none={t('shift.nobody')} />
          {mine === undefined && mayRead && <LastShift before={shifts.before} onReport={onReport} />}
          <LeftAlarms
            alarms={alarms}
            isStart={mine === undefined}
            personId={personId}
            onlyTechnical={!mayRead}
          />
          {mine === undefined && (
            <SoundTest
              answer={soundCheck}
              onAnswer={(answer) => {
                setSoundCheck(answer)
                onChecked(answer === 'heard')
              }}
              sounds={[{ words: t('shift.play'), play: onTestSound }]}
              onSettings={onSoundSettings}
            />
          )}
        </>
      )}
      <div className="window-buttons">
        {shifts !== null && mine === undefined && (
          <Button className="button step step-next" autoFocus onPress={start}>
            {t('shift.start')}
          </Button>
        )}
        {mine !== undefined && (
          <>
            {mayRead && (
              <Button
                className="button step"
                onPress={() => {
                  onReport(null)
                }}
              >
                {t('night.shiftReport.title')}
              </Button>
            )}
            <Button className="button step" onPress={end}>
              {t('shift.end')}
            </Button>
          </>
        )}
        <Button className="button step" autoFocus={mine !== undefined} onPress={onClose}>
          {t('resolve.cancel')}
        </Button>
      </div>
    </Window>
  )
}

function OnDuty({ shifts, none }: { readonly shifts: readonly Shift[]; readonly none: string }) {
  const { t, language } = useWords()
  if (shifts.length === 0) return <p>{none}</p>
  return (
    <ul className="plain-list">
      {shifts.map(({ shiftId, name, startedAt }) => (
        <li key={shiftId}>
          <strong>{name ?? t('card.centreOperator')}</strong>{' '}
          <span className="muted">{t('shift.from', { at: formatMoment(startedAt, language) })}</span>
        </li>
      ))}
    </ul>
  )
}
