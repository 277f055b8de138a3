/** A path that answers heartbeats and no alarms: the next one has every fall in its first round, and people are told. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { raiseStationFault } from '../../../../station/alarms/station-fault.ts'
import { centreConditions } from '../../../../station/supervision/station-conditions.ts'
import type { Outbox } from '../../../../station/sync/outbox.ts'
import type { Way } from '../../../../station/sync/ways.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'
import { outboxTo } from './outbox-harness.ts'
import { fails, ScriptedCentre, takes } from './scripted-centre.ts'

let folder: string
let core: StationCore
let first: ScriptedCentre
let second: ScriptedCentre
let outbox: Outbox
/** Heartbeats that the first path has answered. */
let beats: number

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder, () => outbox.wake(true))
  first = new ScriptedCentre()
  second = new ScriptedCentre()
  outbox = await outboxTo(core, [first, second])
  beats = 0
  first.answerHeartbeat = (messages, body) => {
    beats += 1
    return takes(messages, body)
  }
})

afterEach(async () => {
  await outbox.stop()
  await core.close()
  await removeFolder(folder)
})

const firstWay = (): Way => {
  const [way] = outbox.ways.all
  if (way === undefined) throw new Error('there is no way')
  return way
}

const tookAll = (unit: string, sequence: number): Promise<true> =>
  waitUntil(
    () => second.heard.includes(`radar-${unit}/${String(sequence)}`),
    () => `the second path heard only ${second.heard.join(' ')}`,
  )

/** Every commit that follows a failure comes after the heartbeat that the failure brought about. */
function slowCommits(): void {
  const run = core.writeQueue.run.bind(core.writeQueue)
  core.writeQueue.run = async (lane, work) => {
    const soFar = beats
    if (lane === 'routine') await waitUntil(() => beats > soFar, 'no heartbeat came')
    return await run(lane, work)
  }
}

test.each(['timeout', 'cannot-store', 'unreachable', 'not-handled'] as const)(
  'one try of the first round goes to a path that fails alarms with %s, and none after it',
  async (code) => {
    first.answer = () => fails(code)
    outbox.start()
    await waitUntil(() => beats > 0, 'no heartbeat came')
    slowCommits()
    for (let sequence = 1; sequence <= 5; sequence += 1) {
      await core.intake.take([says('204', 'fall')])
      await tookAll('204', sequence)
      expect(first.heard).toEqual(['radar-204/1'])
      const soFar = beats
      outbox.heartbeats.wakeAll()
      await waitUntil(() => beats > soFar, 'no heartbeat came')
    }
  },
)

test('it is told as lost while its heartbeats pass, has no traffic, and is asked again with what the other took', async () => {
  first.answer = () => fails('timeout')
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  await tookAll('204', 1)
  const way = firstWay()
  const failedAt = core.clock.mono()
  core.clock.pass(15_000)
  // No technical message yet, and a fall is not sent about for a test.
  expect(await outbox.heartbeats.prove(way)).toEqual({ ok: false, code: 'timeout' })
  expect(first.heard).toEqual(['radar-204/1'])
  const facts = outbox.ways.all.map(({ name, state: { link, failingSince, lastFailure } }) => ({
    name,
    link,
    failingSince,
    failure: lastFailure,
  }))
  expect(centreConditions(facts)).toMatchObject([
    { standing: 'no' },
    { subject: way.name, standing: 'yes', since: failedAt, code: 'timeout' },
    { standing: 'no' },
  ])
  expect(outbox.ways.inUse).toBe(outbox.ways.all[1])

  await raiseStationFault(core.parts, 'fault', 'path-lost')
  outbox.wake(false)
  await waitUntil(() => second.heard.includes('station/1'), 'the card was not told')
  for (let tries = 0; tries < 3; tries += 1) await outbox.heartbeats.prove(way)
  expect(first.heard.slice(1)).toContain('station/1')
  expect(new Set(first.heard.slice(1))).toEqual(new Set(['station/1']))
  expect(way.state.standing(core.clock.mono())).toBe('down')

  first.answer = takes
  outbox.heartbeats.wakeAll()
  await waitUntil(() => way.state.failingSince === null, 'the path is still failing')
  await core.intake.take([says('205', 'fall')])
  await waitUntil(() => first.heard.includes('radar-205/1'), 'the first path has no traffic')
  expect(second.heard).not.toContain('radar-205/1')
})

test('the only path is tried with the alarm itself, whatever its heartbeats say', async () => {
  await outbox.changeWays([firstWay()])
  first.answer = () => fails('not-handled')
  outbox.start()
  await core.intake.take([says('204', 'fall')])
  await waitUntil(() => firstWay().state.isDeaf, 'a heartbeat ended the failure')
  expect(outbox.ways.contact.link).toBe('lost')
  first.answer = takes
  core.clock.pass(60_000)
  outbox.wake(true)
  await waitUntil(() => firstWay().state.failingSince === null, 'the path is still failing')
  const [alarm] = [...core.book.open()]
  await waitUntil(() => core.deliveries.of(alarm?.id ?? 'none').state === 'delivered', 'not delivered')
})
