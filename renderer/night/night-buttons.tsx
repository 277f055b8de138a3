import { memo } from 'react'
import { Archive, BellPlus, LifeBuoy, Search } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

export type NightButton = 'report' | 'help' | 'shelved' | 'search'

const SHELVED_KEY = 'V'

interface NightButtonsProps {
  /** How many alarms are set aside. */
  readonly shelved: number
  readonly onNight: (kind: NightButton) => void
}

/** What is always one press away: help for the carer, an alarm by hand, what is set aside. */
export const NightButtons = memo(function NightButtons({ shelved, onNight }: NightButtonsProps) {
  const { t } = useWords()
  const press = (kind: NightButton) => () => {
    onNight(kind)
  }
  return (
    <>
      {shelved > 0 && (
        <Button className="button shelved-button figures" onPress={press('shelved')}>
          <Archive className="icon" aria-hidden="true" /> {t('night.buttons.shelved', { count: shelved })}{' '}
          <kbd aria-hidden="true">{SHELVED_KEY}</kbd>
        </Button>
      )}
      <Button className="button" onPress={press('search')}>
        <Search className="icon" aria-hidden="true" /> {t('night.buttons.search')}
      </Button>
      <Button className="button" onPress={press('report')}>
        <BellPlus className="icon" aria-hidden="true" /> {t('night.buttons.report')}
      </Button>
      <Button className="button help-button" onPress={press('help')}>
        <LifeBuoy className="icon" aria-hidden="true" /> {t('night.buttons.help')}
      </Button>
    </>
  )
})
