import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Operators } from '../../shared/api/centre/session.ts'
import { SoundButton } from '../alarm-board/status-bar.tsx'
import { durationWords } from '../i18n/duration-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { PinPad } from '../people/pin-pad.tsx'
import type { Settings } from '../settings.ts'
import { NO_RINGS } from '../sound/sound-rules.ts'
import { CentreFrame } from './centre-frame.tsx'
import { CentreCallError, type CentreClient, type SessionEnd } from './centre-client.ts'
import { centreErrorWords } from './centre-words.ts'
import { explainPin, forPad } from './pin-refusals.ts'
import { readMunicipality, writeMunicipality } from './remembered-municipality.ts'
import { useCentreSound } from './use-centre-sound.ts'
import { useLoaded } from './use-loaded.ts'

type Operator = Operators['operators'][number]

interface SignInProps {
  readonly client: CentreClient
  /** Why the last one is signed in no more. */
  readonly ended: SessionEnd | null
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  readonly onSignedIn: () => Promise<void>
}

/** Municipality, name, six digits. Nothing of any alarm is known to the page before that. */
export function SignInPage({ client, ended, settings, onSettings, onSignedIn }: SignInProps) {
  const { t } = useWords()
  const [municipality, setMunicipality] = useState(() => readMunicipality(localStorage))
  const [operator, setOperator] = useState<Operator | null>(null)
  const choose = (id: string | null) => {
    if (id !== null) writeMunicipality(localStorage, id)
    setMunicipality(id)
    setOperator(null)
  }
  return (
    <CentreFrame settings={settings} onSettings={onSettings}>
      <p className="centre-ended" role="alert">
        {ended !== null && t(`centre.ended.${ended}`)}
      </p>
      {ended !== null && ended !== 'signed-out' && <LockedSound />}
      {municipality === null && <MunicipalityTiles client={client} onChoose={choose} />}
      {municipality !== null && operator === null && (
        <OperatorTiles
          client={client}
          municipality={municipality}
          onChoose={setOperator}
          onOther={() => {
            choose(null)
          }}
        />
      )}
      {municipality !== null && operator !== null && (
        <section className="sign-in-pin">
          <h2>{t('signIn.title', { name: operator.name })}</h2>
          <PinPad
            first="code"
            asksNew={false}
            explain={explainPin}
            onPin={(pin, newPin) =>
              forPad(enter(client, { municipality, operator: operator.id, pin }, newPin).then(onSignedIn))
            }
          />
          <Button
            className="button step"
            onPress={() => {
              setOperator(null)
            }}
          >
            {t('signIn.otherName')}
          </Button>
        </section>
      )}
    </CentreFrame>
  )
}

/** Signs in; a first-use code is refused until it comes with one's own. */
async function enter(
  client: CentreClient,
  wish: Parameters<CentreClient['signIn']>[0],
  newPin: string | null,
): Promise<void> {
  if (newPin !== null) {
    await client.changePin(wish.pin, newPin)
    return
  }
  await client.signIn(wish)
  if ((await client.session())?.mustChangePin === true) throw new CentreCallError('pin-change-required')
}

/** Whoever was here was not asked: the page calls for somebody who signs in, or says that nobody needs to. */
function LockedSound() {
  const { output, muteLeftMs, mute, unlock } = useCentreSound(NO_RINGS, true)
  return <SoundButton output={output} muteLeftMs={muteLeftMs} onMute={mute} onUnlockSound={unlock} />
}

interface MunicipalitiesProps {
  readonly client: CentreClient
  readonly onChoose: (id: string) => void
}

function MunicipalityTiles({ client, onChoose }: MunicipalitiesProps) {
  const { t } = useWords()
  const { loaded, problem, again } = useLoaded(() => client.municipalities(), '')
  return (
    <section>
      <h2>{t('centre.signIn.municipality')}</h2>
      {problem !== null && <Problem words={centreErrorWords(problem, null, t)} onAgain={again} />}
      {loaded?.length === 0 && <p>{t('centre.signIn.nowhere')}</p>}
      <div className="tiles">
        {(loaded ?? []).map(({ id, name }, index) => (
          <Button
            key={id}
            className="button tile"
            autoFocus={index === 0}
            onPress={() => {
              onChoose(id)
            }}
          >
            {name}
          </Button>
        ))}
      </div>
    </section>
  )
}

interface OperatorsProps {
  readonly client: CentreClient
  readonly municipality: string
  readonly onChoose: (operator: Operator) => void
  readonly onOther: () => void
}

function OperatorTiles({ client, municipality, onChoose, onOther }: OperatorsProps) {
  const { t } = useWords()
  const { loaded, problem, again } = useLoaded(() => client.operators(municipality), municipality)
  return (
    <section>
      <h2>{t('who.title')}</h2>
      {problem !== null && <Problem words={centreErrorWords(problem, null, t)} onAgain={again} />}
      {loaded?.length === 0 && <p>{t('centre.signIn.nobody')}</p>}
      <div className="tiles">
        {(loaded ?? []).map((operator, index) => (
          <Button
            key={operator.id}
            className="button tile"
            autoFocus={index === 0}
            onPress={() => {
              onChoose(operator)
            }}
          >
            <span>{operator.name}</span>
            {operator.lockedSeconds !== null && (
              <span className="tile-role">
                {t('centre.signIn.wait', { left: durationWords(operator.lockedSeconds * 1000, t) })}
              </span>
            )}
          </Button>
        ))}
      </div>
      <Button className="button step" onPress={onOther}>
        {t('centre.signIn.otherMunicipality')}
      </Button>
    </section>
  )
}

function Problem({ words, onAgain }: { readonly words: string; readonly onAgain: () => void }) {
  const { t } = useWords()
  return (
    <div role="alert">
      <p>{words}</p>
      <Button className="button step" onPress={onAgain}>
        {t('centre.again')}
      </Button>
    </div>
  )
}
