import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { LANGUAGES, type Language } from '../i18n/setup.ts'
import { useWords } from '../i18n/use-words.ts'
import { THEMES, type Theme } from '../settings.ts'

interface MenuProps {
  readonly theme: Theme
  readonly onTheme: (theme: Theme) => void
  readonly onLanguage: (language: Language) => void
  readonly onKeys: () => void
  readonly onDiagnostics: () => void
}

/** What is seldom needed: keys, diagnostics, language and colours. */
export function BoardMenu({ theme, onTheme, onLanguage, onKeys, onDiagnostics }: MenuProps) {
  const { t, language } = useWords()
  return (
    <MenuTrigger>
      <Button className="button">{t('status.menu')}</Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuItem className="menu-item" onAction={onKeys}>
            {t('menu.keys')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={onDiagnostics}>
            {t('menu.diagnostics')}
          </MenuItem>
          <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[language]}>
            <Header className="menu-header">{t('menu.language')}</Header>
            {LANGUAGES.map((choice) => (
              <MenuItem
                key={choice}
                id={choice}
                className="menu-item"
                onAction={() => {
                  onLanguage(choice)
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
                  onTheme(choice)
                }}
              >
                {t(`menu.${choice}`)}
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
