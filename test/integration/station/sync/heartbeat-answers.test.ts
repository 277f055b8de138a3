/** A heartbeat proves a way only where the centre acknowledges it (contract: "Messages"); over HTTPS and SCAIP. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { HttpsTransport } from '../../../../station/sync/transports/https-transport.ts'
import { openStationEnd } from '../../../fakes/scaip-path.ts'
import { CleanUp } from '../../../support/clean-up.ts'
import { says, ScaipReceiverPeer, type Treatment } from '../../../support/scaip-receiver.ts'
import { ACKNOWLEDGEMENT, beatenWay, NO_ACKNOWLEDGEMENTS, type BeatenWay } from './courier-harness.ts'

const cleanUp = new CleanUp()
afterEach(() => cleanUp.run())

/** A way to a server whose answer can be changed. */
async function overHttps(centre: { status?: number; answer: unknown }): Promise<BeatenWay> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(centre.status ?? 200).end(JSON.stringify(centre.answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp.add(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const transport = new HttpsTransport(
    {
      url: `http://127.0.0.1:${String(port)}`,
      token: 'door',
      ca: undefined,
      clientCert: undefined,
      clientKey: undefined,
      pinSha256: undefined,
      proxy: undefined,
      proxyUsername: undefined,
      proxyPassword: undefined,
    },
    'solbakken',
  )
  cleanUp.add(() => transport.close())
  return beatenWay(transport)
}

async function overScaip(treatment: Treatment) {
  const receiver = await ScaipReceiverPeer.open('tcp')
  receiver.treatment = treatment
  cleanUp.add(() => receiver.close())
  return { receiver, ...beatenWay(openStationEnd(cleanUp, { uri: receiver.uri }).transport) }
}

test.each(NO_ACKNOWLEDGEMENTS)(
  'a 200 with %s is none: the way fails, until a heartbeat is acknowledged',
  async (_what, answer, code) => {
    const centre: { answer: unknown } = { answer }
    const way = await overHttps(centre)
    expect(await way.beat()).toMatchObject({ ok: false, code })
    expect(way.state).toMatchObject({ lastFailure: code, lastContactAt: null, misses: 1 })
    centre.answer = ACKNOWLEDGEMENT
    expect(await way.beat()).toMatchObject({ ok: true })
    expect(way.state).toMatchObject({ lastFailure: null, failingSince: null, misses: 0 })
  },
)

test.each([
  [400, 'refused'],
  [413, 'too-large'],
] as const)('a %i is none, also where the way is then not blamed for alarms', async (status, code) => {
  const way = await overHttps({ status, answer: {} })
  expect(await way.beat()).toMatchObject({ ok: false, code })
  expect(way.state).toMatchObject({ lastFailure: code, lastContactAt: null, refusals: 1 })
})

test.each([2, 3, 5, 7, 99])('an mrs with snu %i is none', async (snu) => {
  const way = await overScaip(says(snu))
  expect(await way.beat()).toMatchObject({ ok: false, code: 'not-handled' })
  expect(way.state).toMatchObject({ lastFailure: 'not-handled', lastContactAt: null })
  way.receiver.treatment = says(0)
  expect(await way.beat()).toMatchObject({ ok: true })
  expect(way.state.lastFailure).toBeNull()
})

test.each<[string, Treatment]>([
  ['no mrs', () => ({ status: 200 })],
  [
    'the mrs of another document',
    (arrived, receiver) => {
      void receiver.answer(arrived, 0, 'K7Q20000A1B2C3D6')
      return { status: 200 }
    },
  ],
])('a 200 with %s is none', async (_what, treatment) => {
  const way = await overScaip(treatment)
  expect(await way.beat(300)).toMatchObject({ ok: false, code: 'timeout' })
  expect(way.state).toMatchObject({ lastFailure: 'timeout', lastContactAt: null })
})
