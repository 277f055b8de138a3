import { useCallback, useState } from 'react'
import { ArrowLeft, UserPlus } from 'lucide-react'
import { Button } from 'react-aria-components'
import type { PersonLine } from '../../shared/api/people.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { useAskedAgain } from '../use-asked-again.ts'
import { useEscape } from '../technician/use-escape.ts'
import { ConfirmWindow } from '../technician/confirm-window.tsx'
import type { SpokenWords } from '../ui/toasts.tsx'
import { CodeWindow } from './code-window.tsx'
import { LockField } from './lock-field.tsx'
import type { CodeCall, PeopleCall } from './people-client.ts'
import { PersonCard } from './person-card.tsx'
import { PersonForm } from './person-form.tsx'
import { useSignIn } from './use-session.ts'

interface PeopleRoomProps {
  /** Who looks; a manager looks, an administrator changes. */
  readonly personId: string
  readonly isAdministrator: boolean
  readonly show: (words: SpokenWords) => void
  readonly onBack: () => void
}

type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'change' | 'reset-pin' | 'leave'; readonly person: PersonLine }
  | { readonly kind: 'code'; readonly name: string; readonly code: string }

/** The people of the station: who they are, what they may, and whether their names are proven by a code. */
export function PeopleRoom({ personId, isAdministrator, show, onBack }: PeopleRoomProps) {
  const { t } = useWords()
  const { client } = useSignIn()
  const askPeople = useCallback(() => client.list(), [client])
  const { answer: list, problem, refresh } = useAskedAgain(askPeople)
  const [open, setOpen] = useState<Open | null>(null)
  useEscape(0, onBack)
  const fail = (error: unknown) => {
    const code: CallErrorCode = error instanceof StationCallError ? error.code : 'internal'
    show((words) => errorWords(code, null, words))
  }
  const take = (call: PeopleCall, done: SpokenWords) => {
    client.take(call).then(() => {
      setOpen(null)
      show(done)
      refresh()
    }, fail)
  }
  const askCode = (call: CodeCall, name: string) => {
    client.code(call).then(({ code }) => {
      setOpen({ kind: 'code', name, code })
      refresh()
    }, fail)
  }
  const close = () => {
    setOpen(null)
  }
  return (
    <main className="technician people" aria-label={t('people.title')}>
      <div className="technician-head">
        <Button className="button" onPress={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" /> {t('technician.back')}
        </Button>
        <h2>{t('people.title')}</h2>
        {isAdministrator && (
          <Button
            className="button"
            onPress={() => {
              setOpen({ kind: 'add' })
            }}
          >
            <UserPlus className="icon" aria-hidden="true" /> {t('people.add')}
          </Button>
        )}
      </div>
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
      {list === null && problem === null && <p className="waiting">{t('technician.loading')}</p>}
      {list !== null && (
        <>
          <ul className="people-list">
            {list.people.map((person) => (
              <li key={person.id}>
                <PersonCard
                  person={person}
                  mayChange={isAdministrator}
                  onChange={() => {
                    setOpen({ kind: 'change', person })
                  }}
                  onCode={() => {
                    setOpen({ kind: 'reset-pin', person })
                  }}
                  onLeave={() => {
                    setOpen({ kind: 'leave', person })
                  }}
                  onReturn={() => {
                    take({ act: 'return', input: { by: personId, personId: person.id } }, (words) =>
                      words('people.done.returned', { name: person.name }),
                    )
                  }}
                />
              </li>
            ))}
          </ul>
          {isAdministrator && (
            <LockField
              key={list.lockAfterMinutes}
              minutes={list.lockAfterMinutes}
              onChange={(minutes) => {
                take({ act: 'set-lock-after', input: { by: personId, minutes } }, (words) =>
                  words('people.done.lockSet', { count: minutes }),
                )
              }}
            />
          )}
        </>
      )}
      {open !== null && windowOf(open)}
    </main>
  )

  function windowOf(asked: Open) {
    switch (asked.kind) {
      case 'add':
        return (
          <PersonForm
            person={null}
            onClose={close}
            onSave={(written) => {
              askCode({ act: 'add', input: { by: personId, ...written } }, written.name)
            }}
          />
        )
      case 'change':
        return (
          <PersonForm
            person={asked.person}
            onClose={close}
            onSave={(written) => {
              const input = { by: personId, personId: asked.person.id, ...written }
              take({ act: 'change', input }, (words) => words('people.done.changed', { name: written.name }))
            }}
          />
        )
      case 'reset-pin':
        return (
          <ConfirmWindow
            title={t('people.newCodeTitle', { name: asked.person.name })}
            words={t('people.newCodeWords', { name: asked.person.name })}
            confirm={t('people.newCode')}
            onClose={close}
            onConfirm={() => {
              const input = { by: personId, personId: asked.person.id }
              askCode({ act: 'reset-pin', input }, asked.person.name)
            }}
          />
        )
      case 'leave':
        return (
          <ConfirmWindow
            title={t('people.leaveTitle', { name: asked.person.name })}
            words={t('people.leaveWords')}
            confirm={t('people.leave')}
            onClose={close}
            onConfirm={() => {
              const input = { by: personId, personId: asked.person.id }
              take({ act: 'leave', input }, (words) => words('people.done.left', { name: asked.person.name }))
            }}
          />
        )
      case 'code':
        return <CodeWindow name={asked.name} code={asked.code} onClose={close} />
      default:
        return assertNever(asked)
    }
  }
}
