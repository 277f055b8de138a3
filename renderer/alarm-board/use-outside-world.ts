import { useEffect } from 'react'
import type { TryggvaktShell } from '../../shared/api/shell.ts'
import { useWords } from '../i18n/use-words.ts'
import type { BoardCounts } from './board-selectors.ts'

/** The window's title and the shell (tray, window to the front) follow the counts. */
export function useOutsideWorld(counts: BoardCounts, shell: TryggvaktShell | null): void {
  const { t } = useWords()
  const { open, ringingCritical, lastCriticalRingAt } = counts
  useEffect(() => {
    document.title = open === 0 ? t('app.title') : t('app.titleOpen', { count: open })
  }, [open, t])
  useEffect(() => {
    shell?.reportBoard({ open, ringingCritical, lastCriticalRingAt })
  }, [shell, open, ringingCritical, lastCriticalRingAt])
}
