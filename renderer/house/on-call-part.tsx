import { useState } from 'react'
import { Plus } from 'lucide-react'
import { Button, CheckboxGroup, Input, Label, TextField } from 'react-aria-components'
import type { PersonTile } from '../../shared/api/board.ts'
import { MOST_TURNS, type House, type OnCallTurn } from '../../shared/api/house.ts'
import { nameOf } from '../alarm-board/card-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Check } from '../ui/check.tsx'
import { ChoiceField } from '../ui/choice-field.tsx'
import { LineButtons } from './line-buttons.tsx'
import { draftTurns, movedTurn, readTurns, WEEKDAYS, withTurn, type TurnDraft } from './on-call-draft.ts'
import { Part } from './part.tsx'
import { readMinute } from '../residents/rule-text.ts'

interface OnCallPartProps {
  readonly plan: House['onCall']
  /** Ids of those who are called now. */
  readonly now: House['onCallNow']
  readonly people: readonly PersonTile[]
  readonly onSave: (plan: OnCallTurn[]) => void
}

/** Who is on call, in which order, on which days and between which hours. */
export function OnCallPart({ plan, now, people, onSave }: OnCallPartProps) {
  const { t } = useWords()
  const [drafts, setDrafts] = useState(() => draftTurns(plan))
  const read = readTurns(drafts)
  const [first] = people
  const replace = (key: number, change: Partial<TurnDraft>) => {
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...change } : draft)))
  }
  const names = now.map((id) => nameOf(people, id)).filter((name) => name !== null)
  return (
    <Part
      title={t('house.onCall')}
      save={{
        isReady: read !== null,
        onSave: () => {
          if (read !== null) onSave(read)
        },
      }}
      isChanged={JSON.stringify(drafts) !== JSON.stringify(draftTurns(plan))}
      onUndo={() => {
        setDrafts(draftTurns(plan))
      }}
    >
      <p>{t('house.onCallHelp')}</p>
      <p>
        {names.length === 0 ? t('house.nobodyOnCall') : t('house.onCallNow', { names: names.join(', ') })}
      </p>
      <ol className="house-lines">
        {drafts.map((draft, index) => (
          <li key={draft.key}>
            <TurnLine
              draft={draft}
              place={index + 1}
              people={people}
              isLast={index === drafts.length - 1}
              onChange={(change) => {
                replace(draft.key, change)
              }}
              onMove={(by) => {
                setDrafts(movedTurn(drafts, draft.key, by))
              }}
              onRemove={() => {
                setDrafts(drafts.filter(({ key }) => key !== draft.key))
              }}
            />
          </li>
        ))}
      </ol>
      {first !== undefined && (
        <Button
          className="button"
          isDisabled={drafts.length >= MOST_TURNS}
          onPress={() => {
            setDrafts(withTurn(drafts, first.id))
          }}
        >
          <Plus className="icon" aria-hidden="true" /> {t('house.addTurn')}
        </Button>
      )}
    </Part>
  )
}

interface TurnLineProps {
  readonly draft: TurnDraft
  readonly place: number
  readonly isLast: boolean
  readonly people: readonly PersonTile[]
  readonly onChange: (change: Partial<TurnDraft>) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

function TurnLine({ draft, place, isLast, people, onChange, onMove, onRemove }: TurnLineProps) {
  const { t } = useWords()
  const words = { place }
  return (
    <div className="house-line" role="group" aria-label={t('house.turn', words)}>
      <ChoiceField
        label={t('house.who')}
        choices={people.map(({ id, name }) => ({ id, words: name }))}
        value={draft.personId}
        onChange={(personId) => {
          onChange({ personId })
        }}
      />
      <CheckboxGroup
        className="house-days"
        value={draft.days.map(String)}
        onChange={(days) => {
          onChange({ days: days.map(Number) })
        }}
      >
        <Label>{t('house.days')}</Label>
        {WEEKDAYS.map((day) => (
          <Check key={day} value={String(day)}>
            {t(`house.weekday.${day}`)}
          </Check>
        ))}
      </CheckboxGroup>
      {(['from', 'to'] as const).map((field) => (
        <TextField
          key={field}
          className="field"
          value={draft[field]}
          maxLength={5}
          isInvalid={readMinute(draft[field]) === null}
          onChange={(text) => {
            onChange({ [field]: text })
          }}
        >
          <Label>{t(`house.hour.${field}`)}</Label>
          <Input className="input figures" autoComplete="off" />
        </TextField>
      ))}
      <LineButtons
        place={place}
        isLast={isLast}
        removeWords={t('house.removeTurn', words)}
        onMove={onMove}
        onRemove={onRemove}
      />
    </div>
  )
}
