import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { CalmProof } from '../../shared/api/board.ts'
import { FloodBanner } from '../alarm-board/flood-banner.tsx'
import { LANGUAGES } from '../i18n/setup.ts'
import { useWords } from '../i18n/use-words.ts'
import { THEMES, type Settings, type Theme } from '../settings.ts'

interface PhoneFootProps {
  readonly flood: CalmProof['flood']
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  readonly onHelp: () => void
  readonly onShift: () => void
  readonly toBoard: (() => void) | null
}

/** "I need help", always under the thumb, and a flood of alarms; above them what is seldom needed. */
export function PhoneFoot({ flood, settings, onSettings, onHelp, onShift, toBoard }: PhoneFootProps) {
  const { t, language } = useWords()
  return (
    <>
      <section className="phone-more" aria-label={t('phone.more')}>
        <Button className="button step" onPress={onShift}>
          {t('menu.shift')}
        </Button>
        {toBoard !== null && (
          <Button className="button step" onPress={toBoard}>
            {t('phone.board')}
          </Button>
        )}
        <Toggles
          label={t('menu.language')}
          choices={LANGUAGES}
          chosen={language}
          onChoose={(chosen) => {
            onSettings({ language: chosen })
          }}
        />
        <Toggles
          label={t('menu.theme')}
          choices={THEMES}
          chosen={settings.theme}
          onChoose={(theme) => {
            onSettings({ theme })
          }}
        />
      </section>
      <footer className="phone-foot">
        <FloodBanner flood={flood} />
        <Button className="button phone-help" onPress={onHelp}>
          {t('night.buttons.help')}
        </Button>
      </footer>
    </>
  )
}

interface TogglesProps<Choice> {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly chosen: Choice
  readonly onChoose: (choice: Choice) => void
}

function Toggles<Choice extends 'nb' | 'en' | Theme>({
  label,
  choices,
  chosen,
  onChoose,
}: TogglesProps<Choice>) {
  const { t } = useWords()
  return (
    <ToggleButtonGroup
      className="phone-toggles"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
    >
      {choices.map((choice) => (
        <ToggleButton
          key={choice}
          id={choice}
          className="button step"
          onPress={() => {
            onChoose(choice)
          }}
        >
          {t(`menu.${choice}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
