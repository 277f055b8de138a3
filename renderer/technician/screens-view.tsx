import { Monitor, Pencil } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Button } from 'react-aria-components'
import type { ScreenLine } from '../../shared/api/screens.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { useAskedAgain } from '../use-asked-again.ts'
import { useDesk } from './desk.ts'
import { NameScreenWindow } from './name-screen-window.tsx'
import { technicianErrorWords } from './technician-words.ts'

/** Every screen that is connected or has a name. */
export function ScreensView() {
  const { t } = useWords()
  const { client } = useDesk()
  const ask = useCallback(() => client.screens(), [client])
  const { answer: screens, problem, refresh } = useAskedAgain(ask)
  const [naming, setNaming] = useState<ScreenLine | null>(null)
  return (
    <>
      <div className="panel-head">
        <h3>{t('technician.page.screens')}</h3>
      </div>
      <p className="muted">{t('technician.screens.help')}</p>
      {problem !== null && <p role="status">{technicianErrorWords(problem, t)}</p>}
      {screens === null && problem === null && <p>{t('technician.loading')}</p>}
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
          onChanged={refresh}
        />
      )}
    </>
  )
}

function whereWords({ kind, address }: ScreenLine, t: Words): string {
  if (kind === null || address === null) return t('technician.screens.gone')
  return t(`technician.screens.kind.${kind}`, { address })
}
