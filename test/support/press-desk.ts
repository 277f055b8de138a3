/** A receiver's inner half beside an operator's, over a database of the test's choice. */
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { ConfigurationSchema } from '../../care-centre/configuration-schema.ts'
import { AlarmDesk, type Doer } from '../../care-centre/desk/alarm-desk.ts'
import { INTAKE_LIMITS, Intake, type IntakeLimits } from '../../care-centre/intake/intake.ts'
import { Callers } from '../../care-centre/scaip/callers.ts'
import { DocumentDesk } from '../../care-centre/scaip/document-desk.ts'
import { HeardDevices } from '../../care-centre/scaip/heard-devices.ts'
import type { Store } from '../../care-centre/store/store.ts'
import type { Transaction, Writes } from '../../care-centre/store/transaction.ts'

const STATION = 'homes'
const BY: Doer = { municipality: '5001', kind: 'operator', id: 'ase' }
const configuration = ConfigurationSchema.parse({
  municipalities: [{ id: '5001', stations: [{ id: STATION, token: 'door' }] }],
})

export interface PressDeskParts {
  /** The node's way to write; default: the store's own. */
  readonly writes?: Writes
  readonly limits?: IntakeLimits
}

interface Line {
  readonly id: string
  readonly state: string
  readonly count: number
  readonly answeredAt: number | null
}

/** `cid`: a controller of its own, so that many rounds have room in one database. */
export function pressDesk(store: Store, cid: string, { writes, limits }: PressDeskParts = {}) {
  const time = { now: () => Date.now(), monotonic: () => performance.now() }
  const events = { onStored: () => undefined, onCannotStore: () => undefined }
  const intake = new Intake(writes ?? store.writes, time, limits ?? INTAKE_LIMITS, events)
  const desk = new DocumentDesk({
    intake,
    watch: { hear: () => undefined },
    heard: new HeardDevices(time.monotonic),
    now: time.now,
    newId: uuidv7,
    onFailure: () => undefined,
  })
  const operators = new AlarmDesk(store, time.now)
  const caller = new Callers(configuration, STATION).of(cid)
  if (caller === undefined) throw new Error('nobody of this identity')
  const alarms = (): Promise<Line[]> =>
    store.reading.query<Line>(
      'SELECT id, state, count, "answeredAt" FROM alarm WHERE resident = ? AND station = ? ORDER BY number',
      [cid, STATION],
    )
  return {
    alarms,
    /** The `snu` of the answer. */
    press: async (ref: string): Promise<string | undefined> => {
      const answer = await desk.take({ ref, mty: 'ME', cid, dty: 3, stc: 10 }, caller)
      return /<snu>(\d+)/.exec(answer)?.[1]
    },
    /** Whoever sees what stands open ends it; gives the presses that were seen. */
    resolve: async (): Promise<void> => {
      const [open] = (await alarms()).filter(({ state }) => state !== 'resolved')
      if (open === undefined) return
      await operators.command(
        BY,
        { station: STATION, id: open.id },
        { type: 'resolve', by: BY.id, outcome: 'helped-unhurt' },
      )
    },
    /** Types by alarm, in the order in which the centre stored them. */
    stored: () =>
      store.reading.query<{ alarm: string; sequence: number; type: string }>(
        'SELECT alarm, sequence, type FROM message WHERE resident = ? AND station = ? ORDER BY number',
        [cid, STATION],
      ),
  }
}

/** The same writes, with something done before the transaction that `at` counts up to. */
export function interrupted(writes: Writes, at: number, deed: () => Promise<void>): Writes {
  let begun = 0
  return {
    atOnce: writes.atOnce,
    run: async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
      begun += 1
      if (begun === at) await deed()
      return writes.run(work)
    },
  }
}

/**
 * Presses and an operator who resolves, all at once and again: no press is folded into an alarm after its end, each
 * counts once however often its document comes, and what nobody resolved afterwards rings.
 */
export async function expectNoPressLost(store: Store, runs: number): Promise<void> {
  let round = 0
  const moves = fc.array(fc.oneof(fc.constant('resolve' as const), fc.integer({ min: 1, max: 4 })), {
    minLength: 2,
    maxLength: 10,
  })
  await fc.assert(
    fc.asyncProperty(moves, async (all) => {
      round += 1
      const desk = pressDesk(store, `47${String(round).padStart(8, '0')}`)
      await desk.press('first')
      const answers = await Promise.all(
        all.map((move) => (move === 'resolve' ? desk.resolve() : desk.press(`R${String(move)}`))),
      )
      for (const answer of answers) if (answer !== undefined) expect(answer).toBe('0')
      const presses = new Set(all.filter((move) => move !== 'resolve')).size + 1
      const stored = await desk.stored()
      const rings = stored.filter(({ type }) => type === 'alarm.raised' || type === 'alarm.repeated')
      expect(rings).toHaveLength(presses)
      for (const { id, state, answeredAt } of await desk.alarms()) {
        const own = stored.filter(({ alarm }) => alarm === id)
        expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, at) => at + 1))
        const last = own.at(-1)?.type
        expect(state).toBe(last === 'alarm.resolved' ? 'resolved' : 'raised')
        if (state === 'raised') expect(answeredAt).toBeNull()
        expect(own.slice(0, -1).map(({ type }) => type)).not.toContain('alarm.resolved')
      }
    }),
    { numRuns: runs },
  )
}
