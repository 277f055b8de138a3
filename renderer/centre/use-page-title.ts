import { useEffect } from 'react'
import { useWords } from '../i18n/use-words.ts'

/** The title of the browser's tab says how many alarms are open. */
export function usePageTitle(open: number): void {
  const { t } = useWords()
  useEffect(() => {
    document.title = open === 0 ? t('centre.title') : t('centre.titleOpen', { count: open })
  }, [open, t])
}
