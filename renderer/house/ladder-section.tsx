import { useState } from 'react'
import type { House, LadderCategory, LadderRung } from '../../shared/api/house.ts'
import { PRIORITIES, type Priority } from '../../shared/domain/priority.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { LadderPart } from './ladder-part.tsx'

interface LadderSectionProps {
  readonly ladder: House['ladder']
  readonly mayChange: boolean
  readonly onSave: (ladder: {
    readonly priority: Priority
    readonly category: LadderCategory
    readonly rungs: LadderRung[]
  }) => void
}

/** Whom an alarm calls that nobody answers: one ladder at a time, by priority and kind. */
export function LadderSection({ ladder, mayChange, onSave }: LadderSectionProps) {
  const { t } = useWords()
  const [priority, setPriority] = useState<Priority>('critical')
  const [category, setCategory] = useState<LadderCategory>('care')
  const part = ladder.find((it) => it.priority === priority && it.category === category)
  return (
    <>
      <h3>{t('house.ladder')}</h3>
      <p>{t('house.ladderHelp')}</p>
      <div className="house-choices">
        <ChoiceField
          label={t('house.priority')}
          choices={PRIORITIES.map((id) => ({ id, words: t(`priority.${id}`) }))}
          value={priority}
          onChange={setPriority}
        />
        <ChoiceField
          label={t('house.category')}
          choices={(['care', 'technical'] as const).map((id) => ({ id, words: t(`house.about.${id}`) }))}
          value={category}
          onChange={setCategory}
        />
      </div>
      {part !== undefined && (
        <LadderPart
          key={`${priority} ${category} ${JSON.stringify(part.rungs)}`}
          part={part}
          mayChange={mayChange}
          onSave={(rungs) => {
            onSave({ priority, category, rungs })
          }}
        />
      )}
    </>
  )
}
