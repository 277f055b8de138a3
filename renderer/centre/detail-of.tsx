import { memo } from 'react'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { CentreDetail } from './centre-detail.tsx'
import type { CentreCard } from './centre-card.ts'
import type { CentreClient, CommandChange } from './centre-client.ts'
import type { CentreStep, Operator } from './centre-steps.ts'
import { useStory } from './use-story.ts'

interface DetailOfProps {
  readonly client: CentreClient
  readonly card: CentreCard
  readonly station: StationLine | undefined
  readonly operator: Operator
  readonly command: CommandChange | null
  readonly onStep: (step: CentreStep) => void
  readonly onBack: () => void
}

/** The chosen alarm with its timeline. */
export const DetailOf = memo(function DetailOf({ client, command, ...detail }: DetailOfProps) {
  const story = useStory(client, detail.card, command)
  return <CentreDetail story={story} {...detail} />
})
