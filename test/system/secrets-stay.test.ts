/**
 * Secrets that stand as words in a configuration are used and never shown: not by any question of the API, not by the
 * health page, the metrics, the diagnostics or the log, whether a way works, is refused or cannot be reached.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { apiStation } from '../fakes/api-station.ts'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { freePort } from '../support/free-port.ts'
import { homeWith } from '../support/home.ts'
import { CENTRE_CLI, Program } from '../support/program.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

const SECRETS = {
  token: 'kjeks-token-4711',
  proxyPassword: 'kjeks-proxy-4712',
  brokerPassword: 'kjeks-broker-4713',
  digestPassword: 'kjeks-digest-4714',
} as const

/** Every question of the API that needs no more than nothing, or somebody's name. */
const QUESTIONS = Object.entries(
  apiStation({}).router._def.procedures as unknown as Record<
    string,
    { readonly _def: { readonly type: 'query' | 'mutation' | 'subscription' } }
  >,
)
  .filter(([, { _def }]) => _def.type === 'query')
  .map(([path]) => path)

interface Question {
  readonly query: (input?: unknown) => Promise<unknown>
}

/** What was answered, refusals with their words as well. */
async function answerOf(api: unknown, path: string, input: unknown): Promise<string> {
  const found = path.split('.').reduce((part, name) => (part as Record<string, unknown>)[name], api)
  try {
    return inspect(await (found as Question).query(input), { depth: 16, maxArrayLength: null })
  } catch (error) {
    return inspect(error, { depth: 8 })
  }
}

function assertNoneIn(texts: Readonly<Record<string, string>>, secrets: readonly string[]): void {
  const shown = Object.entries(texts).flatMap(([where, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${where}`),
  )
  expect(shown).toEqual([])
}

test('a station shows none of its secrets, wherever one looks', async () => {
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'))
  const [proxy, broker, receiver] = await Promise.all([freePort(), freePort(), freePort()])
  const wire = await RadarWire.plugged(cleanUp)
  const url = 'https://sentral.example.no'
  const configuration: ConfigurationText = {
    ...homeWith([{ device: 'bathroom', port: wire.port }], null),
    careCentre: {
      heartbeatSeconds: 1,
      paths: [
        { kind: 'https', url: centre.url, token: SECRETS.token },
        {
          kind: 'https',
          url,
          token: SECRETS.token,
          proxy: `http://127.0.0.1:${String(proxy)}`,
          proxyUsername: 'stasjon',
          proxyPassword: SECRETS.proxyPassword,
        },
        {
          kind: 'mqtt',
          url: `mqtt://127.0.0.1:${String(broker)}`,
          username: 'stasjon',
          password: SECRETS.brokerPassword,
        },
        {
          kind: 'scaip',
          uri: `sip:sentral@127.0.0.1:${String(receiver)};transport=tcp`,
          cid: '4790000017',
          username: 'stasjon',
          password: SECRETS.digestPassword,
        },
      ],
    },
  }
  const station = await startStation(cleanUp, { data: join(folder, 'station'), configuration })
  const board = await BoardClient.connected(cleanUp, station)
  wire.write(FALL)
  await board.card(() => true, 'nobody fell')
  // Each way has been tried and told what was wrong with it: the first is refused, nobody listens at the others.
  await waitUntil(async () => {
    const paths = await board.api.house.paths.query()
    return paths.length === 4 && paths.every(({ lastFault }) => lastFault !== null)
  }, 'not every way was tried')

  const texts: Record<string, string> = {
    log: station.program.words,
    cards: JSON.stringify([...board.cards.values()]),
  }
  for (const page of ['healthz', 'metrics'])
    texts[page] = await (await fetch(`${station.url}/${page}`)).text()
  for (const path of QUESTIONS) {
    texts[path] = await answerOf(board.api, path, undefined)
    texts[`${path} for somebody`] = await answerOf(board.api, path, { by: 'kari' })
  }
  expect(texts['house.view']).toContain('sentral.example.no')
  expect(texts['house.paths']).toContain('unauthorised')
  expect(texts['station.diagnostics']).toContain('sqlite')
  assertNoneIn(texts, Object.values(SECRETS))
})

test('a care centre shows none of its own', async () => {
  const secrets = {
    door: 'kjeks-door-4715',
    operations: 'kjeks-operations-4716',
    broker: 'kjeks-broker-4717',
  }
  const config = join(folder, 'centre.json')
  const broker = await freePort()
  await writeFile(
    config,
    JSON.stringify({
      municipalities: [{ id: '5001', stations: [{ id: 'solbakken', token: secrets.door }] }],
      operationsToken: secrets.operations,
      mqtt: { url: `mqtt://127.0.0.1:${String(broker)}`, username: 'sentral', password: secrets.broker },
    }),
  )
  const words = ['--data', join(folder, 'data'), '--config', config, '--token', 'furulund=kjeks-trial-4718']
  const program = new Program(cleanUp, process.execPath, [CENTRE_CLI, ...words])
  const { url } = await program.ready()
  const texts: Record<string, string> = {}
  for (const token of [secrets.door, secrets.operations, 'kjeks-wrong-4719']) {
    for (const path of ['healthz', 'metrics', 'openapi.json', 'v1/alarms', 'v1/stations', 'v1/session']) {
      const answer = await fetch(`${url}/${path}`, { headers: { authorization: `Bearer ${token}` } })
      texts[`${path} for ${token}`] = `${JSON.stringify([...answer.headers])} ${await answer.text()}`
    }
  }
  process.kill(program.pid, 'SIGHUP')
  await waitUntil(() => program.words.includes('the configuration was read anew'), 'it was not read anew')
  await waitUntil(() => program.words.includes('the broker is away'), 'the broker is not missed')
  texts['log'] = program.words
  texts['ready line'] = program.lines.join('\n')
  assertNoneIn(texts, [...Object.values(secrets), 'kjeks-trial-4718', 'kjeks-wrong-4719'])
})
