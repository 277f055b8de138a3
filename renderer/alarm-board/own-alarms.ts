/**
 * What each person who was at this screen had, until they have seen who ended it, and which hand-overs they have seen:
 * it outlasts a lock, a reload and whoever signs in meanwhile. Ids alone, kept by the window.
 */
import { z } from 'zod'
import type { BoardState } from './board-store.ts'

const STORAGE_KEY = 'tryggvakt.own-alarms'

/** The newest of each; a night has far fewer. */
const MOST_KEPT = 200
const MOST_PEOPLE = 50

const KeptSchema = z.object({
  had: z.array(z.tuple([z.string(), z.array(z.string())])),
  seen: z.array(z.string()),
})

export class OwnAlarms {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>
  /** By person, whoever was here last at the end. */
  readonly #had: Map<string, Set<string>>
  #seen: Set<string>

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    const { had, seen } = read(storage)
    this.#storage = storage
    this.#had = new Map(had.map(([personId, alarmIds]) => [personId, new Set(alarmIds)]))
    this.#seen = new Set(seen)
  }

  /** From now on what they have is remembered here. */
  isHere(personId: string): void {
    const theirs = this.#had.get(personId) ?? new Set()
    this.#had.delete(personId)
    this.#had.set(personId, theirs)
    for (const other of [...this.#had.keys()].slice(0, -MOST_PEOPLE)) this.#had.delete(other)
    this.#keep()
  }

  /** Follows who has what among the open alarms; one that is open no longer is kept. */
  follow(alarms: Pick<BoardState['alarms'], 'get'>, changed: Iterable<string>): void {
    let isChanged = false
    for (const alarmId of changed) {
      const card = alarms.get(alarmId)
      if (card === undefined) continue
      for (const [personId, theirs] of this.#had) {
        const isTheirs = card.owner?.id === personId
        if (isTheirs === theirs.has(alarmId)) continue
        if (isTheirs) theirs.add(alarmId)
        else theirs.delete(alarmId)
        isChanged = true
      }
    }
    if (isChanged) this.#keep()
  }

  /** What they had and have not been told the end of, as far as this screen knows. */
  of(personId: string): readonly string[] {
    return [...(this.#had.get(personId) ?? [])]
  }

  /** They know how it ended, or there is nothing to tell. */
  isTold(personId: string, alarmIds: Iterable<string>): void {
    for (const alarmId of alarmIds) this.#had.get(personId)?.delete(alarmId)
    this.#keep()
  }

  hasSeen(handOver: string): boolean {
    return this.#seen.has(handOver)
  }

  sees(handOver: string): void {
    this.#seen.add(handOver)
    this.#keep()
  }

  #keep(): void {
    this.#seen = new Set([...this.#seen].slice(-MOST_KEPT))
    const had = [...this.#had].map(([personId, alarmIds]) => [personId, [...alarmIds].slice(-MOST_KEPT)])
    try {
      this.#storage.setItem(STORAGE_KEY, JSON.stringify({ had, seen: [...this.#seen] }))
    } catch (error) {
      // Forbidden by the browser, or full: then it holds for as long as the page does.
      if (!(error instanceof DOMException)) throw error
    }
  }
}

function read(storage: Pick<Storage, 'getItem'>): z.infer<typeof KeptSchema> {
  try {
    return KeptSchema.parse(JSON.parse(storage.getItem(STORAGE_KEY) ?? ''))
  } catch {
    return { had: [], seen: [] }
  }
}
