import type { NightButton } from '../night/night-buttons.tsx'
import type { Room } from '../people/who-is-here.ts'
import { useSteady } from '../ui/use-steady.ts'
import type { MenuWindow } from './board-menu.tsx'
import type { useSteps } from './use-steps.ts'

interface HeadContext {
  readonly steps: ReturnType<typeof useSteps>
  readonly personId: string | null
  readonly goTo: (room: Exclude<Room, 'board'>) => void
}

/** What the buttons and the menu in the head of the board open. */
export function useHeadButtons({ steps, personId, goTo }: HeadContext) {
  return {
    onWho: useSteady(() => {
      steps.setOpen({ kind: 'who', pending: null })
    }),
    onNight: useSteady((kind: NightButton) => {
      steps.setOpen({ kind: 'night', window: { kind } })
    }),
    onWindow: useSteady((kind: MenuWindow) => {
      steps.setOpen({ kind })
    }),
    onTechnician: useSteady(() => {
      goTo('technician')
    }),
    onPeople: useSteady(() => {
      goTo('people')
    }),
    onResidents: useSteady(() => {
      goTo('residents')
    }),
    onHouse: useSteady(() => {
      goTo('house')
    }),
    onShift: useSteady(() => {
      steps.setOpen(personId === null ? { kind: 'who', pending: null } : { kind: 'shift' })
    }),
  }
}
