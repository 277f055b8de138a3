import { useEffect, useState, type ReactNode } from 'react'
import type { PortStatus } from '../../shared/api/board.ts'
import type { Diagnostics } from '../../shared/api/diagnostics.ts'
import type { ShellRuntime } from '../../shared/api/shell.ts'
import { numberWords } from '../../shared/domain/number-words.ts'
import { portWords } from '../alarm-board/uncalm-words.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { discardWords, protocolWords } from '../i18n/code-words.ts'
import { PathHealthWords } from '../house/path-health-line.tsx'
import { DOT } from '../i18n/dotted.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode, type StationClient } from '../station-client.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'

interface DiagnosticsProps {
  readonly client: StationClient
  readonly runtime: ShellRuntime | null
  readonly onClose: () => void
}

/** What runs here, for a technician and for every fault report. */
export function DiagnosticsView({ client, runtime, onClose }: DiagnosticsProps) {
  const { t } = useWords()
  const [found, setFound] = useState<Diagnostics | CallErrorCode | null>(null)
  useEffect(() => {
    let isCurrent = true
    client.diagnostics().then(
      (diagnostics) => {
        if (isCurrent) setFound(diagnostics)
      },
      (error: unknown) => {
        if (isCurrent) setFound(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client])
  return (
    <Window title={t('diagnostics.title')} onClose={onClose}>
      {found === null && <p>{t('diagnostics.loading')}</p>}
      {typeof found === 'string' && <p>{errorWords(found, null, t)}</p>}
      {found !== null && typeof found !== 'string' && <Findings diagnostics={found} runtime={runtime} />}
      <LeaveRow words={t('diagnostics.close')} isFocused onClose={onClose} />
    </Window>
  )
}

function Findings({
  diagnostics,
  runtime,
}: Pick<DiagnosticsProps, 'runtime'> & { readonly diagnostics: Diagnostics }) {
  const { t, language } = useWords()
  const { database } = diagnostics
  const electron = runtime?.electron ?? diagnostics.runtime.electron
  const electronWords =
    runtime?.official === false ? t('diagnostics.standIn', { version: runtime.electron }) : electron
  return (
    <>
      <dl className="facts figures">
        <Line label={t('diagnostics.version')}>{diagnostics.version}</Line>
        <Line label={t('diagnostics.commit')}>{diagnostics.commit}</Line>
        <Line label={t('diagnostics.started')}>{formatDateTime(diagnostics.startedAt, language)}</Line>
        <Line label={t('diagnostics.data')}>{diagnostics.dataFolder}</Line>
        <Line label={t('diagnostics.node')}>{diagnostics.runtime.node}</Line>
        <Line label={t('diagnostics.electron')}>{electronWords ?? t('diagnostics.absent')}</Line>
        <Line label={t('diagnostics.chromium')}>
          {runtime?.chromium ?? diagnostics.runtime.chromium ?? t('diagnostics.absent')}
        </Line>
        <Line label={t('diagnostics.database')}>
          {t('diagnostics.databaseValue', {
            sqlite: database.sqlite,
            schema: database.schema,
            journal: database.journalMode,
            synchronous: database.synchronous,
          })}
        </Line>
      </dl>
      <h3>{t('diagnostics.machine')}</h3>
      {diagnostics.findings.length === 0 && <p>{t('diagnostics.machineOk')}</p>}
      <ul className="ports">
        {diagnostics.findings.map(({ code, command }) => (
          <li key={code}>
            <p>{t(`finding.${code}`)}</p>
            {command !== null && (
              <p>
                {t('diagnostics.run')} <code>{command}</code>
              </p>
            )}
          </li>
        ))}
      </ul>
      <h3>{t('diagnostics.ports')}</h3>
      {diagnostics.ports.length === 0 && <p>{t('diagnostics.noPorts')}</p>}
      <ul className="ports">
        {diagnostics.ports.map((port) => (
          <PortLine key={`${port.path} ${port.protocol}`} port={port} />
        ))}
      </ul>
      <h3>{t('house.centre')}</h3>
      {diagnostics.paths.length === 0 && <p>{t('house.noPath')}</p>}
      <ul className="ports">
        {diagnostics.paths.map((health) => (
          <li key={health.key}>
            <p>{health.name}</p>
            <PathHealthWords health={health} />
          </li>
        ))}
      </ul>
    </>
  )
}

function PortLine({ port }: { readonly port: PortStatus }) {
  const { t, language } = useWords()
  const reasons = Object.entries(port.discardReasons).map(
    ([reason, bytes]) => `${discardWords(reason, t)} ${numberWords(bytes, language)}`,
  )
  return (
    <li>
      <p>
        {portWords(port, t)} <span className="muted">{protocolWords(port.protocol, t)}</span>
      </p>
      <p className="muted figures">
        {t('diagnostics.frames', {
          count: port.framesGood,
          frames: port.framesGood,
          bytes: port.bytesGood,
          discarded: port.bytesDiscarded,
        })}
        {reasons.length > 0 && DOT + t('diagnostics.reasons', { reasons: reasons.join(', ') })}
        {port.reconnects > 0 && DOT + t('diagnostics.reconnects', { count: port.reconnects })}
      </p>
    </li>
  )
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
