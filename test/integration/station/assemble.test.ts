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
async function takingCentre(): Promise<{ readonly url: string; readonly close: () => Promise<unknown> }> {
  const server = createServer((request, response) => {
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
    expect(station.vitals.health().centre).toMatchObject({ link: 'none', paths: [] })
  } finally {
    await station.stop()
    await centre.close()
  }
})
