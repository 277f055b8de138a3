import type { PersonTile } from '../../shared/api/board.ts'
import type { ShellRuntime } from '../../shared/api/shell.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { DiagnosticsView } from '../diagnostics/diagnostics-view.tsx'
import type { StationClient } from '../station-client.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { NameTiles } from './name-tiles.tsx'
import { ResolveDialog } from './resolve-dialog.tsx'
import { HandOverDialog, NoteDialog } from './step-windows.tsx'
import type { useSteps } from './use-steps.ts'

interface BoardWindowsProps {
  readonly steps: ReturnType<typeof useSteps>
  readonly people: readonly PersonTile[]
  readonly client: StationClient
  readonly runtime: ShellRuntime | null
}

/** The one window that is open over the board, if any: the list of its kinds. */
export function BoardWindows({ steps, people, client, runtime }: BoardWindowsProps) {
  const { open } = steps
  const close = () => {
    steps.setOpen(null)
  }
  if (open === null) return null
  switch (open.kind) {
    case 'resolve':
      return <ResolveDialog card={open.card} onClose={close} onResolve={steps.resolve} />
    case 'note':
      return <NoteDialog card={open.card} onClose={close} onSave={steps.note} />
    case 'hand-over':
      return <HandOverDialog card={open.card} people={people} onClose={close} onHandOver={steps.handOver} />
    case 'who':
      return (
        <NameTiles
          people={people}
          pending={open.pending?.step ?? null}
          onChoose={steps.choosePerson}
          onClose={close}
        />
      )
    case 'keys':
      return <KeysDialog onClose={close} />
    case 'diagnostics':
      return <DiagnosticsView client={client} runtime={runtime} onClose={close} />
    default:
      return assertNever(open)
  }
}
