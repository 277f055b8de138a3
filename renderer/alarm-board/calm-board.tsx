import { memo, type ReactNode } from 'react'
import type { CalmProof } from '../../shared/api/board.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { dotted } from '../i18n/dotted.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { CalmSection, RestOfAll } from '../ui/calm-section.tsx'
import { Fact } from '../ui/fact.tsx'
import { useNow } from '../ui/now.tsx'
import type { BoardCounts } from './board-counts.ts'
import { selectUncalmReasons } from './calm.ts'
import { placementWords } from './card-words.ts'
import { uncalmWords } from './uncalm-words.ts'

interface CalmBoardProps {
  readonly proof: CalmProof
  readonly counts: Pick<BoardCounts, 'open' | 'shelved'>
  /** What is asked while there is time for it. */
  readonly children?: ReactNode
}

/** Nothing is open: "Alt er rolig" with its proof, or why it cannot be said. */
export function CalmBoard({ proof, counts, children }: CalmBoardProps) {
  const { t } = useWords()
  const now = useNow()
  const reasons = selectUncalmReasons(counts, proof, now)
  return (
    <CalmSection reasons={reasons.map((reason) => uncalmWords(reason, now, t))} asked={children}>
      <ProofRows proof={proof} now={now} />
    </CalmSection>
  )
}

interface RestLineProps {
  readonly proof: CalmProof
  readonly shelved: number
}

/** Under the open alarms: whether everything else is calm, and the last sign of life. */
export const RestLine = memo(function RestLine({ proof, shelved }: RestLineProps) {
  const { t, language } = useWords()
  const now = useNow()
  const reasons = selectUncalmReasons({ open: 0, shelved }, proof, now)
  return (
    <RestOfAll reasons={reasons.map((reason) => uncalmWords(reason, now, t))}>
      {dotted([t('calm.rest'), `${t('calm.lastHeard')} ${lastHeardWords(proof, language, t)}`])}
    </RestOfAll>
  )
})

function ProofRows({ proof, now }: { readonly proof: CalmProof; readonly now: Instant }) {
  const { t, language } = useWords()
  const { devices, ports } = proof
  const open = ports.filter((port) => port.state === 'open').length
  return (
    <>
      <Fact label={t('calm.devices')}>
        {t('calm.devicesValue', { heard: devices.heard, expected: devices.expected })}
      </Fact>
      {proof.away !== undefined && (
        <Fact label={t('calm.away')}>{t('calm.awayCount', { count: proof.away })}</Fact>
      )}
      <Fact label={t('calm.lastHeard')}>{lastHeardWords(proof, language, t)}</Fact>
      <Fact label={t('calm.centre')}>{centreWords(proof, now, t)}</Fact>
      <Fact label={t('calm.ports')}>{t('calm.portsValue', { open, total: ports.length })}</Fact>
      <Fact label={t('calm.database')}>{databaseWords(proof, t)}</Fact>
    </>
  )
}

function lastHeardWords({ lastHeard }: CalmProof, language: 'nb' | 'en', t: Words): string {
  if (lastHeard === null) return t('calm.lastHeardNever')
  const where = [lastHeard.unit, placementWords(lastHeard.placement, t)]
    .filter((part) => part !== null)
    .join(' ')
  const source = where === '' ? lastHeard.deviceId : where
  return dotted([formatTime(lastHeard.at, language), source, t(`event.${lastHeard.kind}`)])
}

function centreWords({ centre }: CalmProof, now: Instant, t: Words): string {
  switch (centre.link) {
    case 'none':
      return t('calm.centreNone')
    case 'never':
      return t('calm.centreNever')
    case 'lost':
      return t('calm.centreLost')
    case 'ok':
      return t('calm.centreOk', { age: durationWords(now - (centre.lastContactAt ?? now), t) })
    default:
      return assertNever(centre.link)
  }
}

function databaseWords({ database }: CalmProof, t: Words): string {
  switch (database) {
    case 'ok':
      return t('calm.databaseOk')
    case 'full':
      return t('calm.databaseFull')
    case 'failing':
      return t('calm.databaseFailing')
    default:
      return assertNever(database)
  }
}
