import { assertNever } from '../../shared/domain/assert-never.ts'
import { mayEnter, type Room, type WhoIsHere } from '../people/who-is-here.ts'
import { useSteady } from '../ui/use-steady.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { selectNextStep, type StepName } from './alarm-steps.ts'
import type { BoardState } from './board-store.ts'
import { personWords } from './card-words.ts'
import type { FocusStore } from './focus-store.ts'
import { selectBeside } from './incident-order.ts'
import type { KeyCommand } from './key-commands.ts'
import { useListActs } from './use-list-acts.ts'
import type { useSteps } from './use-steps.ts'

interface ActsContext {
  readonly board: Pick<BoardState, 'alarms' | 'incidents'>
  readonly focusStore: FocusStore
  readonly steps: ReturnType<typeof useSteps>
  readonly who: WhoIsHere
  readonly enter: (room: Room, personId: string | null) => void
  readonly onMute: () => void
  /** Goes to what a colleague gave to whoever stands here, if anything. */
  readonly onGiven: () => void
  readonly show: (words: SpokenWords) => void
}

/** What keys, cards and the buttons of steps do on the board. */
export function useBoardActs({ board, focusStore, steps, who, enter, onMute, onGiven, show }: ActsContext) {
  const { move, turn, meant, ...list } = useListActs(focusStore, show)
  const { personId } = who

  const take = (step: StepName | 'next', isRepeat: boolean) => {
    const id = meant(isRepeat)
    const card = id === null ? undefined : board.alarms.get(id)
    if (card === undefined) return
    const beside = selectBeside(board.incidents, card)
    const wanted = step === 'next' ? selectNextStep(card, personId, beside) : step
    if (wanted !== null) steps.wish(wanted, card)
    else if (card.owner !== null) {
      const { owner } = card
      show((t) => t('toast.ownedByOther', { name: personWords(owner, t) }))
    } else if (card.carer !== undefined) show((t) => t('error.own-call'))
  }

  const goTo = (wanted: Exclude<Room, 'board'>) => {
    if (mayEnter(wanted, who)) enter(wanted, personId)
    else steps.setOpen({ kind: 'enter', then: wanted })
  }

  const onCommand = (command: KeyCommand, isRepeat: boolean) => {
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
      case 'mute':
        if (!isRepeat) onMute()
        return
      case 'given':
        if (!isRepeat) onGiven()
        return
      case 'report':
      case 'help':
      case 'shelved':
      case 'search':
        steps.setOpen({ kind: 'night', window: { kind: command.kind } })
        return
      case 'undo':
        if (!isRepeat) steps.undo()
        return
      case 'keys':
      case 'diagnostics':
        steps.setOpen({ kind: command.kind })
        return
      case 'technician':
        goTo('technician')
        return
      case 'user':
        steps.setOpen({ kind: 'who', pending: null })
        return
      default:
        assertNever(command)
    }
  }

  return {
    ...list,
    goTo,
    onCommand,
    onStep: useSteady((step: StepName) => {
      take(step, false)
    }),
  }
}
