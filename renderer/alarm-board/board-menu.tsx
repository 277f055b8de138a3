import { memo } from 'react'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { LANGUAGES } from '../i18n/setup.ts'
import { useWords } from '../i18n/use-words.ts'
import { THEMES, type Settings, type Theme } from '../settings.ts'

/** Windows that the menu opens over any room. */
export type MenuWindow = 'keys' | 'diagnostics' | 'sound'

interface MenuProps {
  readonly theme: Theme
  readonly onSettings: (change: Partial<Settings>) => void
  readonly onWindow: (kind: MenuWindow) => void
  readonly onTechnician: () => void
  readonly onShift: () => void
  readonly onPeople: () => void
  readonly onResidents: () => void
  readonly onHouse: () => void
}

/** What is seldom needed: keys, diagnostics, the technician's room, language and colours. */
export const BoardMenu = memo(function BoardMenu({
  theme,
  onSettings,
  onWindow,
  onTechnician,
  onShift,
  onPeople,
  onResidents,
  onHouse,
}: MenuProps) {
  const { t, language } = useWords()
  return (
    <MenuTrigger>
      <Button className="button">{t('status.menu')}</Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuItem
            className="menu-item"
            onAction={() => {
              onWindow('keys')
            }}
          >
            {t('menu.keys')}
          </MenuItem>
          <MenuItem
            className="menu-item"
            onAction={() => {
              onWindow('diagnostics')
            }}
          >
            {t('menu.diagnostics')}
          </MenuItem>
          <MenuItem
            className="menu-item"
            onAction={() => {
              onWindow('sound')
            }}
          >
            {t('sound.title')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={onTechnician}>
            {t('menu.technician')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={onShift}>
            {t('menu.shift')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={onResidents}>
            {t('menu.residents')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={onPeople}>
            {t('menu.people')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={onHouse}>
            {t('menu.house')}
          </MenuItem>
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
        </Menu>
      </Popover>
    </MenuTrigger>
  )
})
