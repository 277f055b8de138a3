/** What the page would print, as a PDF where the person wants it. */
import { dialog, type BrowserWindow } from 'electron'
import { writeFile } from 'node:fs/promises'

/** A name alone: no folder, nothing that is not a PDF. */
export function isPdfName(name: unknown): name is string {
  return typeof name === 'string' && /^[a-z0-9-]{1,100}\.pdf$/.test(name)
}

/** Resolves when the file is written, or the person chose none. */
export async function saveAsPdf(
  window: BrowserWindow | undefined,
  name: string,
): Promise<'saved' | 'cancelled'> {
  if (window === undefined || window.isDestroyed()) return 'cancelled'
  // The page first: while the dialog is open the board may change.
  const pdf = await window.webContents.printToPDF({ pageSize: 'A4' })
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  })
  if (canceled) return 'cancelled'
  // Names of residents stand in it: for the person who saved it alone.
  await writeFile(filePath, pdf, { mode: 0o600 })
  return 'saved'
}
