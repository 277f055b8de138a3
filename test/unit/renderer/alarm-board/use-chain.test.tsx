/** When how an alarm came to be is asked for: soon, once a second at most, and not for what one walks past. */
import { act, cleanup, renderHook } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Chain } from '../../../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { useChain } from '../../../../renderer/alarm-board/use-chain.ts'
import { StationCallError } from '../../../../renderer/station-client.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

/** Says when it was asked for which alarm; answers at once, or when it is told to. */
class Asked extends FakeStationClient {
  readonly asked: { readonly alarmId: string; readonly at: number }[] = []
  readonly #waiting: ((chain: Chain | StationCallError) => void)[] = []
  waits = false

  override chain(alarmId: string): Promise<Chain> {
    this.asked.push({ alarmId, at: performance.now() })
    if (!this.waits) return Promise.resolve(chainOf(alarmId, this.asked.length))
    return new Promise((resolve, reject) => {
      this.#waiting.push((answer) => {
        if (answer instanceof StationCallError) reject(answer)
        else resolve(answer)
      })
    })
  }

  async answers(place: number, answer: Chain | StationCallError): Promise<void> {
    this.#waiting[place]?.(answer)
    await wait(0)
  }
}

/** Tells one answer from another by how often the alarm was reported. */
const chainOf = (alarmId: string, count: number): Chain => ({
  alarm: fallCard({ alarmId, count }),
  steps: [],
  events: [],
})

let client: Asked

beforeEach(() => {
  vi.useFakeTimers()
  client = new Asked(sampleBoard(0, []))
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const card = (alarmId: string, revision = 1, change: Partial<AlarmCard> = {}) =>
  fallCard({ alarmId, revision, ...change })

async function open(first: AlarmCard, isVeiled = false) {
  const hook = renderHook(({ shown, veiled }) => useChain(client, shown, veiled), {
    initialProps: { shown: first, veiled: isVeiled },
  })
  await wait(0)
  return {
    state: () => hook.result.current,
    show: (shown: AlarmCard) => {
      hook.rerender({ shown, veiled: isVeiled })
    },
    unveil: () => {
      hook.rerender({ shown: first, veiled: false })
    },
  }
}

const asked = () => client.asked.map(({ alarmId }) => alarmId)
const shown = (count: number) => ({ kind: 'shown', chain: { alarm: { count } } })

it('the alarm that is opened is asked for at once, and again 150 ms after it changed', async () => {
  const { state, show } = await open(card('fall'))
  expect([asked(), state()]).toMatchObject([['fall'], shown(1)])
  await wait(5_000)
  show(card('fall', 2))
  await wait(149)
  expect(asked()).toEqual(['fall'])
  await wait(1)
  expect([asked(), state()]).toMatchObject([['fall', 'fall'], shown(2)])
})

it('that the centre has it is a change too; a card drawn anew is none', async () => {
  const { show } = await open(card('fall', 1, { delivery: { state: 'waiting', waitingSince: 0 } }))
  await wait(5_000)
  show(card('fall', 1, { delivery: { state: 'waiting', waitingSince: 0 } }))
  await wait(5_000)
  expect(asked()).toHaveLength(1)
  show(card('fall'))
  await wait(150)
  expect(asked()).toHaveLength(2)
})

it('a stuck sensor is asked for once a second, the last of its changes included', async () => {
  const { show } = await open(card('stuck'))
  for (let revision = 2; revision <= 41; revision += 1) {
    show(card('stuck', revision))
    await wait(100)
  }
  await wait(2_000)
  expect(client.asked.map(({ at }, place) => at - (client.asked[place - 1]?.at ?? at))).toEqual([
    0, 1_000, 1_000, 1_000, 1_000,
  ])
})

it('keys that walk down the list pass alarms that are not asked for', async () => {
  const { state, show } = await open(card('first'))
  for (const alarmId of ['second', 'third', 'fourth']) {
    await wait(40)
    show(card(alarmId))
    expect(state()).toEqual({ kind: 'loading' })
  }
  await wait(29)
  expect(asked()).toEqual(['first'])
  await wait(1)
  expect([asked(), state()]).toMatchObject([['first', 'fourth'], { chain: { alarm: { alarmId: 'fourth' } } }])
})

it('an older answer never wins, whichever comes first', async () => {
  client.waits = true
  const { state, show } = await open(card('fall'))
  show(card('fall', 2))
  await wait(1_000)
  expect(asked()).toHaveLength(2)
  await client.answers(1, chainOf('fall', 2))
  await client.answers(0, chainOf('fall', 1))
  expect(state()).toMatchObject(shown(2))
})

it('the answer for another alarm is never shown under this one', async () => {
  client.waits = true
  const { state, show } = await open(card('fall'))
  show(card('door'))
  await client.answers(0, chainOf('fall', 1))
  expect(state()).toEqual({ kind: 'loading' })
  await wait(150)
  await client.answers(1, chainOf('door', 1))
  expect(state()).toMatchObject({ kind: 'shown', chain: { alarm: { alarmId: 'door' } } })
})

it('what failed says so, and is asked for with the next change', async () => {
  client.waits = true
  const { state, show } = await open(card('fall'))
  await client.answers(0, new StationCallError('no-contact', null))
  expect(state()).toEqual({ kind: 'failed' })
  show(card('fall', 2))
  await wait(1_000)
  await client.answers(1, chainOf('fall', 2))
  expect(state()).toMatchObject(shown(2))
})

it('nobody who may not see it asks; whoever signs in does at once', async () => {
  const { state, unveil } = await open(card('fall'), true)
  await wait(5_000)
  expect([asked(), state()]).toEqual([[], { kind: 'veiled' }])
  unveil()
  await wait(0)
  expect([asked(), state()]).toMatchObject([['fall'], shown(1)])
})

it('whatever changes and when: once a second at most, and what changed last is asked for within that second', async () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 15 })
  await fc.assert(
    fc.asyncProperty(gaps, async (all) => {
      client = new Asked(sampleBoard(0, []))
      const { show } = await open(card('fall'))
      let changedAt = performance.now()
      for (const [place, gap] of all.entries()) {
        await wait(gap)
        changedAt = performance.now()
        show(card('fall', place + 2))
      }
      await wait(3_000)
      const times = client.asked.map(({ at }) => at)
      for (const [place, at] of times.slice(1).entries())
        expect(at - (times[place] ?? 0)).toBeGreaterThanOrEqual(1_000)
      const last = times.at(-1) ?? 0
      expect(last).toBeGreaterThanOrEqual(changedAt)
      expect(last - changedAt).toBeLessThanOrEqual(1_000)
      cleanup()
    }),
    { numRuns: 40 },
  )
})
