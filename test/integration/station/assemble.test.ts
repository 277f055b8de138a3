/** A whole station over a real database; only its ports are simulated. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { AssembledStation } from '../../../station/assembly/assembled-station.ts'
import { openStore, type OpenedStore } from '../../../station/store/open-store.ts'
import { homeWith } from '../../support/home.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { assembleHouse } from './assembled-house.ts'
import { newFolder, removeFolder } from './station-core.ts'

const MessagesSchema = z.object({ messages: z.array(z.object({ id: z.string() })) })

let folder: string
let store: OpenedStore

beforeEach(async () => {
  folder = await newFolder()
  store = await openStore(folder)
})

afterEach(async () => {
  await store.close()
  await removeFolder(folder)
})

function assembled(digest?: string): Promise<AssembledStation> {
  const configuration = homeWith([{ device: 'radar-0', port: '/dev/ttyTest' }], null)
  return assembleHouse({ store, folder, configuration, ...(digest === undefined ? {} : { digest }) })
}

test('a disk without room for a new configuration is said, not stumbled over', async () => {
  const [pages] = await store.reader.query<{ page_count: number }[]>('PRAGMA page_count')
  await store.writer.query(`PRAGMA max_page_count = ${String(pages?.page_count)}`)
  await expect(assembled('longer than the room that is left '.repeat(10_000))).rejects.toMatchObject({
    code: 'full',
  })
})

test('a port that will not open holds back neither start nor stop', async () => {
  const station = await assembled()
  await station.start()
  expect(station.vitals.health()).toMatchObject({ status: 'degraded', database: 'ok', openAlarms: 0 })
  await station.stop()
})

/** A care centre that takes everything; returns its address. */
async function takingCentre() {
  /** Of each request, oldest first. */
  const paths: string[] = []
  const server = createServer((request, response) => {
    paths.push(request.url ?? '')
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const { messages } = MessagesSchema.parse(JSON.parse(body))
      response.end(JSON.stringify({ acknowledged: messages.map(({ id }) => id) }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    paths,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

test('a way to the centre that is set on screen is used, proven and taken away without a start', async () => {
  const centre = await takingCentre()
  const station = await assembled()
  await station.start()
  try {
    expect(station.vitals.health().centre).toMatchObject({ link: 'none', paths: [] })
    expect(station.house.view().centre.isDecided).toBe(false)
    const words = { url: centre.url }
    const path = { key: null, kind: 'https', words, files: {}, secrets: { token: 'door' } } as const
    const heartbeatSeconds = 60
    expect(await station.house.setCentre('anne', { paths: [path], heartbeatSeconds })).toEqual({ ok: true })
    await waitUntil(() => station.vitals.health().centre.link === 'ok', 'the new way was not used')
    const [way] = station.house.view().centre.paths
    expect(way?.health).toMatchObject({ state: 'up', isInUse: true, lastFault: null })
    expect(await station.house.testPath(way?.health.key ?? '')).toMatchObject({
      ok: true,
      result: { ok: true },
    })
    await station.house.setCentre('anne', { paths: [], heartbeatSeconds })
    expect(station.house.view().centre.isDecided).toBe(true)
    expect(station.vitals.health().centre).toMatchObject({ link: 'none', paths: [] })
  } finally {
    await station.stop()
    await centre.close()
  }
})

test('a station that gets another id speaks to the centre under that one alone, over the way that it has', async () => {
  const centre = await takingCentre()
  const station = await assembled()
  await station.start()
  try {
    const words = { url: centre.url }
    const path = { key: null, kind: 'https', words, files: {}, secrets: { token: 'door' } } as const
    await station.house.setCentre('anne', { paths: [path], heartbeatSeconds: 60 })
    const saysAs = (id: string) => `/v1/stations/${id}/messages`
    await waitUntil(() => centre.paths.includes(saysAs('solbakken')), 'it does not say who it is')

    const change = { id: 'furutun', name: 'Furutun', locale: 'nb' } as const
    expect(await station.house.setStation('anne', change)).toEqual({ ok: true })
    await waitUntil(() => centre.paths.at(-1) === saysAs('furutun'), 'it speaks under its old id')
    const since = centre.paths.indexOf(saysAs('furutun'))
    const [way] = station.house.view().centre.paths
    expect(await station.house.testPath(way?.health.key ?? '')).toMatchObject({
      ok: true,
      result: { ok: true },
    })
    expect(new Set(centre.paths.slice(since))).toEqual(new Set([saysAs('furutun')]))
  } finally {
    await station.stop()
    await centre.close()
  }
})
