import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { PersonTile } from '../../shared/api/board.ts'
import type { StepName } from '../alarm-board/alarm-steps.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { NameTiles } from '../alarm-board/name-tiles.tsx'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { Window } from '../ui/window.tsx'
import { FirstAdministrator } from './first-administrator.tsx'
import { PinPad } from './pin-pad.tsx'
import { useSignIn } from './use-session.ts'

interface SignInProps {
  readonly people: readonly PersonTile[]
  /** The step that waits for the answer. */
  readonly pending: StepName | null
  /** Why somebody else is asked for, where that is so. */
  readonly why?: string
  readonly onChoose: (personId: string) => void
  readonly onClose: () => void
}

type Page =
  | { readonly kind: 'tiles' }
  | { readonly kind: 'pin'; readonly person: PersonTile }
  | { readonly kind: 'own-pin' }
  | { readonly kind: 'administrator' }

/** Who stands at this screen: one press on a name, and six digits where the name has a code. */
export function SignIn({ people, pending, why, onChoose, onClose }: SignInProps) {
  const { t } = useWords()
  const { client, session } = useSignIn()
  const [page, setPage] = useState<Page>({ kind: 'tiles' })
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const choose = (personId: string) => {
    const person = people.find(({ id }) => id === personId)
    setProblem(null)
    if (person?.signIn === 'pin') setPage({ kind: 'pin', person })
    else if (session?.isGuarded !== true) onChoose(personId)
    else {
      client.signIn({ personId }).then(onChoose, (error: unknown) => {
        setProblem(error instanceof StationCallError ? error.code : 'internal')
      })
    }
  }
  const signOut = () => {
    client.signOut().then(onClose, (error: unknown) => {
      setProblem(error instanceof StationCallError ? error.code : 'internal')
    })
  }
  switch (page.kind) {
    case 'tiles':
      return (
        <NameTiles
          people={people}
          pending={pending}
          onChoose={choose}
          onClose={onClose}
          problem={problem === null ? (why ?? null) : errorWords(problem, null, t)}
        >
          {session?.isGuarded === true && session.person !== null && (
            <>
              <Button
                className="button step"
                onPress={() => {
                  setPage({ kind: 'own-pin' })
                }}
              >
                {t('signIn.changeOwn')}
              </Button>
              <Button className="button step" onPress={signOut}>
                {t('signIn.lock')}
              </Button>
            </>
          )}
          {session?.needsAdministrator === true && (
            <Button
              className="button step"
              onPress={() => {
                setPage({ kind: 'administrator' })
              }}
            >
              {t('signIn.makeAdministrator')}
            </Button>
          )}
        </NameTiles>
      )
    case 'pin': {
      const { person } = page
      return (
        <Window title={t('signIn.title', { name: person.name })} onClose={onClose}>
          <PinPad
            first="code"
            asksNew={false}
            onPin={async (pin, newPin) => {
              const wish = { personId: person.id, pin }
              onChoose(await client.signIn(newPin === null ? wish : { ...wish, newPin }))
            }}
          />
          <BackButtons
            onBack={() => {
              setPage({ kind: 'tiles' })
            }}
            onClose={onClose}
          />
        </Window>
      )
    }
    case 'own-pin':
      return (
        <Window title={t('signIn.changeOwn')} onClose={onClose}>
          <PinPad
            first="code"
            asksNew
            onPin={async (pin, newPin) => {
              if (newPin === null) return
              await client.take({ act: 'change-pin', input: { pin, newPin } })
              onClose()
            }}
          />
          <BackButtons
            onBack={() => {
              setPage({ kind: 'tiles' })
            }}
            onClose={onClose}
          />
        </Window>
      )
    case 'administrator':
      return <FirstAdministrator onMade={onChoose} onClose={onClose} />
  }
}

function BackButtons({ onBack, onClose }: { readonly onBack: () => void; readonly onClose: () => void }) {
  const { t } = useWords()
  return (
    <div className="window-buttons">
      <Button className="button step" onPress={onBack}>
        {t('signIn.otherName')}
      </Button>
      <Button className="button step" onPress={onClose}>
        {t('resolve.cancel')}
      </Button>
    </div>
  )
}
