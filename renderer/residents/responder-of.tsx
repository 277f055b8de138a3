import type { AlarmCard } from '../../shared/api/board.ts'
import { ROOM_ROLES, type WhoIsHere } from '../people/who-is-here.ts'
import type { ResidentsClient } from './residents-client.ts'
import { ResponderCardPart } from './responder-card.tsx'

interface ResponderOfProps {
  readonly card: AlarmCard
  readonly client: ResidentsClient
  readonly who: Pick<WhoIsHere, 'personId' | 'role' | 'isVeiled'>
}

/**
 * The responder's card of an alarm, for those who may have to go. Whoever has not to go sees no more of the person
 * than the board shows; nobody is asked for what is refused.
 */
export function ResponderOf({ card, client, who }: ResponderOfProps) {
  const { personId, role, isVeiled } = who
  if (personId === null || role === null || isVeiled || !ROOM_ROLES.residents.includes(role)) return null
  if (card.resident === null || card.category !== 'care') return null
  // With everything in it, codes that are shown too: of one resident, for one person, whichever alarm leads the card.
  const key = `${personId} ${card.resident.id}`
  return <ResponderCardPart key={key} client={client} alarmId={card.alarmId} personId={personId} />
}
