import type { AlarmCard, PersonTile } from '../../shared/api/board.ts'
import type { ShellRuntime } from '../../shared/api/shell.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { DiagnosticsView } from '../diagnostics/diagnostics-view.tsx'
import type { ThisScreen } from '../night/help-window.tsx'
import { NightWindows } from '../night/night-windows.tsx'
import { ShiftWindow } from '../people/shift-window.tsx'
import { SignIn } from '../people/sign-in.tsx'
import { readsOfResidents, ROOM_ROLES, type Room } from '../people/who-is-here.ts'
import { SoundWindow } from '../sound/sound-window.tsx'
import type { StationClient } from '../station-client.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { ResolveDialog } from './resolve-dialog.tsx'
import { HandOverDialog, TellReceiverWindow } from './hand-over-window.tsx'
import { NoteDialog } from './step-windows.tsx'
import type { BoardSound } from './use-sound.ts'
import type { useSteps } from './use-steps.ts'

interface BoardWindowsProps {
  readonly steps: ReturnType<typeof useSteps>
  readonly people: readonly PersonTile[]
  readonly client: StationClient
  readonly runtime: ShellRuntime | null
  readonly personId: string | null
  readonly screen: ThisScreen
  readonly alarms: ReadonlyMap<string, AlarmCard>
  readonly onEnter: (room: Room, personId: string) => void
  readonly sound: BoardSound
  readonly onShift: (what: 'started' | 'ended') => void
  readonly onNight: (what: 'raised' | 'asked') => void
  /** Shows an alarm that is on the board. */
  readonly onShow: (alarmId: string) => void
  readonly stationName: string
  readonly saveAsPdf: ((name: string) => Promise<unknown>) | null
}

/** The one window that is open over the board, if any: the list of its kinds. */
export function BoardWindows(props: BoardWindowsProps) {
  const { steps, people, client, runtime, personId } = props
  const { open } = steps
  const mayRead = readsOfResidents(people.find(({ id }) => id === personId)?.role ?? null)
  const close = () => {
    steps.setOpen(null)
  }
  if (open === null) return null
  switch (open.kind) {
    case 'resolve':
      return <ResolveDialog card={open.card} beside={open.beside} onClose={close} onResolve={steps.resolve} />
    case 'note':
      return <NoteDialog card={open.card} onClose={close} onSave={steps.note} />
    case 'hand-over':
      if (personId === null) return null
      return (
        <HandOverDialog
          client={client.night}
          card={open.card}
          beside={open.beside}
          personId={personId}
          people={people}
          onClose={close}
          onHandOver={steps.handOver}
        />
      )
    case 'tell-receiver': {
      if (personId === null) return null
      const { card, receiver } = open
      return (
        <TellReceiverWindow
          mayAsk={mayRead}
          client={client.night}
          personId={personId}
          card={card}
          receiver={receiver}
          onCalled={(words) => {
            steps.called(card, words)
          }}
          onClose={close}
        />
      )
    }
    case 'who':
      return (
        <SignIn
          people={people}
          pending={open.pending?.step ?? null}
          onChoose={steps.choosePerson}
          onClose={close}
        />
      )
    case 'enter':
      return (
        <SignIn
          people={people.filter(({ role }) => ROOM_ROLES[open.then].includes(role))}
          pending={null}
          onChoose={(chosen) => {
            steps.choosePerson(chosen)
            props.onEnter(open.then, chosen)
          }}
          onClose={close}
        />
      )
    case 'shift':
      if (personId === null) return null
      return (
        <ShiftWindow
          personId={personId}
          mayRead={mayRead}
          alarms={props.alarms}
          onTestSound={props.sound.test}
          onChecked={props.sound.checked}
          onSoundSettings={() => {
            steps.setOpen({ kind: 'sound' })
          }}
          onReport={(shiftId) => {
            steps.setOpen({ kind: 'night', window: { kind: 'shift-report', shiftId } })
          }}
          onDone={(what) => {
            // What the shift leaves behind is read before whoever had it goes home, by those whose it is to read.
            const report = { kind: 'shift-report', shiftId: null } as const
            steps.setOpen(what === 'ended' && mayRead ? { kind: 'night', window: report } : null)
            props.onShift(what)
          }}
          onClose={close}
        />
      )
    case 'night':
      return (
        <NightWindows
          open={open.window}
          client={client}
          people={people}
          personId={personId}
          mayRead={mayRead}
          screen={props.screen}
          alarms={props.alarms}
          onPerson={steps.identify}
          onShelve={steps.shelve}
          onUnshelve={(card) => {
            steps.wish('unshelve', card)
          }}
          onReopen={steps.reopen}
          onCalled={steps.called}
          onShow={(alarmId) => {
            close()
            props.onShow(alarmId)
          }}
          onOpen={(window) => {
            steps.setOpen({ kind: 'night', window })
          }}
          stationName={props.stationName}
          saveAsPdf={props.saveAsPdf}
          onDone={(what) => {
            close()
            props.onNight(what)
          }}
          onClose={() => {
            // Whoever read what was left goes on with the begin of their own shift.
            if (open.window.kind === 'shift-report' && open.window.shiftId !== null) {
              steps.setOpen({ kind: 'shift' })
            } else close()
          }}
        />
      )
    case 'keys':
      return <KeysDialog onClose={close} />
    case 'sound':
      return (
        <SoundWindow
          output={props.sound.output}
          view={props.sound.view}
          settings={props.sound.settings}
          onChange={props.sound.change}
          onTest={props.sound.test}
          onChecked={props.sound.checked}
          onClose={close}
        />
      )
    case 'diagnostics':
      return <DiagnosticsView client={client} runtime={runtime} onClose={close} />
    default:
      return assertNever(open)
  }
}
