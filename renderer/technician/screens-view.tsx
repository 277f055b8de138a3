import { Monitor, Pencil } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import type { ScreenLine } from '../../shared/api/screens.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { useDesk } from './desk.ts'
import { NameScreenWindow } from './name-screen-window.tsx'

/** Screens come and go slowly: who stands here sees a new one soon enough. */
const ASK_AGAIN_MS = 3_000

/** Every screen that is connected or has a name. */
export function ScreensView() {
  const { t } = useWords()
  const { client } = useDesk()
  const [screens, setScreens] = useState<readonly ScreenLine[] | null>(null)
  const [asked, setAsked] = useState(0)
  const [naming, setNaming] = useState<ScreenLine | null>(null)
  useEffect(() => {
    let isCurrent = true
    const again = () => {
      setAsked((times) => times + 1)
    }
    client.screens().then(
      (found) => {
        if (isCurrent) setScreens(found)
      },
      // A station that was lost is asked again, as it is anyway.
      () => undefined,
    )
    const timer = setTimeout(again, ASK_AGAIN_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, asked])
  return (
    <>
      <div className="panel-head">
        <h3>{t('technician.page.screens')}</h3>
      </div>
      <p className="muted">{t('technician.screens.help')}</p>
      {screens === null && <p>{t('technician.loading')}</p>}
      <ul className="receivers">
        {screens?.map((screen) => (
          <li key={screen.screenId} className="receiver" data-well={screen.kind !== null}>
            <h4>
              <Monitor className="icon" aria-hidden="true" />{' '}
              {screen.name ?? t('technician.screens.nameless')}
              {screen.isThis && <span className="muted"> {t('technician.screens.this')}</span>}
            </h4>
            <p>{whereWords(screen, t)}</p>
            <div className="receiver-foot">
              <Button
                className="button"
                onPress={() => {
                  setNaming(screen)
                }}
              >
                <Pencil className="icon" aria-hidden="true" /> {t('technician.screens.name')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {naming !== null && (
        <NameScreenWindow
          screen={naming}
          onClose={() => {
            setNaming(null)
          }}
          onChanged={() => {
            setAsked((times) => times + 1)
          }}
        />
      )}
    </>
  )
}

function whereWords({ kind, address }: ScreenLine, t: Words): string {
  if (kind === null || address === null) return t('technician.screens.gone')
  return t(`technician.screens.kind.${kind}`, { address })
}
