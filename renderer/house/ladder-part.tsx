import { useState } from 'react'
import { Plus, RotateCcw, Trash2 } from 'lucide-react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import { MOST_RUNGS, type LadderPart as Ladder, type LadderRung } from '../../shared/api/house.ts'
import { isSoonEnough } from '../../shared/domain/ladder-bounds.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { HOLD_UNITS, readHold, type HoldDraft } from './hold-text.ts'
import {
  choicesOf,
  draftRungs,
  isSame,
  readRungs,
  withCalls,
  withRung,
  type RungDraft,
} from './ladder-draft.ts'
import { Part } from './part.tsx'

interface LadderPartProps {
  readonly part: Ladder
  readonly mayChange: boolean
  readonly onSave: (rungs: LadderRung[]) => void
}

/** The levels of one priority, from where it rings first. */
export function LadderPart({ part, mayChange, onSave }: LadderPartProps) {
  const { t } = useWords()
  const { priority, category, rungs, usual } = part
  const [drafts, setDrafts] = useState(() => draftRungs(rungs))
  const read = readRungs(drafts)
  const isSoon = read === null || isSoonEnough(priority, read)
  const change = (key: number, hold: HoldDraft) => {
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, hold } : draft)))
  }
  return (
    <Part
      title={dotted([t(`priority.${priority}`), t(`house.about.${category}`)])}
      save={
        mayChange
          ? {
              isReady: read !== null && isSoon,
              onSave: () => {
                if (read !== null) onSave(read)
              },
            }
          : null
      }
      isChanged={read === null || !isSame(read, rungs)}
      onUndo={() => {
        setDrafts(draftRungs(rungs))
      }}
    >
      <ol className="house-lines">
        {drafts.map((draft, index) => (
          <li key={draft.key}>
            <RungLine
              draft={draft}
              level={index}
              choices={choicesOf(priority, index, drafts.length)}
              mayChange={mayChange}
              onCalls={(calls) => {
                setDrafts(withCalls(drafts, draft.key, calls))
              }}
              onHold={(hold) => {
                change(draft.key, hold)
              }}
              onRemove={() => {
                setDrafts(drafts.filter(({ key }) => key !== draft.key))
              }}
            />
          </li>
        ))}
      </ol>
      <p className="warning" role="status">
        {isSoon ? null : t('error.ladder-too-slow')}
      </p>
      {mayChange && (
        <div className="panel-buttons">
          <Button
            className="button"
            isDisabled={drafts.length >= MOST_RUNGS}
            onPress={() => {
              setDrafts(withRung(drafts))
            }}
          >
            <Plus className="icon" aria-hidden="true" /> {t('house.addLevel')}
          </Button>
          <Button
            className="button"
            isDisabled={read !== null && isSame(read, usual)}
            onPress={() => {
              setDrafts(draftRungs(usual))
            }}
          >
            <RotateCcw className="icon" aria-hidden="true" /> {t('house.usual')}
          </Button>
        </div>
      )}
    </Part>
  )
}

interface RungLineProps {
  readonly draft: RungDraft
  readonly level: number
  readonly choices: readonly RungDraft['calls'][]
  readonly mayChange: boolean
  readonly onCalls: (calls: RungDraft['calls']) => void
  readonly onHold: (hold: HoldDraft) => void
  readonly onRemove: () => void
}

function RungLine({ draft, level, choices, mayChange, onCalls, onHold, onRemove }: RungLineProps) {
  const { t } = useWords()
  const { calls, hold } = draft
  const words = { level: level + 1 }
  return (
    <div className="house-line" role="group" aria-label={t('house.level', words)}>
      {mayChange && level > 0 ? (
        <ChoiceField
          label={t('house.calls')}
          choices={choices.map((id) => ({ id, words: t(`calls.${id}`) }))}
          value={calls}
          onChange={onCalls}
        />
      ) : (
        <p>
          {t('house.calls')}: <strong>{t(`calls.${calls}`)}</strong>
        </p>
      )}
      {hold === null ? (
        <p>{t('house.callsNobody')}</p>
      ) : (
        <>
          <TextField
            className="field"
            value={hold.text}
            maxLength={5}
            isReadOnly={!mayChange}
            isInvalid={readHold(hold) === null}
            onChange={(text) => {
              onHold({ ...hold, text })
            }}
          >
            <Label>{t('house.holds')}</Label>
            <Input className="input figures" inputMode="numeric" autoComplete="off" />
          </TextField>
          {mayChange ? (
            <ChoiceField
              label={t('house.unit')}
              choices={HOLD_UNITS.map((id) => ({ id, words: t(`house.units.${id}`) }))}
              value={hold.unit}
              onChange={(unit) => {
                onHold({ ...hold, unit })
              }}
            />
          ) : (
            <p>{t(`house.units.${hold.unit}`)}</p>
          )}
        </>
      )}
      {mayChange && level > 0 && (
        <Button className="button" aria-label={t('house.removeLevel', words)} onPress={onRemove}>
          <Trash2 className="icon" aria-hidden="true" /> {t('order.remove')}
        </Button>
      )}
    </div>
  )
}
