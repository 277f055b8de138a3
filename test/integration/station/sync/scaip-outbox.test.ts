/** The outbox over SCAIP paths, receivers and sockets real: checks 8, 9 and 10 of scaip.md §13. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outbox } from '../../../../station/sync/outbox.ts'
import { openStationEnd } from '../../../fakes/scaip-path.ts'
import { CleanUp } from '../../../support/clean-up.ts'
import { freePort } from '../../../support/free-port.ts'
import { ScaipReceiverPeer } from '../../../support/scaip-receiver.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'
import { outboxTo } from './outbox-harness.ts'

const cleanUp = new CleanUp()
let folder: string
let core: StationCore
let outbox: Outbox

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
})

afterEach(async () => {
  await outbox.stop()
  await core.close()
  await cleanUp.run()
  await removeFolder(folder)
})

const uriOf = (port: number): string => `sip:sentral@127.0.0.1:${port};transport=tcp`

async function receiverAt(port: number): Promise<ScaipReceiverPeer> {
  const receiver = await ScaipReceiverPeer.open('tcp', port)
  cleanUp.add(() => receiver.close())
  return receiver
}

const waiting = async (): Promise<number> => {
  const [row] = await core.rows<{ n: number }>(
    'SELECT count(*) AS n FROM outbox_messages WHERE acknowledged_at IS NULL',
  )
  return row?.n ?? 0
}

test('check 8: with the first receiver dead the second has the fall long before ten seconds are over', async () => {
  const second = await receiverAt(0)
  const uris = [uriOf(await freePort()), second.uri]
  outbox = await outboxTo(
    core,
    uris.map((uri) => openStationEnd(cleanUp, { uri }).transport),
  )
  const startedAt = performance.now()
  await core.intake.take([says('204', 'fall')])
  outbox.start()
  await waitUntil(async () => (await waiting()) === 0, 'not delivered')
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(second.arrived.filter(({ request }) => request.mty === 'ME')).toHaveLength(1)
})

test('check 9: 200 alarms of half an hour without any receiver come when one is back, falls first, each once', async () => {
  for (let unit = 300; unit < 498; unit += 1) {
    const id = `radar-${unit}`
    await core.store.writer.query("INSERT INTO residents (id, name) VALUES (?, 'Ola')", [`r-${unit}`])
    await core.store.writer.query(
      "INSERT INTO devices (id, protocol, lifecycle) VALUES (?, 'mr60fda', 'commissioned')",
      [id],
    )
    await core.intake.take([says(String(unit), 'inactivity')])
  }
  core.clock.pass(30 * 60_000)
  await core.intake.take([says('204', 'fall'), says('205', 'fall')])
  const port = await freePort()
  outbox = await outboxTo(core, [openStationEnd(cleanUp, { uri: uriOf(port) }).transport])
  outbox.start()
  await waitUntil(() => outbox.ways.contact.failingSince !== null, 'the receiver is not missed')
  expect(await waiting()).toBe(200)

  const receiver = await receiverAt(port)
  const [way] = outbox.ways.all
  if (way === undefined) throw new Error('there is no way')
  await outbox.heartbeats.beat(way)
  await waitUntil(async () => (await waiting()) === 0, 'not all are delivered')
  const alarms = receiver.arrived.filter(({ request }) => request.mty === 'ME')
  expect(alarms).toHaveLength(200)
  expect(new Set(alarms.map(({ request }) => request.ref)).size).toBe(200)
  const falls = alarms.flatMap(({ request }, index) => (request.dty === 5 ? [index] : []))
  expect(falls).toHaveLength(2)
  // Both lanes start together: before the falls at most one body of the other lane.
  expect(Math.max(...falls)).toBeLessThan(10)
})

test('check 10: what was stored before the power went is sent after the restart, under the same reference', async () => {
  const silent = await receiverAt(0)
  silent.treatment = () => ({ status: 200 })
  outbox = await outboxTo(core, [openStationEnd(cleanUp, { uri: silent.uri }).transport])
  await core.intake.take([says('204', 'fall')])
  outbox.start()
  const before = await waitUntil(
    () => silent.arrived.find(({ request }) => request.mty === 'ME'),
    'the fall was not sent',
  )
  // The first life ends without an answer; its rows are all that is left of it.
  await outbox.stop()
  await core.close()

  const receiver = await receiverAt(0)
  core = await openCore(folder)
  outbox = await outboxTo(core, [openStationEnd(cleanUp, { uri: receiver.uri }).transport])
  outbox.start()
  await waitUntil(async () => (await waiting()) === 0, 'not delivered')
  const after = receiver.arrived.find(({ request }) => request.mty === 'ME')
  expect(after?.request).toEqual(before.request)
})
