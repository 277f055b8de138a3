import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import type { House } from '../../shared/api/house.ts'
import { useWords } from '../i18n/use-words.ts'
import { centreChange, draftCentre, type CentreChange } from './centre-draft.ts'
import { Part } from './part.tsx'

interface CentrePartProps {
  readonly centre: House['centre']
  readonly mayChange: boolean
  readonly onSave: (change: CentreChange) => void
}

const FIELDS = ['url', 'token', 'caFile', 'heartbeat'] as const

/** The way to the response centre over HTTPS; other ways stand in the configuration file and are only shown. */
export function CentrePart({ centre, mayChange, onSave }: CentrePartProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState(() => draftCentre(centre))
  const change = centreChange(draft)
  const others = centre.paths.filter(({ kind }) => kind !== 'https')
  return (
    <Part
      title={t('house.centre')}
      save={
        mayChange
          ? {
              isReady: change !== null,
              onSave: () => {
                if (change !== null) onSave(change)
              },
            }
          : null
      }
      isChanged={JSON.stringify(draft) !== JSON.stringify(draftCentre(centre))}
      onUndo={() => {
        setDraft(draftCentre(centre))
      }}
    >
      {!centre.isRunning && <p className="warning">{t('house.nextStart')}</p>}
      {FIELDS.map((field) => (
        <TextField
          key={field}
          className="field"
          value={draft[field]}
          maxLength={field === 'heartbeat' ? 5 : 4096}
          isReadOnly={!mayChange}
          isInvalid={field === 'heartbeat' && change === null}
          {...(field === 'token' ? { type: 'password' } : {})}
          onChange={(text) => {
            setDraft({ ...draft, [field]: text })
          }}
        >
          <Label>{t(`house.centreField.${field}`)}</Label>
          <Input className="input" autoComplete="off" spellCheck="false" />
        </TextField>
      ))}
      {others.map(({ kind, address }) => (
        <p key={`${kind} ${address}`} className="own-lines">
          {t('house.otherPath', { kind: kind.toUpperCase(), address })}
        </p>
      ))}
    </Part>
  )
}
