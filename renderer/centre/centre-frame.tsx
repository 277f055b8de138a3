import type { ReactNode } from 'react'
import { Button, Menu, MenuTrigger, Popover } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import type { Settings } from '../settings.ts'
import { LookSections } from '../ui/look-sections.tsx'

interface FrameProps {
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  readonly children: ReactNode
}

/** The page before anybody has signed in: its name, the language and the colours. */
export function CentreFrame({ settings, onSettings, children }: FrameProps) {
  const { t } = useWords()
  return (
    <div className="centre-door">
      <header className="centre-door-head">
        <h1>
          {t('app.name')} <span className="muted">{t('centre.name')}</span>
        </h1>
        <MenuTrigger>
          <Button className="button">{t('status.menu')}</Button>
          <Popover className="popover" placement="bottom end">
            <Menu className="menu">
              <LookSections theme={settings.theme} onSettings={onSettings} />
            </Menu>
          </Popover>
        </MenuTrigger>
      </header>
      <main className="centre-door-body">{children}</main>
    </div>
  )
}
