/** Silence is proven: what fails without a word is an alarm, one fault one card, and nobody is left unseen. */
import { join } from 'node:path'
import { expect } from 'vitest'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import type { CleanUp } from '../support/clean-up.ts'
import { EnoceanWire } from '../support/enocean-wire.ts'
import { homeWith } from '../support/home.ts'
import { FALL, HEARTBEAT, RadarWire } from '../support/radar-wire.ts'
import { sideBySide } from '../support/side-by-side.ts'
import { startStation } from '../support/station-process.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

const CORDS = Array.from({ length: 40 }, (_, index) => ({
  id: `cord-${index + 1}`,
  resident: `r-${index + 1}`,
  address: (0x00300000 + index).toString(16).padStart(8, '0'),
}))
/** So long a cord may be silent here: longer than the ten seconds after which a lost port is an alarm, also on a busy machine. */
const SUPERVISION_SECONDS = 25

function wing(port: string): ConfigurationText {
  return {
    station: { id: 'solbakken', name: 'Solbakken omsorgsboliger', locale: 'nb' },
    ports: [{ path: port, protocol: 'enocean-esp3' }],
    residents: CORDS.map(({ resident }) => ({ id: resident, name: 'Ingrid Solberg' })),
    devices: CORDS.map(({ id, resident, address }) => ({
      id,
      protocol: 'enocean-esp3',
      address,
      eep: 'F6-02-01',
      resident,
      placement: 'bathroom',
      supervisionSeconds: SUPERVISION_SECONDS,
    })),
    people: [{ id: 'kari', name: 'Kari Nordmann', role: 'caregiver' }],
  }
}

const open = (client: BoardClient): AlarmCard[] =>
  [...client.cards.values()].filter(({ state }) => state !== 'resolved' && state !== 'cancelled')

/** A radar at one resident, a centre that its station reports to, and a screen. */
async function radarWithCentre(cleanUp: CleanUp, data: string) {
  const wire = await RadarWire.plugged(cleanUp)
  const centre = await CareCentre.started(cleanUp, join(data, '..', 'centre'))
  const configuration = homeWith([{ device: 'radar-204', port: wire.port }], centre.path)
  const station = await startStation(cleanUp, { data, configuration })
  return { wire, centre, client: await BoardClient.connected(cleanUp, station) }
}

sideBySide(
  'a dead receiver with forty cords is one alarm, and all forty are back after the replug',
  async ({ cleanUp, data }) => {
    const wire = await EnoceanWire.plugged(cleanUp)
    const station = await startStation(cleanUp, { data, configuration: wing(wire.port) })
    const client = await BoardClient.connected(cleanUp, station)
    await client.proven(({ ports }) => ports[0]?.state === 'open', 'the stick was not opened')
    const speak = () => {
      for (const { address } of CORDS) wire.act(`release:${address}`)
    }
    speak()
    await client.proven(({ devices }) => devices.heard === CORDS.length, 'not every cord was heard')

    await wire.unplug()
    const lost = await client.card(({ cause }) => cause === 'port-lost', 'the lost port was no alarm')
    expect(lost).toMatchObject({
      category: 'technical',
      priority: 'high',
      subject: wire.port,
      resident: null,
    })
    const all = CORDS.length
    await client.proven(({ devices }) => devices.silent.length === all, 'the cords were still called heard')
    expect(open(client).map(({ cause }) => cause)).toEqual(['port-lost'])
    const { alarmId } = lost
    const why = await client.api.alarm.chain.query({ alarmId })
    expect(why.alsoSilent).toBe(all)
    expect(why.steps[0]).toMatchObject({ code: 'missing', figure: all })
    const silences = (await readStored('events', data)).filter(({ kind }) => kind === 'silent')
    expect(silences.length).toBe(all)
    expect(new Set(silences.map(({ alarm }) => alarm))).toEqual(new Set([alarmId]))

    await wire.plug()
    await client.proven(({ ports }) => ports[0]?.state === 'open', 'the stick did not come back', 5_000)
    speak()
    await client.proven(({ devices }) => devices.silent.length === 0, 'not every cord is back')
    await client.card(
      (card) => card.alarmId === alarmId && card.state === 'cancelled',
      'the alarm did not end',
    )
    expect(open(client)).toEqual([])
    expect((await readStored('alarms', data, '--state', 'all')).length).toBe(1)
  },
)

sideBySide(
  'a radar that is pulled out leaves its resident uncovered: high, until it is heard again',
  async ({ cleanUp, data }) => {
    const { wire, centre, client } = await radarWithCentre(cleanUp, data)
    wire.write(HEARTBEAT)
    await client.proven(({ devices }) => devices.heard === 1, 'the radar was not heard')

    await wire.unplug()
    const uncovered = await client.card(({ cause }) => cause === 'uncovered', 'nobody said who is uncovered')
    expect(uncovered).toMatchObject({
      category: 'technical',
      priority: 'high',
      resident: { id: 'r-radar-204', name: 'Ingrid Solberg' },
    })
    const lost = await client.card(({ cause }) => cause === 'port-lost', 'the lost port was no alarm')
    expect(lost).toMatchObject({ priority: 'medium', incidentId: uncovered.incidentId })
    const story = await waitUntil(() => centre.story(uncovered.alarmId), 'the centre was not told')
    expect(story).toMatchObject({ cause: 'uncovered', resident: 'r-radar-204' })
    expect(JSON.stringify(story)).not.toContain('Ingrid')

    await wire.plug()
    await client.card(({ alarmId, state }) => alarmId === lost.alarmId && state === 'cancelled', 'still lost')
    expect(open(client).map(({ cause }) => cause)).toEqual(['uncovered'])
    wire.write(HEARTBEAT, FALL)
    await client.card(
      ({ alarmId, state }) => alarmId === uncovered.alarmId && state === 'cancelled',
      'uncovered',
    )
    await client.card(({ cause }) => cause === 'fall', 'the fall did not arrive')
  },
)

sideBySide('a replug of two seconds calls nobody', async ({ cleanUp, data }) => {
  const wire = await RadarWire.plugged(cleanUp)
  const configuration = homeWith([{ device: 'radar-204', port: wire.port }], null)
  const station = await startStation(cleanUp, { data, configuration })
  const client = await BoardClient.connected(cleanUp, station)
  const portIs = (wanted: string) =>
    client.proven(({ ports }) => ports.every(({ state }) => state === wanted), `the port is not ${wanted}`)
  await portIs('open')
  await wire.unplug()
  await portIs('missing')
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  await wire.plug()
  await portIs('open')
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  expect([...client.cards.values()]).toEqual([])
})

sideBySide(
  'a centre that does not answer any more is an alarm here, and its return ends it',
  async ({ cleanUp, data }) => {
    const { centre, client } = await radarWithCentre(cleanUp, data)
    await client.proven(({ centre: { link } }) => link === 'ok', 'no contact with the centre')
    await centre.end('SIGKILL')
    const lost = await client.card(({ cause }) => cause === 'centre-lost', 'the loss was no alarm')
    expect(lost).toMatchObject({ category: 'technical', priority: 'medium', resident: null, deviceId: null })
    await centre.start()
    await client.card(({ alarmId, state }) => alarmId === lost.alarmId && state === 'cancelled', 'still lost')
    await waitUntil(async () => {
      const story = await centre.story(lost.alarmId)
      return story?.timeline.at(-1)?.type === 'alarm.cancelled' ? story : undefined
    }, 'the centre never learnt that it was away')
  },
)
