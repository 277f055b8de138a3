/** Colleagues of the long night: what they do at their own screens, and everybody who calls them. */
import type { AlarmCard } from '../../../shared/api/board.ts'
import type { StationFile } from '../../../shared/api/station-file.ts'
import { isOpen } from '../../../shared/domain/alarm.ts'
import { BoardClient } from '../../support/board-client.ts'
import type { CleanUp } from '../../support/clean-up.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { CODES, type Caregiver, type NightHouse } from './night-house.ts'

/** A colleague at another screen, who answers by the same calls and as fast as those go. */
export async function colleague(cleanUp: CleanUp, station: StationFile, id: Caregiver): Promise<BoardClient> {
  const board = await BoardClient.connected(cleanUp, { address: () => Promise.resolve(station) })
  await board.api.session.signIn.mutate({ personId: id, pin: CODES[id] })
  return board
}

const openCards = (board: BoardClient, isWanted: (card: AlarmCard) => boolean) =>
  [...board.cards.values()].filter((card) => isOpen(card) && card.shelf === undefined && isWanted(card))

/** Answers and ends alarms until none of these is open. */
export async function answers(
  board: BoardClient,
  by: Caregiver,
  isWanted: (card: AlarmCard) => boolean,
): Promise<void> {
  await waitUntil(() => openCards(board, isWanted).length > 0, 'there is nothing to answer')
  for (const { alarmId, revision, priority } of openCards(board, isWanted)) {
    const taken = await board.api.alarm.acknowledge.mutate({ alarmId, by, seenRevision: revision })
    const outcome = priority === 'critical' ? ({ kind: 'helped-unhurt', words: null } as const) : null
    await board.api.alarm.resolve.mutate({ alarmId, by, seenRevision: taken.alarm.revision, outcome })
  }
  await waitUntil(() => openCards(board, isWanted).length === 0, 'not everything that was answered is closed')
}

/** Everybody who calls at once: cords behind the stick, call points on the line; each an alarm of its own. */
export async function manyCall(
  house: NightHouse,
  board: BoardClient,
  cords: number,
  callPoints: number,
): Promise<void> {
  const before = openCards(board, isCall).length
  for (let cord = 0; cord < cords; cord += 1) house.pulls(cord)
  for (let callPoint = 0; callPoint < callPoints; callPoint += 1) house.calls(callPoint)
  const wanted = before + cords + callPoints
  await waitUntil(
    () => openCards(board, isCall).length === wanted,
    () => `${openCards(board, isCall).length} of ${wanted} calls came`,
  )
}

export const isCall = ({ cause }: AlarmCard) => cause === 'help-call'
