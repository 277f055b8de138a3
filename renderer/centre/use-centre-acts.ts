import { useMemo } from 'react'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { FocusStore } from '../alarm-board/focus-store.ts'
import { useListActs } from '../alarm-board/use-list-acts.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { useSteady } from '../ui/use-steady.ts'
import type { CentreBoard } from './centre-board.ts'
import type { CentreCommand, CentreRoom } from './centre-keys.ts'
import { centreSteps, nextCentreStep, type CentreStep } from './centre-steps.ts'
import type { CentreSteps } from './use-centre-steps.ts'

interface ActsContext {
  readonly board: CentreBoard
  readonly focusStore: FocusStore
  readonly steps: CentreSteps
  readonly operator: CentreSession['operator']
  readonly setRoom: (room: CentreRoom) => void
  readonly onMute: () => void
  readonly show: (words: SpokenWords) => void
}

/** What keys, cards and the buttons of steps do on the operator page. */
export function useCentreActs({ board, focusStore, steps, operator, setRoom, onMute, show }: ActsContext) {
  const { move, turn, meant, ...list } = useListActs(focusStore, show)
  const { called } = steps
  const isLead = operator.role !== 'operator'
  const me = useMemo(() => ({ id: operator.id, isLead, called }), [operator.id, isLead, called])

  const take = (step: CentreStep | 'next', isRepeat: boolean) => {
    const id = meant(isRepeat)
    const card = id === null ? undefined : board.alarms.get(id)
    if (card === undefined) return
    const phone = board.stations.get(card.view.station)?.phone ?? null
    const wanted = step === 'next' ? nextCentreStep(card, phone, me) : step
    const { takenBy } = card.view
    if (wanted !== null && centreSteps(card, phone, me).includes(wanted)) steps.wish(wanted, card)
    else if (takenBy !== null && takenBy.id !== me.id) {
      show((t) => t('centre.toast.others', { name: takenBy.name }))
    } else if (wanted === 'call') show((t) => t('centre.detail.noPhone'))
    else if (wanted === null) show((t) => t('centre.toast.shiftHasIt'))
    else show((t) => t('centre.toast.takeFirst'))
  }

  const onCommand = (command: CentreCommand, isRepeat: boolean) => {
    switch (command.kind) {
      case 'move':
        move(command.by)
        return
      case 'page':
        turn(command.by)
        return
      case 'next-step':
        take('next', isRepeat)
        return
      case 'step':
        take(command.step, isRepeat)
        return
      case 'room':
        setRoom(command.room)
        return
      case 'mute':
        if (!isRepeat) onMute()
        return
      case 'keys':
        steps.setOpen({ kind: 'keys' })
        return
      default:
        assertNever(command)
    }
  }

  return {
    operator: me,
    ...list,
    onCommand,
    onStep: useSteady((step: CentreStep) => {
      take(step, false)
    }),
  }
}
