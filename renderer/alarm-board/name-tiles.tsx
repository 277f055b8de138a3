import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { PersonTile } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { useReadable } from '../ui/use-readable.ts'
import { Window } from '../ui/window.tsx'
import type { StepName } from './alarm-steps.ts'

const ROLES = ['caregiver', 'technician', 'manager', 'administrator'] as const

interface NameTilesProps {
  readonly people: readonly PersonTile[]
  /** The step that waits for the answer. */
  readonly pending: StepName | null
  readonly onChoose: (personId: string) => void
  readonly onClose: () => void
  /** Why the last name did not do. */
  readonly problem: string | null
  /** Further buttons beside the way out. */
  readonly children: ReactNode
}

/** Who stands at this screen: one press on a name. */
export function NameTiles({ people, pending, onChoose, onClose, problem, children }: NameTilesProps) {
  const { t } = useWords()
  const isReadable = useReadable(pending !== null)
  const choose = (personId: string) => {
    if (isReadable()) onChoose(personId)
  }
  return (
    <Window title={t('who.title')} onClose={onClose}>
      <p>{people.length === 0 ? t('who.nobody') : t('who.help')}</p>
      {pending !== null && <p className="muted">{t('who.pending', { step: t(`step.${pending}`) })}</p>}
      {problem !== null && (
        <p className="hint" role="alert">
          {problem}
        </p>
      )}
      <div className="tiles">
        {people.map((person, index) => {
          const role = ROLES.find((known) => known === person.role)
          return (
            <Button
              key={person.id}
              className="button tile"
              autoFocus={index === 0}
              onPress={() => {
                choose(person.id)
              }}
            >
              <span>{person.name}</span>
              <span className="tile-role">{role === undefined ? person.role : t(`role.${role}`)}</span>
            </Button>
          )
        })}
      </div>
      <div className="window-buttons">
        {children}
        <Button className="button step" onPress={onClose}>
          {t('resolve.cancel')}
        </Button>
      </div>
    </Window>
  )
}
