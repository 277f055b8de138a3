/** A nurse call on an ESPA line: a real station process, a real database, a partner written from the document. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { openWriter } from '../../station/store/sqlite.ts'
import { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { EspaPeer } from '../support/espa-peer.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { readStored } from '../support/stored.ts'
import { PseudoTerminal } from './device-drivers/pseudo-terminal.ts'

let cleanUp: CleanUp
let terminal: PseudoTerminal
let peer: EspaPeer
let data: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  data = join(await temporaryFolder(cleanUp), 'station')
  terminal = new PseudoTerminal()
  cleanUp.add(() => terminal.dispose())
  await terminal.plug()
  peer = await EspaPeer.on(terminal.sensor)
  cleanUp.add(() => peer.close())
})
afterEach(() => cleanUp.run())

function house(settings: Readonly<Record<string, unknown>>): ConfigurationText {
  return {
    station: { id: 'solbakken', name: 'Solbakken omsorgsboliger', locale: 'nb' },
    ports: [
      {
        path: terminal.station,
        protocol: 'espa-444',
        // The partner of the test speaks when it has something to say.
        settings: { partnerSilenceSeconds: null, ...settings },
      },
    ],
    residents: [{ id: 'r-204', name: 'Ingrid Solberg', home: { unit: '204' } }],
    devices: [
      {
        id: 'cord-204',
        protocol: 'espa-444',
        port: terminal.station,
        address: '204',
        resident: 'r-204',
        placement: 'bathroom',
      },
    ],
    people: [{ id: 'kari', name: 'Kari Nordmann', role: 'caregiver' }],
  }
}

function start(settings: Readonly<Record<string, unknown>> = {}): Promise<StationProcess> {
  return startStation(cleanUp, { data, configuration: house(settings) })
}

const CALL = [
  ['1', '204'],
  ['2', 'Rom 204'],
  ['6', '3'],
] as const
const CANCEL = [
  ['1', '204'],
  ['2', 'Rom 204'],
  ['4', '1'],
] as const

test('a call is an alarm of its resident on the board, each further one rings, a cancellation ends it', async () => {
  const station = await start()
  const client = await BoardClient.connected(cleanUp, station)
  expect(await peer.call(...CALL)).toBe('06')
  const card = await client.card(({ cause }) => cause === 'help-call', 'the call did not reach the board')
  expect(card).toMatchObject({
    priority: 'critical',
    deviceId: 'cord-204',
    placement: 'bathroom',
    count: 1,
    resident: { name: 'Ingrid Solberg' },
  })
  expect(await peer.call(...CALL)).toBe('06')
  await client.card(({ count }) => count === 2, 'the second press did not ring')
  expect(await peer.call(...CANCEL)).toBe('06')
  await client.card(({ state }) => state === 'cancelled', 'the cancellation did not end the alarm')
  expect(await peer.call(...CALL)).toBe('06')
  await client.card(({ alarmId, state }) => alarmId !== card.alarmId && state === 'raised', 'no new alarm')
  expect((await readStored('outbox', data)).filter(({ alarm }) => alarm === card.alarmId)).toMatchObject([
    { type: 'alarm.raised' },
    { type: 'alarm.repeated' },
    { type: 'alarm.cancelled' },
  ])
})

test('what was acknowledged is stored: killed at the moment of the ACK, the alarm is open afterwards', async () => {
  const station = await start()
  expect(await peer.call(...CALL)).toBe('06')
  await station.kill()
  expect(await readStored('alarms', data)).toMatchObject([
    { device: 'cord-204', resident: 'r-204', cause: 'help-call', state: 'raised' },
  ])
})

test('while another program holds the database nothing is acknowledged: "busy", and the call is in later', async () => {
  await start()
  const holder = await openWriter(join(data, 'station.sqlite'))
  cleanUp.add(() => holder.destroy())
  await holder.query('BEGIN IMMEDIATE')
  expect(await peer.call(...CALL)).toBe('3215')
  expect(await readStored('alarms', data)).toEqual([])
  await holder.query('ROLLBACK')
  await expect.poll(() => readStored('alarms', data)).toHaveLength(1)
  expect(await peer.call(['1', '204'], ['2', 'Bad'])).toBe('06')
})

test('ordinary calls of the line’s setting are high, and a fire panel’s alarm is smoke that nothing takes back', async () => {
  await start({ ordinaryCalls: true, firePanel: true })
  expect(await peer.call(...CALL)).toBe('06')
  expect(await peer.call(['1', '204'], ['2', 'Sone 4'], ['6', '1'])).toBe('06')
  expect(await peer.call(['1', '204'], ['2', 'Sone 4'], ['4', '1'])).toBe('06')
  const alarms = await readStored('alarms', data)
  expect(alarms.map(({ cause, priority, state }) => [cause, priority, state])).toEqual([
    ['help-call', 'high', 'raised'],
    ['smoke', 'critical', 'raised'],
  ])
})

test('a call from a button that nobody has paired rings all the same', async () => {
  await start()
  expect(await peer.call(['1', '317'], ['2', 'Rom 317'])).toBe('06')
  expect(await readStored('alarms', data)).toMatchObject([
    { resident: null, cause: 'help-call', priority: 'critical' },
  ])
})
