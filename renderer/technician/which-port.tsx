import { Button } from 'react-aria-components'
import type { Receiver } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { useDesk } from './desk.ts'

/** Two sticks look the same: the technician says which one this was (issue "Supervision": a question, not a guess). */
export function WhichPort({ receiver }: { readonly receiver: Receiver }) {
  const { t } = useWords()
  const desk = useDesk()
  return (
    <div className="which-port" role="group" aria-label={t('technician.whichPort.question')}>
      {receiver.candidates.map((path) => (
        <Button
          key={path}
          className="button"
          onPress={() => {
            desk.act(
              (by) => desk.client.take({ act: 'choose-port', input: { by, receiver: receiver.name, path } }),
              () => {
                desk.show((words) => words('technician.whichPort.done', { path }))
              },
            )
          }}
        >
          {t('technician.whichPort.choose', { path })}
        </Button>
      ))}
    </div>
  )
}
