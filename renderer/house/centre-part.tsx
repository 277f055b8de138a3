import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import { MOST_PATHS } from '../../shared/api/centre-paths.ts'
import type { House } from '../../shared/api/house.ts'
import { PATH_KINDS } from '../../shared/wire/centre-messages.ts'
import { useWords } from '../i18n/use-words.ts'
import { PhoneField } from '../people/phone-field.tsx'
import type { HouseClient } from './house-client.ts'
import { Part } from './part.tsx'
import {
  centreChange,
  draftCentre,
  isTooRare,
  movedPath,
  withField,
  withoutPath,
  withPath,
  type CentreChange,
} from './path-draft.ts'
import { PathHealthWords, PathTestButton } from './path-health-line.tsx'
import { PathLine } from './path-line.tsx'
import { usePathHealth } from './use-path-health.ts'

interface CentrePartProps {
  readonly client: HouseClient
  readonly centre: House['centre']
  readonly mayChange: boolean
  readonly onSave: (change: CentreChange) => void
}

/** The ways to the response centre in the order in which they are tried; what is saved holds at once. */
export function CentrePart({ client, centre, mayChange, onSave }: CentrePartProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState(() => draftCentre(centre))
  const health = usePathHealth(
    client,
    centre.paths.map((path) => path.health),
  )
  const change = centreChange(draft)
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
      <p>{t('house.centreHelp')}</p>
      {draft.paths.length === 0 && <p>{t('house.noPath')}</p>}
      {centre.paths.length === 0 && centre.isDecided && <p>{t('house.isWithoutCentre')}</p>}
      <ol className="house-lines">
        {draft.paths.map((path, index) => {
          const { key, line } = path
          const known = health.find((one) => one.key === key)
          return (
            <li key={line}>
              <PathLine
                path={path}
                place={index + 1}
                isLast={index === draft.paths.length - 1}
                mayChange={mayChange}
                onWrite={(part, field, text) => {
                  setDraft(withField(draft, line, part, field, text))
                }}
                onMove={(by) => {
                  setDraft(movedPath(draft, line, by))
                }}
                onRemove={() => {
                  setDraft(withoutPath(draft, line))
                }}
              >
                {known !== undefined && (
                  <>
                    <PathHealthWords health={known} />
                    <PathTestButton onTest={() => client.testPath(known.key)} />
                  </>
                )}
              </PathLine>
            </li>
          )
        })}
      </ol>
      {mayChange && (
        <div className="panel-buttons">
          {PATH_KINDS.map((kind) => (
            <Button
              key={kind}
              className="button"
              isDisabled={draft.paths.length >= MOST_PATHS}
              onPress={() => {
                setDraft(withPath(draft, kind))
              }}
            >
              <Plus className="icon" aria-hidden="true" /> {t('path.add', { kind: t(`path.kind.${kind}`) })}
            </Button>
          ))}
          {!centre.isDecided && draft.paths.length === 0 && change !== null && (
            <Button
              className="button"
              onPress={() => {
                onSave(change)
              }}
            >
              {t('house.withoutCentre')}
            </Button>
          )}
        </div>
      )}
      <PhoneField
        label={t('house.centrePhone')}
        text={draft.phone}
        isReadOnly={!mayChange}
        onText={(phone) => {
          setDraft({ ...draft, phone })
        }}
      />
      <TextField
        className="field"
        value={draft.heartbeat}
        maxLength={5}
        isReadOnly={!mayChange}
        isInvalid={change === null}
        onChange={(heartbeat) => {
          setDraft({ ...draft, heartbeat })
        }}
      >
        <Label>{t('house.heartbeat')}</Label>
        <Input className="input figures" autoComplete="off" />
      </TextField>
      <p className="hint" role="status">
        {isTooRare(draft) && t('house.heartbeatRare')}
      </p>
    </Part>
  )
}
