import { Header, MenuItem, MenuSection } from 'react-aria-components'
import { LANGUAGES } from '../i18n/setup.ts'
import { useWords } from '../i18n/use-words.ts'
import { THEMES, type Settings, type Theme } from '../settings.ts'

interface LookProps {
  readonly theme: Theme
  readonly onSettings: (change: Partial<Settings>) => void
}

/** Language and colours, at the end of a menu. */
export function LookSections({ theme, onSettings }: LookProps) {
  const { t, language } = useWords()
  return (
    <>
      <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[language]}>
        <Header className="menu-header">{t('menu.language')}</Header>
        {LANGUAGES.map((choice) => (
          <MenuItem
            key={choice}
            id={choice}
            className="menu-item"
            onAction={() => {
              onSettings({ language: choice })
            }}
          >
            {t(`menu.${choice}`)}
          </MenuItem>
        ))}
      </MenuSection>
      <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[theme]}>
        <Header className="menu-header">{t('menu.theme')}</Header>
        {THEMES.map((choice) => (
          <MenuItem
            key={choice}
            id={choice}
            className="menu-item"
            onAction={() => {
              onSettings({ theme: choice })
            }}
          >
            {t(`menu.${choice}`)}
          </MenuItem>
        ))}
      </MenuSection>
    </>
  )
}
