/** What was chosen on the first start, kept in `desktop.json` of the data folder. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Home = 'station' | 'training'

export interface DesktopChoice {
  readonly home: Home | null
  /** Whether the person was told that closing the window keeps the station running. */
  readonly toldAboutTray: boolean
}

const NOTHING_CHOSEN: DesktopChoice = { home: null, toldAboutTray: false }

/** A damaged file counts as nothing chosen: the welcome page asks again, no data is at stake. */
export function parseChoice(text: string): DesktopChoice {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return NOTHING_CHOSEN
  }
  if (typeof value !== 'object' || value === null) return NOTHING_CHOSEN
  const home = 'home' in value && (value.home === 'station' || value.home === 'training') ? value.home : null
  return { home, toldAboutTray: 'toldAboutTray' in value && value.toldAboutTray === true }
}

export function readChoice(folder: string): DesktopChoice {
  const file = join(folder, 'desktop.json')
  return existsSync(file) ? parseChoice(readFileSync(file, 'utf8')) : NOTHING_CHOSEN
}

export function writeChoice(folder: string, choice: DesktopChoice): void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'desktop.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(choice)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

export interface StartFacts {
  readonly askedForTraining: boolean
  readonly chosen: Home | null
  readonly hasConfiguration: boolean
  readonly hasDatabase: boolean
}

/** Which home to open; null means: ask on the welcome page. */
export function decideHome(facts: StartFacts): Home | null {
  if (facts.askedForTraining) return 'training'
  if (facts.hasConfiguration || facts.hasDatabase) return 'station'
  return facts.chosen
}
