import { memo } from 'react'
import type { CalmProof } from '../../shared/api/board.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'
import { selectUncalmReasons } from './calm.ts'
import { placementWords } from './card-words.ts'
import { uncalmWords } from './uncalm-words.ts'

/** Nothing is open: "Alt er rolig" with its proof, or why it cannot be said. */
export function CalmBoard({ proof }: { readonly proof: CalmProof }) {
  const { t } = useWords()
  const now = useNow()
  const reasons = selectUncalmReasons(0, proof, now)
  return (
    <section className="calm" data-calm={reasons.length === 0}>
      <h2>{reasons.length === 0 ? t('calm.title') : t('calm.notTitle')}</h2>
      {reasons.length > 0 && (
        <>
          <p>{t('calm.notHelp')}</p>
          <ul className="reasons">
            {reasons.map((reason) => {
              const words = uncalmWords(reason, now, t)
              return <li key={words}>{words}</li>
            })}
          </ul>
        </>
      )}
      <h3>{t('calm.proof')}</h3>
      <ProofList proof={proof} now={now} />
    </section>
  )
}

/** Under the open alarms: whether everything else is calm, and the last sign of life. */
export const RestLine = memo(function RestLine({ proof }: { readonly proof: CalmProof }) {
  const { t, language } = useWords()
  const now = useNow()
  const reasons = selectUncalmReasons(0, proof, now)
  if (reasons.length > 0) {
    return (
      <details className="rest">
        <summary>{t('calm.restNot', { count: reasons.length })}</summary>
        <ul className="reasons" aria-label={t('calm.restNotLabel')}>
          {reasons.map((reason) => {
            const words = uncalmWords(reason, now, t)
            return <li key={words}>{words}</li>
          })}
        </ul>
      </details>
    )
  }
  return (
    <p className="rest figures">
      {t('calm.rest')} · {t('calm.lastHeard')} {lastHeardWords(proof, language, t)}
    </p>
  )
})

function ProofList({ proof, now }: { readonly proof: CalmProof; readonly now: Instant }) {
  const { t, language } = useWords()
  const { devices, ports } = proof
  const open = ports.filter((port) => port.state === 'open').length
  return (
    <dl className="facts figures">
      <div>
        <dt>{t('calm.devices')}</dt>
        <dd>{t('calm.devicesValue', { heard: devices.heard, expected: devices.expected })}</dd>
      </div>
      {proof.away !== undefined && (
        <div>
          <dt>{t('calm.away')}</dt>
          <dd>{t('calm.awayCount', { count: proof.away })}</dd>
        </div>
      )}
      <div>
        <dt>{t('calm.lastHeard')}</dt>
        <dd>{lastHeardWords(proof, language, t)}</dd>
      </div>
      <div>
        <dt>{t('calm.centre')}</dt>
        <dd>{centreWords(proof, now, t)}</dd>
      </div>
      <div>
        <dt>{t('calm.ports')}</dt>
        <dd>{t('calm.portsValue', { open, total: ports.length })}</dd>
      </div>
      <div>
        <dt>{t('calm.database')}</dt>
        <dd>{databaseWords(proof, t)}</dd>
      </div>
    </dl>
  )
}

function lastHeardWords({ lastHeard }: CalmProof, language: 'nb' | 'en', t: Words): string {
  if (lastHeard === null) return t('calm.lastHeardNever')
  const where = [lastHeard.unit, placementWords(lastHeard.placement, t)]
    .filter((part) => part !== null)
    .join(' ')
  const source = where === '' ? lastHeard.deviceId : where
  return `${formatTime(lastHeard.at, language)} · ${source} · ${t(`event.${lastHeard.kind}`)}`
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
