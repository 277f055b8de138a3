import { useCallback, useState } from 'react'
import { ArrowLeft, UserPlus } from 'lucide-react'
import { Button, Input, Label, SearchField } from 'react-aria-components'
import type { ResidentDetails, ResidentLine } from '../../shared/api/residents.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { useAskedAgain } from '../use-asked-again.ts'
import { useEscape } from '../technician/use-escape.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { Window } from '../ui/window.tsx'
import { AwayWindow } from './away-window.tsx'
import { DetailsForm } from './details-form.tsx'
import { PaperPart } from './paper-part.tsx'
import { ResidentCard } from './resident-card.tsx'
import { ResidentPage } from './resident-page.tsx'
import type { ResidentCall, ResidentsClient } from './residents-client.ts'
import { selectResidents } from './select-residents.ts'

interface ResidentsRoomProps {
  readonly client: ResidentsClient
  readonly personId: string
  /** A caregiver says who is away; managers and administrators keep the records. */
  readonly role: string | null
  readonly show: (words: SpokenWords) => void
  readonly onBack: () => void
}

type Open = { readonly kind: 'add' } | { readonly kind: 'away'; readonly resident: ResidentLine }

/** The residents: who they are, who is away, and what is missing where something is. */
export function ResidentsRoom({ client, personId, role, show, onBack }: ResidentsRoomProps) {
  const { t } = useWords()
  const askResidents = useCallback(() => client.list(), [client])
  const { answer: list, problem, refresh } = useAskedAgain(askResidents)
  const [written, setWritten] = useState('')
  const [opened, setOpened] = useState<string | null>(null)
  const [open, setOpen] = useState<Open | null>(null)
  useEscape(0, onBack)
  const keepsRecords = role === 'manager' || role === 'administrator'
  const shown = selectResidents(list ?? [], written)
  const fail = (error: unknown) => {
    const code: CallErrorCode = error instanceof StationCallError ? error.code : 'internal'
    show((words) => errorWords(code, null, words))
  }
  const take = async (call: ResidentCall, done: SpokenWords): Promise<boolean> => {
    try {
      await client.take(call)
    } catch (error) {
      fail(error)
      return false
    }
    show(done)
    refresh()
    return true
  }
  const close = () => {
    setOpen(null)
  }
  const add = (details: ResidentDetails) => {
    client.add({ by: personId, details }).then((residentId) => {
      close()
      refresh()
      setOpened(residentId)
      show((words) => words('residents.done.added', { name: details.name }))
    }, fail)
  }
  return (
    <main className="technician residents" aria-label={t('residents.title')}>
      <div className="technician-head">
        <Button className="button" onPress={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" /> {t('technician.back')}
        </Button>
        <h2>{t('residents.title')}</h2>
        {keepsRecords && (
          <Button
            className="button"
            onPress={() => {
              setOpen({ kind: 'add' })
            }}
          >
            <UserPlus className="icon" aria-hidden="true" /> {t('residents.add')}
          </Button>
        )}
      </div>
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
      {list === null && problem === null && <p className="waiting">{t('technician.loading')}</p>}
      {list !== null && opened === null && (
        <>
          <SearchField className="field" value={written} onChange={setWritten}>
            <Label>{t('residents.search')}</Label>
            <Input className="input" />
          </SearchField>
          <p className="hint" role="status">
            {t('residents.found', { count: shown.length })}
          </p>
          <ul className="people-list">
            {shown.map((resident) => (
              <li key={resident.id}>
                <ResidentCard
                  resident={resident}
                  onOpen={
                    keepsRecords
                      ? () => {
                          setOpened(resident.id)
                        }
                      : null
                  }
                  onAway={() => {
                    setOpen({ kind: 'away', resident })
                  }}
                  onBack={() => {
                    void take(
                      { act: 'end-away', input: { by: personId, residentId: resident.id } },
                      (words) => words('residents.done.back', { name: resident.name }),
                    )
                  }}
                />
              </li>
            ))}
          </ul>
          {keepsRecords && (
            <PaperPart
              client={client}
              personId={personId}
              isAdministrator={role === 'administrator'}
              show={show}
            />
          )}
        </>
      )}
      {opened !== null && (
        <ResidentPage
          key={opened}
          client={client}
          residentId={opened}
          personId={personId}
          take={take}
          show={show}
          onBack={() => {
            setOpened(null)
          }}
        />
      )}
      {open?.kind === 'add' && (
        <Window title={t('residents.add')} onClose={close}>
          <DetailsForm details={null} onCancel={close} onSave={add} />
        </Window>
      )}
      {open?.kind === 'away' && (
        <AwayWindow
          resident={open.resident}
          onClose={close}
          onSave={(wish) => {
            const { id: residentId, name } = open.resident
            void take({ act: 'set-away', input: { by: personId, residentId, ...wish } }, (words) =>
              words('residents.done.away', { name }),
            ).then((isDone) => {
              if (isDone) close()
            })
          }}
        />
      )}
    </main>
  )
}
