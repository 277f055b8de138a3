import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import type { Settings } from '../settings.ts'
import { centreErrorOf, type CentreClient, type CentreErrorCode, type SessionEnd } from './centre-client.ts'
import { CentreFrame } from './centre-frame.tsx'
import { centreErrorWords } from './centre-words.ts'
import { OwnPinPad } from './own-pin-pad.tsx'

interface OwnPinProps {
  readonly client: CentreClient
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  readonly onChanged: () => Promise<void>
  readonly onEnded: (why: SessionEnd) => void
}

/** After a first-use code: nothing else is possible until it is changed, but leaving. */
export function OwnPinPage({ client, settings, onSettings, onChanged, onEnded }: OwnPinProps) {
  const { t } = useWords()
  const [problem, setProblem] = useState<CentreErrorCode | null>(null)
  return (
    <CentreFrame settings={settings} onSettings={onSettings}>
      <section className="sign-in-pin">
        <h2>{t('centre.signIn.ownTitle')}</h2>
        <p>{t('centre.signIn.ownHelp')}</p>
        <OwnPinPad client={client} onChanged={onChanged} />
        <Button
          className="button step"
          onPress={() => {
            client.signOut().then(
              () => {
                onEnded('signed-out')
              },
              (error: unknown) => {
                setProblem(centreErrorOf(error).code)
              },
            )
          }}
        >
          {t('centre.menu.signOut')}
        </Button>
        <p role="alert">{problem !== null && centreErrorWords(problem, null, t)}</p>
      </section>
    </CentreFrame>
  )
}
