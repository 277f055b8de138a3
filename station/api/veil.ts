/** The board before sign-in: where and what, but not who (issue 4, "People"). Pure. */
import type { AlarmCard, BoardMessage } from '../../shared/api/board.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'

export function veilMessage(message: BoardMessage): BoardMessage {
  switch (message.type) {
    case 'snapshot':
      return { ...message, board: { ...message.board, alarms: message.board.alarms.map(veilCard) } }
    case 'change':
      return { ...message, alarms: message.alarms.map(veilCard) }
    case 'tick':
      return message
    default:
      return assertNever(message)
  }
}

function veilCard(card: AlarmCard): AlarmCard {
  // What the centre wrote may name somebody.
  const request = card.request === undefined ? {} : { request: { ...card.request, words: null } }
  // Whoever threatens a colleague may read this screen as well.
  const call = card.lockedCall === undefined ? {} : { lockedCall: { ...card.lockedCall, lastPerson: null } }
  if (card.resident === null) return { ...card, ...request, ...call }
  const { away, ...resident } = card.resident
  return {
    ...card,
    ...request,
    ...call,
    resident: {
      ...resident,
      name: null,
      birthYear: null,
      address: null,
      // That nobody is expected there helps whoever goes; why is nobody's business.
      ...(away === undefined ? {} : { away: { ...away, reason: null } }),
    },
  }
}
