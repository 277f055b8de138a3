import { useState } from 'react'
import type { Receiver } from '../../shared/api/technician.ts'
import { protocolWords } from '../i18n/code-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { LiveFrames } from './live-frames.tsx'
import { PastedFrame } from './pasted-frame.tsx'

/** What is on the wire, field by field: live from one receiver, or bytes that somebody sent. */
export function FrameInspector({ receivers }: { readonly receivers: readonly Receiver[] }) {
  const { t } = useWords()
  const [name, setName] = useState<string | null>(receivers[0]?.name ?? null)
  const receiver = receivers.find((it) => it.name === name)
  return (
    <div className="inspector">
      <section aria-label={t('technician.frames.live')}>
        <h3>{t('technician.frames.live')}</h3>
        <ChoiceField
          label={t('technician.frames.receiver')}
          placeholder={t('technician.choose')}
          choices={receivers.map((it) => ({
            id: it.name,
            words: dotted([it.name, it.protocols.map((id) => protocolWords(id, t)).join(', ')]),
          }))}
          value={name}
          onChange={setName}
        />
        {receiver !== undefined && <LiveFrames key={receiver.name} receiver={receiver} />}
      </section>
      <section aria-label={t('technician.frames.pasted')}>
        <h3>{t('technician.frames.pasted')}</h3>
        <PastedFrame />
      </section>
    </div>
  )
}
