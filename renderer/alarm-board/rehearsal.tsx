import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { AlarmCard } from './alarm-card.tsx'
import { AlarmDetail } from './alarm-detail.tsx'
import type { BoardState } from './board-store.ts'
import { useNow } from '../ui/now.tsx'
import { madeUpCard, madeUpChain } from './rehearsal-alarm.ts'

/** Drawings after which the browser has compiled what they need; more made the first fall no faster. */
const DRAWINGS = 12
/** Code that has not run for long is thrown away again by the browser. */
const AGAIN_MS = 10 * 60_000

interface RehearsalProps {
  /** What is open; null while nothing may be rehearsed. */
  readonly alarms: BoardState['alarms'] | null
}

/** `alarms`: those that were open when it began; with the next change it is over. */
interface Round extends RehearsalProps {
  readonly drawing: number
}

/**
 * Draws a made-up fall a few times, unseen and unheard by a screen reader, once the board stands and the browser is
 * idle: the first real one, maybe days later, would else wait for code that has never run (45 ms of 80 on a calm board,
 * measured by `npm run bench -- window`). It goes as soon as it is done, or when something real comes.
 */
export function Rehearsal({ alarms }: RehearsalProps) {
  const [round, setRound] = useState<Round>({ drawing: 0, alarms: null })
  const { drawing } = round
  const isOver = drawing > DRAWINGS || (drawing > 0 && round.alarms !== alarms)
  useEffect(() => {
    if (alarms === null) return undefined
    if (isOver) {
      const again = setTimeout(() => {
        setRound({ drawing: 0, alarms: null })
      }, AGAIN_MS)
      return () => {
        clearTimeout(again)
      }
    }
    const draw = () => {
      setRound({ drawing: drawing + 1, alarms })
    }
    if (drawing === 0) {
      // Not where there is no such thing (a test's document): nothing is drawn twice there.
      if (typeof requestIdleCallback === 'undefined') return undefined
      const idle = requestIdleCallback(draw)
      return () => {
        cancelIdleCallback(idle)
      }
    }
    const frame = requestAnimationFrame(draw)
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [drawing, isOver, alarms])
  if (alarms === null || drawing === 0 || isOver) return null
  return alarms.size === 0 ? (
    <div className="rehearsal" inert aria-hidden="true">
      <MadeUpAlarm drawing={drawing} />
    </div>
  ) : (
    <OffStage drawing={drawing} />
  )
}

/** Beside real alarms, which are laid out and painted already, it stands in no page: nobody can take it for one of them. */
function OffStage(props: MadeUpProps) {
  const [stage] = useState(() => document.createElement('div'))
  return createPortal(<MadeUpAlarm {...props} />, stage)
}

interface MadeUpProps {
  readonly drawing: number
}

function MadeUpAlarm({ drawing }: MadeUpProps) {
  const card = madeUpCard(drawing, useNow())
  return (
    <>
      <div className="cards">
        <AlarmCard card={card} isFocused={false} takesKeyboard={false} onChoose={nothing} />
      </div>
      <AlarmDetail
        responder={null}
        card={card}
        // A new alarm and one that rings again are drawn in turns: both ways are gone through.
        chain={drawing % 3 === 0 ? { kind: 'loading' } : { kind: 'shown', chain: madeUpChain(card) }}
        personId={null}
        onStep={nothing}
        onBack={nothing}
      />
    </>
  )
}

const nothing = () => undefined
