import { Pause, Play } from 'lucide-react'
import { Button } from 'react-aria-components'
import type { Receiver } from '../../shared/api/technician.ts'
import { discardWords } from '../i18n/code-words.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { EVENT_KINDS } from '../../shared/domain/device-event.ts'
import { FieldTable, FrameBytes } from '../ui/field-table.tsx'
import type { LiveFrame } from './technician-client.ts'
import { useLiveFrames, type NumberedFrame } from './use-live-frames.ts'

/** The last frames of one receiver, newest first; the list stands still while it is paused. */
export function LiveFrames({ receiver }: { readonly receiver: Receiver }) {
  const { t } = useWords()
  const { frames, skipped, waiting, isPaused, setPaused } = useLiveFrames(receiver.name)
  const Icon = isPaused ? Play : Pause
  return (
    <>
      <div className="panel-buttons">
        <Button
          className="button"
          onPress={() => {
            setPaused(!isPaused)
          }}
        >
          <Icon className="icon" aria-hidden="true" />{' '}
          {isPaused ? t('technician.frames.resume') : t('technician.frames.pause')}
        </Button>
        <span className="muted figures">
          {isPaused && t('technician.frames.waiting', { count: waiting })}
          {!isPaused && skipped > 0 && t('technician.frames.skipped', { count: skipped })}
        </span>
      </div>
      {frames.length === 0 && <p className="muted">{t('technician.frames.none')}</p>}
      <ul className="live-frames">
        {frames.map((frame) => (
          <FrameLine key={frame.number} frame={frame} protocol={receiver.protocols[0] ?? null} />
        ))}
      </ul>
    </>
  )
}

function FrameLine({ frame, protocol }: { readonly frame: NumberedFrame; readonly protocol: string | null }) {
  const { t, language } = useWords()
  return (
    <li data-outcome={frame.outcome}>
      <details>
        <summary>
          <time className="figures">{formatTime(frame.at, language)}</time>{' '}
          <strong>{t(`technician.frames.outcome.${frame.outcome}`)}</strong> {aboutWords(frame, t)}{' '}
          <code className="frame-start">{frame.raw.slice(0, 24)}</code>
        </summary>
        <FrameBytes raw={frame.raw} />
        <FieldTable
          protocol={frame.fields.find(({ name }) => name === 'protocol')?.value ?? protocol}
          fields={frame.fields}
        />
      </details>
    </li>
  )
}

/** The event it became, or why it was thrown away. */
function aboutWords({ outcome, about }: LiveFrame, t: Words): string {
  if (outcome === 'discarded') return discardWords(about, t)
  const kind = EVENT_KINDS.find((known) => known === about)
  // A sign of life that is nothing else is said once.
  if (outcome === 'heard' && kind === 'heartbeat') return ''
  return kind === undefined ? about : t(`event.${kind}`)
}
