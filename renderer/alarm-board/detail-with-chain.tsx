import { memo, useMemo } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { ResponderOf } from '../residents/responder-of.tsx'
import type { StationClient } from '../station-client.ts'
import { AlarmDetail } from './alarm-detail.tsx'
import type { StepName } from './alarm-steps.ts'
import { BesideStories } from './beside-stories.tsx'
import { incidentOf, type IncidentOrder } from './incident-order.ts'
import { useChain } from './use-chain.ts'

interface DetailWithChainProps {
  readonly card: AlarmCard
  /** The other alarms of the same incident. */
  readonly beside: readonly AlarmCard[]
  readonly client: StationClient
  readonly personId: string | null
  readonly role: string | null
  readonly isVeiled: boolean
  readonly onStep: (step: StepName) => void
  readonly onBack: () => void
}

interface IncidentDetailProps extends Omit<DetailWithChainProps, 'beside'> {
  readonly incidents: IncidentOrder
}

const NONE: readonly AlarmCard[] = []

/** The detail of an incident: of the alarm that stands for it, with the others. */
export function IncidentDetail({ incidents, ...detail }: IncidentDetailProps) {
  const { card } = detail
  // Stays the same while none of its alarms changes, whatever else does on the board.
  const incident = incidentOf(incidents, card)
  const beside = useMemo(
    () => (incident.length > 1 ? incident.filter(({ alarmId }) => alarmId !== card.alarmId) : NONE),
    [incident, card.alarmId],
  )
  return <DetailWithChain {...detail} beside={beside} />
}

/** The detail of an alarm with its chain, or that the chain is shown after sign-in. */
const DetailWithChain = memo(function DetailWithChain({
  client,
  role,
  isVeiled,
  ...detail
}: DetailWithChainProps) {
  const chain = useChain(client, detail.card, isVeiled)
  const { beside, card, personId } = detail
  // Neither hangs on the chain, which comes after them.
  const responder = useMemo(
    () => <ResponderOf card={card} client={client.residents} who={{ personId, role, isVeiled }} />,
    [card, client, personId, role, isVeiled],
  )
  const stories = useMemo(
    () => <BesideStories cards={beside} client={client} isVeiled={isVeiled} />,
    [beside, client, isVeiled],
  )
  return <AlarmDetail {...detail} besideStories={stories} chain={chain} responder={responder} />
})
