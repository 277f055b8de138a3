import { useEffect, useState } from 'react'
import type { AlarmCard, PersonTile } from '../../shared/api/board.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { compareCards, isSetAside } from '../alarm-board/board-selectors.ts'
import { SignIn } from '../people/sign-in.tsx'
import { readsOfResidents } from '../people/who-is-here.ts'
import { useWords } from '../i18n/use-words.ts'
import type { StationClient } from '../station-client.ts'
import { CallsWindow } from './calls-window.tsx'
import { HelpWindow, type ThisScreen } from './help-window.tsx'
import { PastAlarmWindow } from './past-alarm-window.tsx'
import { ReportWindow } from './report-window.tsx'
import { SearchWindow } from './search-window.tsx'
import { ShelvedWindow } from './shelved-window.tsx'
import { ShelveWindow, type Shelving } from './shelve-window.tsx'
import { ShiftReportWindow } from './shift-report-window.tsx'

/** A window of the night room. */
export type NightWindow =
  | { readonly kind: 'report' }
  | { readonly kind: 'help' }
  | { readonly kind: 'shelved' }
  | { readonly kind: 'search' }
  /** `shiftId` null: the shift of whoever asks, the running one or the last. */
  | { readonly kind: 'shift-report'; readonly shiftId: string | null }
  | { readonly kind: 'past' | 'calls'; readonly card: AlarmCard }
  | { readonly kind: 'shelve'; readonly card: AlarmCard }

interface NightWindowsProps {
  readonly open: NightWindow
  readonly client: StationClient
  readonly people: readonly PersonTile[]
  readonly personId: string | null
  /** Whether what is about residents is theirs to read. */
  readonly mayRead: boolean
  readonly screen: ThisScreen
  readonly alarms: ReadonlyMap<string, AlarmCard>
  /** Somebody said who they are; the window stays. */
  readonly onPerson: (personId: string) => void
  readonly onShelve: (shelving: Shelving) => void
  readonly onUnshelve: (card: AlarmCard) => void
  readonly onReopen: (card: AlarmCard) => void
  readonly onCalled: (card: AlarmCard, words: string) => void
  /** Shows an alarm that is on the board. */
  readonly onShow: (alarmId: string) => void
  readonly onOpen: (window: NightWindow) => void
  readonly stationName: string
  readonly saveAsPdf: ((name: string) => Promise<unknown>) | null
  /** It was done; the board says so. */
  readonly onDone: (what: 'raised' | 'asked') => void
  readonly onClose: () => void
}

/** What is over, and what was written of residents: a technician is asked for somebody whose it is to read. */
const FOR_WHO_READS: readonly NightWindow['kind'][] = ['search', 'past', 'shift-report', 'calls']

/** The windows of the night room; whoever acts in one says who they are first, but for help. */
export function NightWindows(props: NightWindowsProps) {
  const { open, client, people, personId, alarms, onClose } = props
  const { t } = useWords()
  if (open.kind === 'help') {
    return (
      <HelpWindow
        client={client.night}
        personId={personId}
        screen={props.screen}
        at={personId === null ? null : alarmInHand(alarms, personId)}
        onAsked={() => {
          props.onDone('asked')
        }}
        onClose={onClose}
      />
    )
  }
  if (personId === null) {
    return <SignIn people={people} pending={null} onChoose={props.onPerson} onClose={onClose} />
  }
  if (!props.mayRead && FOR_WHO_READS.includes(open.kind)) {
    const readers = people.filter(({ role }) => readsOfResidents(role))
    return (
      <SignIn
        people={readers}
        pending={null}
        why={t('who.forReaders')}
        onChoose={props.onPerson}
        onClose={onClose}
      />
    )
  }
  switch (open.kind) {
    case 'report':
      return (
        <ReportWindow
          client={client.night}
          personId={personId}
          onRaised={() => {
            props.onDone('raised')
          }}
          onClose={onClose}
        />
      )
    case 'shelve':
      return <AskedShelf client={client} card={open.card} onShelve={props.onShelve} onClose={onClose} />
    case 'search':
      return (
        <SearchWindow
          client={client.night}
          onAlarm={(card) => {
            if (alarms.has(card.alarmId) && !isSetAside(card)) props.onShow(card.alarmId)
            else props.onOpen({ kind: 'past', card })
          }}
          onClose={onClose}
        />
      )
    case 'past':
      return (
        <PastAlarmWindow
          client={client}
          card={open.card}
          onReopen={() => {
            props.onReopen(open.card)
          }}
          onBack={() => {
            props.onOpen({ kind: 'search' })
          }}
        />
      )
    case 'calls':
      return (
        <CallsWindow
          client={client.night}
          card={open.card}
          personId={personId}
          onCalled={(words) => {
            props.onCalled(open.card, words)
          }}
          onClose={onClose}
        />
      )
    case 'shift-report':
      return (
        <ShiftReportWindow
          client={client.night}
          personId={personId}
          shiftId={open.shiftId}
          stationName={props.stationName}
          saveAsPdf={props.saveAsPdf}
          onClose={onClose}
        />
      )
    case 'shelved':
      return (
        <ShelvedWindow
          cards={[...alarms.values()].filter(isSetAside).sort(compareCards)}
          onUnshelve={props.onUnshelve}
          onClose={onClose}
        />
      )
    default:
      return assertNever(open)
  }
}

interface AskedShelfProps extends Pick<NightWindowsProps, 'client' | 'onShelve' | 'onClose'> {
  readonly card: AlarmCard
}

function AskedShelf({ client, ...shelf }: AskedShelfProps) {
  const [latest, setLatest] = useState<number | null>(null)
  useEffect(() => {
    let isCurrent = true
    client.shelfLimit().then(
      (found) => {
        if (isCurrent) setLatest(found)
      },
      // Without an answer nothing can be set aside, and the board says that the station does not answer.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [client])
  return <ShelveWindow {...shelf} latest={latest} />
}

/** The alarm that this person took last and still has. */
function alarmInHand(alarms: ReadonlyMap<string, AlarmCard>, personId: string): AlarmCard | null {
  const mine = [...alarms.values()].filter(
    ({ owner, category }) => owner?.id === personId && category === 'care',
  )
  return mine.sort((a, b) => b.lastRangAt - a.lastRangAt)[0] ?? null
}
