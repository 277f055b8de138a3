/** From a button nobody knows to a device that counts: real processes, a real port, the centre told of a test. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Discovery, TechnicianMessage, TestRun } from '../../shared/api/technician.ts'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { EnoceanWire } from '../support/enocean-wire.ts'
import { STATION_ID } from '../support/home.ts'
import { startStation } from '../support/station-process.ts'
import { readAudit } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

const CORD = '002a3b4c'
const by = 'tuva'

let cleanUp: CleanUp

beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('a cord is discovered, paired, tested to the centre and commissioned while the station runs', async () => {
  const folder = await temporaryFolder(cleanUp)
  const stick = await EnoceanWire.plugged(cleanUp)
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'))
  const station = await startStation(cleanUp, {
    data: join(folder, 'station'),
    configuration: {
      station: { id: STATION_ID, name: 'Solbakken omsorgsboliger', locale: 'nb' },
      residents: [{ id: 'r-204', name: 'Ingrid Solberg', home: { unit: '204' } }],
      people: [{ id: by, name: 'Tuva Teknes', role: 'technician' }],
      careCentre: { paths: [{ kind: 'https', ...centre.path }], heartbeatSeconds: 1 },
    },
  })
  const client = await BoardClient.connected(cleanUp, station)
  const { technician } = client.api

  const port = { by, path: stick.port, protocol: 'enocean-esp3', variant: null, baudRate: null }
  await technician.addPort.mutate(port)
  let heard: readonly Discovery[] = []
  const feed = technician.changes.subscribe(undefined, {
    onData: ({ discoveries }: TechnicianMessage) => {
      heard = discoveries ?? heard
    },
  })
  cleanUp.add(() => feed.unsubscribe())
  const found = await waitUntil(
    () => {
      stick.act(`press:${CORD}`)
      return heard.find(({ address }) => address === CORD)
    },
    'the cord was not discovered',
    { everyMs: 700 },
  )
  expect(found.receiver).toBe(stick.port)
  expect(client.cards.size).toBe(0)

  const { device } = await technician.pair.mutate({
    by,
    protocol: found.protocol,
    receiver: found.receiver,
    address: found.address,
    variant: null,
    eep: 'F6-02-01',
    key: null,
    settings: {},
    residentId: 'r-204',
    placement: 'bathroom',
    supervisionSeconds: null,
  })
  const { deviceId } = device
  const { test: started } = await technician.startTest.mutate({ by, deviceId })
  const { testId } = started
  let seen: TestRun = started
  const runs = technician.testChanges.subscribe({ testId }, { onData: (run: TestRun) => (seen = run) })
  cleanUp.add(() => runs.unsubscribe())
  await waitUntil(
    () => {
      if (seen.heardAt === null) stick.act(`press:${CORD}`)
      return seen.state === 'proven'
    },
    () => `the test was not seen end to end: ${JSON.stringify(seen)}`,
    { everyMs: 700 },
  )
  expect(seen).toMatchObject({ eventKind: 'help-call', centre: 'delivered' })
  const card = await client.card(({ category }) => category === 'test', 'the board did not show the test')
  expect(card).toMatchObject({ priority: 'low', deviceId, resident: { name: 'Ingrid Solberg' } })
  expect(await centre.story(card.alarmId)).toMatchObject({ category: 'test', device: deviceId })

  const commissioned = await technician.commission.mutate({ by, deviceId, testId })
  expect(commissioned.device.lifecycle).toBe('commissioned')
  await client.card(({ state }) => state === 'resolved', 'the test stayed open')
  const real = await waitUntil(
    () => {
      stick.act(`press:${CORD}`)
      return [...client.cards.values()].find(({ category }) => category === 'care')
    },
    'a real pull did not ring',
    { everyMs: 700 },
  )
  expect(real).toMatchObject({ priority: 'critical', deviceId })
  expect(await readAudit(station.data)).toMatchObject({ ok: true })
})
