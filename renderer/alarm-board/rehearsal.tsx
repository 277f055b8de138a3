import { useEffect, useState } from 'react'
import { AlarmCard } from './alarm-card.tsx'
import { AlarmDetail } from './alarm-detail.tsx'
import { useNow } from '../ui/now.tsx'
import { madeUpCard, madeUpChain } from './rehearsal-alarm.ts'

/** Drawings after which the browser has compiled what they need; more made the first fall no faster. */
const DRAWINGS = 12
/** Code that has not run for long is thrown away again by the browser. */
const AGAIN_MS = 10 * 60_000

/**
 * Draws a made-up fall a few times, unseen and unheard by a screen reader, once the calm board stands and the
 * browser is idle: the first real one, maybe days later, would else wait for code that has never run (45 ms of
 * 80, measured by `npm run bench -- window`). It goes as soon as it is done, or when something real comes.
 */
export function Rehearsal({ isCalm }: { readonly isCalm: boolean }) {
  const [drawing, setDrawing] = useState(0)
  useEffect(() => {
    if (!isCalm) return undefined
    if (drawing === 0) {
      // Not where there is no such thing (a test's document): nothing is drawn twice there.
      if (typeof requestIdleCallback === 'undefined') return undefined
      const idle = requestIdleCallback(() => {
        setDrawing(1)
      })
      return () => {
        cancelIdleCallback(idle)
      }
    }
    if (drawing > DRAWINGS) {
      const again = setTimeout(() => {
        setDrawing(0)
      }, AGAIN_MS)
      return () => {
        clearTimeout(again)
      }
    }
    const frame = requestAnimationFrame(() => {
      setDrawing(drawing + 1)
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [drawing, isCalm])
  const now = useNow()
  if (!isCalm || drawing === 0 || drawing > DRAWINGS) return null
  const card = madeUpCard(drawing, now)
  return (
    <div className="rehearsal" inert aria-hidden="true">
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
    </div>
  )
}

const nothing = () => undefined
