/** The screens that are connected or have a name, so that a call for help and a mute desk are found. */
import { MOST_SCREENS, type ScreenLine } from '../../shared/api/screens.ts'
import { writeSetting } from '../store/setting-rows.ts'
import { Turns } from '../../shared/domain/turns.ts'
import type { ClientConnection } from './client-connection.ts'
import { refused, type Outcome } from './outcome.ts'
import { person, type PeopleStore } from './people-store.ts'

export const SCREEN_NAMES_KEY = 'screen-names'

export interface ScreenBookParts {
  readonly store: PeopleStore
  /** The clients that are connected now. */
  readonly connections: () => Iterable<Pick<ClientConnection, 'screen' | 'address'>>
  /** Every board looks again at the cards that tell of it. */
  readonly onNamed: (screenId: string) => void
}

export class ScreenBook {
  readonly #names: Map<string, string>
  readonly #turns = new Turns()

  /** `names`: as they are stored, by the screen's id. */
  constructor(
    private readonly parts: ScreenBookParts,
    names: ReadonlyMap<string, string>,
  ) {
    this.#names = new Map(names)
  }

  /** Null: nobody has named it. */
  nameOf(screenId: string): string | null {
    return this.#names.get(screenId) ?? null
  }

  /** `own`: the screen that asks. */
  list(own: string | null): readonly ScreenLine[] {
    const here = new Map<string, Pick<ScreenLine, 'kind' | 'address'>>()
    for (const { screen, address } of this.parts.connections()) {
      if (screen !== null) here.set(screen.id, { kind: screen.kind, address })
    }
    return [...new Set([...here.keys(), ...this.#names.keys()])]
      .map((screenId) => ({
        screenId,
        name: this.nameOf(screenId),
        ...(here.get(screenId) ?? { kind: null, address: null }),
        isThis: screenId === own,
      }))
      .sort(hereThenByName)
  }

  /** Null takes the name away. Two screens of one name would send help to the wrong one. */
  name(by: string, screenId: string, name: string | null): Promise<Outcome<object>> {
    return this.#turns.take(() => this.#name(by, screenId, name))
  }

  async #name(by: string, screenId: string, name: string | null): Promise<Outcome<object>> {
    const isKnown = this.list(null).some((screen) => screen.screenId === screenId)
    if (!isKnown) return refused('unknown-screen', `no screen ${screenId} is here`)
    const namesake = [...this.#names].find(
      ([id, other]) => id !== screenId && other.toLowerCase() === name?.toLowerCase(),
    )
    if (namesake !== undefined) return refused('screen-name-taken', `${namesake[0]} is called so`)
    const names = new Map(this.#names)
    if (name === null) names.delete(screenId)
    else names.set(screenId, name)
    if (names.size > MOST_SCREENS) return refused('bad-input', 'so many screens have a name already')
    const entry = { actor: person(by), action: 'screen.named', subject: screenId, data: { name } }
    await this.parts.store.write(entry, (transaction) =>
      writeSetting(transaction, SCREEN_NAMES_KEY, JSON.stringify([...names])),
    )
    this.#names.clear()
    for (const [id, given] of names) this.#names.set(id, given)
    this.parts.onNamed(screenId)
    return { ok: true }
  }
}

function hereThenByName(a: ScreenLine, b: ScreenLine): number {
  const here = Number(b.kind !== null) - Number(a.kind !== null)
  if (here !== 0) return here
  return `${a.name ?? '\uffff'} ${a.screenId}`.localeCompare(`${b.name ?? '\uffff'} ${b.screenId}`, 'nb', {
    numeric: true,
  })
}
