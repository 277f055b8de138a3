import type { ReactNode } from 'react'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { ResolveWindow } from '../alarm-board/resolve-dialog.tsx'
import type { BoardSound } from '../alarm-board/use-sound.ts'
import { DOT, dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { SoundWindow } from '../sound/sound-window.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import type { SpokenWords } from '../ui/toasts.tsx'
import { WordsWindow } from '../ui/words-window.tsx'
import { AssignWindow } from './assign-window.tsx'
import { CallWindow } from './call-window.tsx'
import type { CentreBoard } from './centre-board.ts'
import type { CentreCard } from './centre-card.ts'
import type { CentreClient } from './centre-client.ts'
import { CentreKeysWindow } from './centre-keys-window.tsx'
import { alarmWords, placeWords, stationWords } from './centre-words.ts'
import { OwnPinWindow, UnlockWindow } from './pin-windows.tsx'
import type { CentreSteps } from './use-centre-steps.ts'

interface WindowsProps {
  readonly client: CentreClient
  readonly session: CentreSession
  readonly steps: CentreSteps
  readonly board: CentreBoard
  readonly sound: BoardSound
  readonly show: (words: SpokenWords) => void
}

/** The one window that is open over the page, if any: the list of its kinds. */
export function CentreWindows({ client, session, steps, board, sound, show }: WindowsProps) {
  const { t } = useWords()
  const { open } = steps
  const close = () => {
    steps.setOpen(null)
  }
  if (open === null) return null
  const line = 'card' in open ? <CardLine card={open.card} board={board} /> : null
  switch (open.kind) {
    case 'resolve':
      return (
        <ResolveWindow
          line={line}
          isCritical={open.card.view.priority === 'critical'}
          onClose={close}
          onResolve={(outcome) => {
            steps.resolve(open.card, outcome)
          }}
        />
      )
    case 'note':
      return (
        <WordsWindow
          title={t('note.title')}
          line={line}
          label={t('centre.note.words')}
          save={t('note.save')}
          onClose={close}
          onSave={(words) => {
            steps.note(open.card, words)
          }}
        />
      )
    case 'request':
      return (
        <WordsWindow
          title={t('centre.step.request')}
          line={line}
          label={t('centre.request.words')}
          save={t('centre.request.send')}
          onClose={close}
          onSave={(words) => {
            steps.request(open.card, words)
          }}
        />
      )
    case 'assign':
      return (
        <AssignWindow
          client={client}
          card={open.card}
          line={line}
          onAssign={(to) => {
            steps.assign(open.card, to)
          }}
          onClose={close}
        />
      )
    case 'call':
      return (
        <CallWindow
          line={line}
          phone={board.stations.get(open.card.view.station)?.phone ?? null}
          onCalled={(words) => {
            steps.sayCalled(open.card, words)
          }}
          onClose={close}
        />
      )
    case 'keys':
      return <CentreKeysWindow onClose={close} />
    case 'sound':
      return (
        <SoundWindow
          output={sound.output}
          view={sound.view}
          settings={sound.settings}
          onChange={sound.change}
          onTest={sound.test}
          onChecked={sound.checked}
          onClose={close}
        />
      )
    case 'pin':
      return (
        <OwnPinWindow
          client={client}
          onChanged={() => {
            close()
            show((words) => words('centre.toast.pinChanged'))
          }}
          onClose={close}
        />
      )
    case 'unlock':
      return <UnlockWindow name={session.operator.name} onPin={steps.unlock} onClose={close} />
    default:
      return assertNever(open)
  }
}

interface LineProps {
  readonly card: CentreCard
  readonly board: CentreBoard
}

/** Which alarm a question is about, so that nobody answers for another one. */
function CardLine({ card: { view }, board }: LineProps): ReactNode {
  const { t } = useWords()
  return (
    <p className="alarm-line">
      <PriorityShape priority={view.priority} />
      <span>
        <strong>{stationWords(view.station, board.stations)}</strong>
        {DOT + dotted([placeWords(view, t), alarmWords(view, t)])}
      </span>
    </p>
  )
}
