import { memo } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { ROOM_ROLES } from '../people/who-is-here.ts'
import { ResponderCardPart } from '../residents/responder-card.tsx'
import type { StationClient } from '../station-client.ts'
import { AlarmDetail } from './alarm-detail.tsx'
import type { StepName } from './alarm-steps.ts'
import { useChain } from './use-chain.ts'

interface DetailWithChainProps {
  readonly card: AlarmCard
  readonly client: StationClient
  readonly personId: string | null
  readonly role: string | null
  readonly isVeiled: boolean
  readonly onStep: (step: StepName) => void
  readonly onBack: () => void
}

/** The detail of an alarm with its chain, or that the chain is shown after sign-in. */
export const DetailWithChain = memo(function DetailWithChain({
  client,
  role,
  isVeiled,
  ...detail
}: DetailWithChainProps) {
  const chain = useChain(client, detail.card, isVeiled)
  const { card, personId } = detail
  // Whoever has not to go sees no more of the person than the board shows; nobody is asked for what is refused.
  const mayGo = personId !== null && role !== null && ROOM_ROLES.residents.includes(role)
  const responder =
    mayGo && !isVeiled && card.resident !== null && card.category === 'care' ? (
      <ResponderCardPart client={client.residents} alarmId={card.alarmId} personId={personId} />
    ) : null
  return <AlarmDetail {...detail} chain={chain} responder={responder} />
})
