import { memo } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { StationClient } from '../station-client.ts'
import { AlarmDetail } from './alarm-detail.tsx'
import type { StepName } from './alarm-steps.ts'
import { useChain } from './use-chain.ts'

interface DetailWithChainProps {
  readonly card: AlarmCard
  readonly client: StationClient
  readonly personId: string | null
  readonly isVeiled: boolean
  readonly onStep: (step: StepName) => void
  readonly onBack: () => void
}

/** The detail of an alarm with its chain, or that the chain is shown after sign-in. */
export const DetailWithChain = memo(function DetailWithChain({
  client,
  isVeiled,
  ...detail
}: DetailWithChainProps) {
  const chain = useChain(client, detail.card, isVeiled)
  return <AlarmDetail {...detail} chain={chain} />
})
