import { HouseRoom } from '../house/house-room.tsx'
import { PeopleRoom } from '../people/people-room.tsx'
import type { Room, WhoIsHere } from '../people/who-is-here.ts'
import { ResidentsRoom } from '../residents/residents-room.tsx'
import type { StationClient } from '../station-client.ts'
import { AlarmStrip } from '../technician/alarm-strip.tsx'
import { TechnicianRoom } from '../technician/technician-room.tsx'
import type { SpokenWords } from '../ui/toasts.tsx'
import type { BoardState } from './board-store.ts'

interface OtherRoomsProps {
  readonly room: Exclude<Room, 'board'>
  readonly client: StationClient
  readonly board: BoardState
  readonly who: WhoIsHere
  readonly onPerson: (personId: string) => void
  readonly show: (words: SpokenWords) => void
  readonly onBoard: () => void
}

/** The rooms behind the board; the most urgent alarm stands above each of them. */
export function OtherRooms({ room, client, board, who, onPerson, show, onBoard }: OtherRoomsProps) {
  return (
    <div className="technician-house">
      <AlarmStrip alarms={board.alarms} onBoard={onBoard} />
      {room === 'people' && who.personId !== null ? (
        <PeopleRoom
          personId={who.personId}
          isAdministrator={who.role === 'administrator'}
          show={show}
          onBack={onBoard}
        />
      ) : room === 'residents' && who.personId !== null ? (
        <ResidentsRoom
          client={client.residents}
          personId={who.personId}
          role={who.role}
          show={show}
          onBack={onBoard}
        />
      ) : room === 'house' && who.personId !== null ? (
        <HouseRoom
          client={client.house}
          people={board.people}
          personId={who.personId}
          isAdministrator={who.role === 'administrator'}
          show={show}
          onBack={onBoard}
        />
      ) : (
        <TechnicianRoom
          client={client}
          station={board.station}
          people={board.people}
          personId={who.personId}
          onPerson={onPerson}
          show={show}
          onBack={onBoard}
        />
      )}
    </div>
  )
}
