/** What this machine can run, found by trying it. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { capture } from './processes.mjs'

/** @param {string} program */
export function inPath(program) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

async function whyNoElectron() {
  const { ensureElectronRuntime, wordsFor } = await import('../electron-runtime.mjs')
  try {
    const runtime = await ensureElectronRuntime()
    process.stdout.write(`${wordsFor(runtime)}\n`)
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const { code, output } = await capture(runtime.binary, [...asRoot, '--version'])
    return code === 0 ? undefined : `Electron does not start here (${output.trim().split('\n')[0]})`
  } catch (error) {
    return `there is no Electron binary to be had (${error instanceof Error ? error.message : String(error)})`
  }
}

/**
 * @param {boolean} forWindows whether anything ahead opens a window or a browser
 * @returns {Promise<Partial<Record<import('./test-parts.mjs').Need, string>>>} what is lacking, with the reason
 */
export async function findLacking(forWindows) {
  /** @type {Partial<Record<import('./test-parts.mjs').Need, string>>} */
  const lacking = {}
  if (!inPath('socat')) lacking.socat = 'socat is not installed'
  if (!forWindows) return lacking
  if (!inPath('chromium')) lacking.chromium = 'Chromium is not installed'
  if (!process.env['DISPLAY'] && !(inPath('xvfb-run') && inPath('xauth'))) {
    lacking.display = 'there is no display, and xvfb with xauth is not installed'
  }
  const electron = await whyNoElectron()
  if (electron !== undefined) lacking.electron = electron
  return lacking
}
