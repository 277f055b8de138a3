import { useState, type ReactNode } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import { ON_DUTY } from '../../shared/wire/centre-messages.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { SubmitRow } from '../ui/window-rows.tsx'
import type { CentreCard } from './centre-card.ts'
import type { CentreClient } from './centre-client.ts'
import { peopleIn } from './people-in-story.ts'
import { useStory } from './use-story.ts'

interface AssignProps {
  readonly client: Pick<CentreClient, 'story'>
  readonly card: CentreCard
  readonly line: ReactNode
  readonly onAssign: (to: string) => void
  readonly onClose: () => void
}

/** To whom at the station: whoever is on duty, or those who have done something about this alarm are one press away; others by their id. */
export function AssignWindow({ client, card, line, onAssign, onClose }: AssignProps) {
  const { t } = useWords()
  const [to, setTo] = useState('')
  const story = useStory(client, card, null)
  const people = story.kind === 'shown' ? peopleIn(story.story) : []
  const isId = IdSchema.safeParse(to.trim()).success
  return (
    <Window title={t('centre.step.assign')} onClose={onClose}>
      {line}
      <p>{t('centre.assign.help')}</p>
      <div className="tiles">
        <Button
          className="button tile"
          autoFocus
          onPress={() => {
            onAssign(ON_DUTY)
          }}
        >
          {t('centre.assign.onDuty')}
        </Button>
        {people.map((id) => (
          <Button
            key={id}
            className="button tile"
            onPress={() => {
              onAssign(id)
            }}
          >
            {id}
          </Button>
        ))}
      </div>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (isId) onAssign(to.trim())
        }}
      >
        <TextField className="field" value={to} onChange={setTo} maxLength={64}>
          <Label>{t('centre.assign.id')}</Label>
          <Input className="input" autoComplete="off" />
        </TextField>
        <p className="hint" role="status">
          {to.trim() !== '' && !isId && t('centre.assign.noId')}
        </p>
        <SubmitRow words={t('centre.assign.send')} isDisabled={!isId} onClose={onClose} />
      </Form>
    </Window>
  )
}
