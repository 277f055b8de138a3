import { useCallback } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Settings } from '../settings.ts'
import { useSettings, useTheme } from '../use-settings.ts'
import type { CentreClient, SessionEnd } from './centre-client.ts'
import { CentreHouse } from './centre-house.tsx'
import { OwnPinPage } from './own-pin-page.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { StartPage } from './start-page.tsx'
import { useCentreSession } from './use-centre-session.ts'

/** The operator page: signing in, and then the alarms of all stations of one municipality. */
export function CentreApp({ client }: { readonly client: CentreClient }) {
  const { language } = useWords()
  const [settings, setSettings] = useSettings()
  useTheme(settings)
  const change = useCallback(
    (next: Partial<Settings>) => {
      setSettings({ ...settings, ...next })
    },
    [setSettings, settings],
  )
  return (
    <I18nProvider locale={language === 'nb' ? 'nb-NO' : 'en-GB'}>
      <Door client={client} settings={settings} onSettings={change} />
    </I18nProvider>
  )
}

interface DoorProps {
  readonly client: CentreClient
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
}

function Door({ client, settings, onSettings }: DoorProps) {
  const { state, refresh, end } = useCentreSession(client)
  switch (state.kind) {
    case 'asking':
    case 'no-contact':
      return <StartPage isLate={state.kind === 'no-contact'} />
    case 'out':
      return (
        <SignInPage
          client={client}
          ended={state.ended}
          settings={settings}
          onSettings={onSettings}
          onSignedIn={refresh}
        />
      )
    case 'in':
      return (
        <SignedIn
          key={state.session.operator.id}
          client={client}
          session={state.session}
          settings={settings}
          onSettings={onSettings}
          onChanged={refresh}
          onEnded={end}
        />
      )
    default:
      return assertNever(state)
  }
}

interface SignedInProps extends DoorProps {
  readonly session: CentreSession
  /** Asks the centre anew who is signed in. */
  readonly onChanged: () => Promise<void>
  readonly onEnded: (why: SessionEnd) => void
}

function SignedIn(props: SignedInProps) {
  return props.session.mustChangePin ? <OwnPinPage {...props} /> : <CentreHouse {...props} />
}
