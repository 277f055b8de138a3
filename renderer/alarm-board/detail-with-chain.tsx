import { memo } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { ResponderOf } from '../residents/responder-of.tsx'
import type { StationClient } from '../station-client.ts'
import { AlarmDetail } from './alarm-detail.tsx'
import type { StepName } from './alarm-steps.ts'
import { selectBeside, type IncidentOrder } from './incident-order.ts'
import { causesWords } from './card-words.ts'
import { useChain } from './use-chain.ts'

interface DetailWithChainProps {
  readonly card: AlarmCard
  /** What the other alarms of the same incident are about, in words. */
  readonly besideWords: string
  readonly client: StationClient
  readonly personId: string | null
  readonly role: string | null
  readonly isVeiled: boolean
  readonly onStep: (step: StepName) => void
  readonly onBack: () => void
}

interface IncidentDetailProps extends Omit<DetailWithChainProps, 'besideWords'> {
  readonly incidents: IncidentOrder
}

/** The detail of an incident: of the alarm that stands for it, with what the others are about. */
export function IncidentDetail({ incidents, ...detail }: IncidentDetailProps) {
  const { t } = useWords()
  return <DetailWithChain {...detail} besideWords={causesWords(selectBeside(incidents, detail.card), t)} />
}

/** The detail of an alarm with its chain, or that the chain is shown after sign-in. */
const DetailWithChain = memo(function DetailWithChain({
  client,
  role,
  isVeiled,
  ...detail
}: DetailWithChainProps) {
  const chain = useChain(client, detail.card, isVeiled)
  const { card, personId } = detail
  const responder = <ResponderOf card={card} client={client.residents} who={{ personId, role, isVeiled }} />
  return <AlarmDetail {...detail} chain={chain} responder={responder} />
})
