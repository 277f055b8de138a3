import { Button } from 'react-aria-components'
import { LEAVE_REASONS, type LeaveReason } from '../../shared/api/residents.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'

interface LeaveWindowProps {
  readonly name: string
  readonly onLeave: (why: LeaveReason) => void
  readonly onClose: () => void
}

/** Why somebody leaves the service; the keyboard stands on the way back. */
export function LeaveWindow({ name, onLeave, onClose }: LeaveWindowProps) {
  const { t } = useWords()
  return (
    <Window title={t('residents.leaveTitle', { name })} onClose={onClose}>
      <p>{t('residents.leaveWords')}</p>
      <div className="window-buttons">
        {LEAVE_REASONS.map((why) => (
          <Button
            key={why}
            className="button step"
            onPress={() => {
              onLeave(why)
            }}
          >
            {t(`residents.leaveWhy.${why}`)}
          </Button>
        ))}
        <Button className="button step" autoFocus onPress={onClose}>
          {t('technician.cancel')}
        </Button>
      </div>
    </Window>
  )
}
