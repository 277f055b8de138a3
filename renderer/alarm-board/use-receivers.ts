import { useEffect, useState } from 'react'
import type { AlarmCard, PersonTile } from '../../shared/api/board.ts'
import type { Receiver } from '../../shared/api/people.ts'
import { ROLES } from '../../shared/domain/role.ts'
import type { NightClient } from '../night/night-client.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'

/**
 * To whom this alarm may be handed over; null until the station has said who is here. Where it can't, everybody the
 * board knows: nobody is kept from handing over by a list.
 */
export function useReceivers(
  client: NightClient,
  personId: string,
  card: AlarmCard,
  people: readonly PersonTile[],
): readonly Receiver[] | null {
  const [said, setSaid] = useState<readonly Receiver[] | 'nothing' | null>(null)
  const { alarmId } = card
  useEffect(() => {
    let isCurrent = true
    client.receivers(personId, alarmId).then(
      (receivers) => {
        if (isCurrent) setSaid(receivers)
      },
      () => {
        if (isCurrent) setSaid('nothing')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, personId, alarmId])
  return said === 'nothing' ? unknownReceivers(people, card) : said
}

const UNTOLD = { phone: null }

/** Where whoever got the alarm answers; null until the station has said it. */
export function useReceiverNumber(
  client: NightClient,
  personId: string,
  { alarmId }: AlarmCard,
  receiver: Receiver,
  mayAsk: boolean,
): { readonly phone: string | null } | CallErrorCode | null {
  const [said, setSaid] = useState<{ readonly phone: string | null } | CallErrorCode | null>(null)
  useEffect(() => {
    if (!mayAsk) return undefined
    let isCurrent = true
    client.receiverNumber(personId, alarmId, receiver.personId).then(
      (phone) => {
        if (isCurrent) setSaid({ phone })
      },
      (error: unknown) => {
        if (isCurrent) setSaid(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, personId, alarmId, receiver.personId, mayAsk])
  return mayAsk ? said : UNTOLD
}

function unknownReceivers(people: readonly PersonTile[], card: AlarmCard): readonly Receiver[] {
  return people
    .filter(({ id }) => id !== card.owner?.id && id !== card.carer?.id)
    .map(({ id, name, role }) => ({
      personId: id,
      name,
      role: ROLES.find((known) => known === role) ?? 'caregiver',
      duty: null,
      hasScreen: null,
    }))
}
