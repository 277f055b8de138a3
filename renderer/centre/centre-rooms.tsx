import type { CentreSession } from '../../shared/api/centre/session.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { Strip } from '../ui/strip.tsx'
import type { CentreBoard } from './centre-board.ts'
import type { CentreClient } from './centre-client.ts'
import type { CentreRoom } from './centre-keys.ts'
import { alarmWords, placeWords, stationWords } from './centre-words.ts'
import { DocumentsRoom } from './documents-room.tsx'
import { HistoryRoom } from './history-room.tsx'
import { StationsRoom } from './stations-room.tsx'

interface RoomsProps {
  readonly room: Exclude<CentreRoom, 'alarms'>
  readonly client: CentreClient
  readonly board: CentreBoard
  readonly role: CentreSession['operator']['role']
  readonly operatorId: string
  readonly onAlarms: () => void
}

/** Every room but the alarms, with the most important open alarm on top. */
export function CentreRooms({ room, client, board, role, operatorId, onAlarms }: RoomsProps) {
  const { t } = useWords()
  const [card] = board.list
  return (
    <div className="centre-house">
      {card !== undefined && (
        <Strip
          priority={card.view.priority}
          isRinging={card.isRinging}
          isTest={card.view.category === 'test'}
          cause={alarmWords(card.view, t)}
          whoAndWhere={dotted([stationWords(card.view.station, board.stations), placeWords(card.view, t)])}
          since={card.since}
          others={board.list.length - 1}
          onGo={onAlarms}
        />
      )}
      {room === 'stations' && <StationsRoom stations={board.stations} />}
      {room === 'history' && (
        <HistoryRoom client={client} stations={board.stations} role={role} operatorId={operatorId} />
      )}
      {room === 'documents' && <DocumentsRoom client={client} stations={board.stations} role={role} />}
    </div>
  )
}
