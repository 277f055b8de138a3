import { Button } from 'react-aria-components'
import { API_VERSION } from '../../shared/api/version.ts'
import { useWords } from '../i18n/use-words.ts'

interface OtherVersionProps {
  /** The station's version of the API. */
  readonly station: number
  readonly isDesktop: boolean
  readonly onReload: () => void
}

/** The station and this screen do not understand each other: what that means, what to do, and nothing else. */
export function OtherVersion({ station, isDesktop, onReload }: OtherVersionProps) {
  const { t } = useWords()
  const isOld = station > API_VERSION
  const todo = isDesktop ? 'update' : 'reload'
  return (
    <main className="page">
      <div role="alert">
        <h1>{t(isOld ? 'otherVersion.oldTitle' : 'otherVersion.newTitle')}</h1>
        <p>{t('otherVersion.help')}</p>
      </div>
      <h2>{t('lost.todo')}</h2>
      <p>{isOld ? t(`otherVersion.${todo}`) : t('otherVersion.updateStation')}</p>
      {!isDesktop && (
        <Button className="button step step-next" autoFocus onPress={onReload}>
          {t('otherVersion.reloadNow')}
        </Button>
      )}
      <p className="muted">{t('otherVersion.versions', { own: API_VERSION, station })}</p>
    </main>
  )
}
