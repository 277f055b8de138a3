import { useEffect } from 'react'
import type { BoardReport, TryggvaktShell } from '../../shared/api/shell.ts'
import { useWords } from '../i18n/use-words.ts'
import type { BoardState } from './board-store.ts'
import { selectLastCriticalRing } from './incident-order.ts'

/** The window's title and the shell (tray, notifications, window to the front) follow the counts. */
export function useOutsideWorld(
  board: BoardState,
  { given, ringingGiven, givenSoFar }: Pick<BoardReport, 'given' | 'ringingGiven' | 'givenSoFar'>,
  shell: TryggvaktShell | null,
): void {
  const { t } = useWords()
  const { open, ringingCritical } = board.counts
  const lastCriticalRingAt = selectLastCriticalRing(board.incidents)
  useEffect(() => {
    document.title = open === 0 ? t('app.title') : t('app.titleOpen', { count: open })
  }, [open, t])
  useEffect(() => {
    shell?.reportBoard({ open, ringingCritical, lastCriticalRingAt, given, ringingGiven, givenSoFar })
  }, [shell, open, ringingCritical, lastCriticalRingAt, given, ringingGiven, givenSoFar])
}
