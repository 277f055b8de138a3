import { memo } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import type { Settings, Theme } from '../settings.ts'
import { LookSections } from '../ui/look-sections.tsx'

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
  const { t } = useWords()
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
          <LookSections theme={theme} onSettings={onSettings} />
        </Menu>
      </Popover>
    </MenuTrigger>
  )
})
