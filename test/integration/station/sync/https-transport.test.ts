/** HTTPS to a real server with certificates made for the test: who is trusted, by what, and what is told else. */
import { createHash, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  createServer as createPlain,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SendResult } from '../../../../station/sync/transport.ts'
import { HttpsTransport, type HttpsPath } from '../../../../station/sync/transports/https-transport.ts'
import { Authority, type Certificate } from '../../../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'
import { namedAtLast } from '../../../support/named-at-last.ts'

const HEARTBEAT = {
  id: 'beat-1',
  type: 'heartbeat',
  sentAt: '2026-11-21T03:40:00.000Z',
  data: { openAlarms: 0, waiting: 0, status: 'ok' },
} as const

const files = new CleanUp()
let folder: string
let authority: Authority
let good: Certificate
let cleanUp: CleanUp
/** Bodies that a centre was given, whoever it was. */
let bodies: string[]

beforeAll(async () => {
  folder = await temporaryFolder(files)
  authority = await Authority.made(folder)
  good = await authority.sign('good')
})
afterAll(() => files.run())
beforeEach(() => {
  cleanUp = new CleanUp()
  bodies = []
})
afterEach(() => cleanUp.run())

function answering(status: number, answer: string, headers: Record<string, string> = {}) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      bodies.push(body)
      response.writeHead(status, headers).end(answer)
    })
  }
}

const taking = answering(200, '{"acknowledged":["beat-1"],"rejected":[],"commands":[]}')

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp.add(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

async function secure({ cert, key }: Certificate, clientsBy?: Authority): Promise<string> {
  const server = createServer(
    {
      cert: await readFile(cert),
      key: await readFile(key),
      ...(clientsBy === undefined
        ? {}
        : { ca: await readFile(clientsBy.cert), requestCert: true, rejectUnauthorized: true }),
    },
    taking,
  )
  return `https://127.0.0.1:${String(await listening(server))}`
}

function transportTo(url: string, part: Partial<HttpsPath> = {}): HttpsTransport {
  const none = { ca: undefined, clientCert: undefined, clientKey: undefined, pinSha256: undefined }
  const noProxy = { proxy: undefined, proxyUsername: undefined, proxyPassword: undefined }
  return new HttpsTransport({ url, token: 'door', ...none, ...noProxy, ...part }, 'solbakken')
}

async function sent(url: string, part: Partial<HttpsPath> = {}, limitMs = 5_000): Promise<SendResult> {
  const transport = transportTo(url, part)
  try {
    return await transport.send({ messages: [HEARTBEAT], handled: [] }, limitMs)
  } finally {
    await transport.close()
  }
}

const failure = (result: SendResult): string => (result.ok ? 'delivered' : result.code)

async function pinOf(file: string): Promise<string> {
  const { publicKey } = new X509Certificate(await readFile(file))
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
}

test('a centre of one’s own authority is trusted, and known by its name', async () => {
  const ca = await readFile(authority.cert, 'utf8')
  expect(failure(await sent(await secure(good), { ca }))).toBe('delivered')
  const elsewhere = await authority.sign('elsewhere', { names: 'DNS:another.example' })
  expect(failure(await sent(await secure(elsewhere), { ca }))).toBe('certificate-name')
  expect(bodies).toHaveLength(1)
})

test('a certificate that has run out or that nobody trusts gets no message', async () => {
  const ca = await readFile(authority.cert, 'utf8')
  const expired = await authority.sign('expired', { days: -1 })
  expect(failure(await sent(await secure(expired), { ca }))).toBe('certificate-expired')
  expect(failure(await sent(await secure(good)))).toBe('certificate-untrusted')
  expect(bodies).toEqual([])
})

test('a centre that knows no TLS newer than 1.1 gets no message', async () => {
  const ca = await readFile(authority.cert, 'utf8')
  // OpenSSL takes the hashes of TLS 1.1 only where the level of security is the lowest.
  const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  const [cert, key] = [await readFile(good.cert), await readFile(good.key)]
  const port = await listening(createServer({ cert, key, ...old }, taking))
  const protocol = await new Promise((resolve, reject) => {
    const willing = connectTls({ host: '127.0.0.1', port, ca, ...old }, () => {
      resolve(willing.getProtocol())
      willing.destroy()
    })
    willing.on('error', reject)
  })
  expect(protocol).toBe('TLSv1.1')
  expect(failure(await sent(`https://127.0.0.1:${String(port)}`, { ca }))).toBe('tls')
  expect(bodies).toEqual([])
})

test('connections are kept: however many messages go, the centre sees no more than four', async () => {
  const server = createPlain(taking)
  let connections = 0
  server.on('connection', () => (connections += 1))
  const transport = transportTo(`http://127.0.0.1:${String(await listening(server))}`)
  cleanUp.add(() => transport.close())
  for (let turn = 0; turn < 20; turn += 1) {
    expect(failure(await transport.send({ messages: [HEARTBEAT], handled: [] }, 5_000))).toBe('delivered')
  }
  expect(bodies).toHaveLength(20)
  expect(connections).toBeLessThanOrEqual(4)
})

test('a pinned key is enough, another one is not, and dates and name count there too', async () => {
  const pinSha256 = await pinOf(good.cert)
  expect(failure(await sent(await secure(good), { pinSha256 }))).toBe('delivered')
  const hex = Buffer.from(pinSha256, 'base64').toString('hex')
  expect(failure(await sent(await secure(good), { pinSha256: hex }))).toBe('delivered')
  const other = await authority.sign('other')
  expect(failure(await sent(await secure(other), { pinSha256 }))).toBe('certificate-untrusted')
  const ca = await readFile(authority.cert, 'utf8')
  expect(failure(await sent(await secure(other), { pinSha256, ca }))).toBe('certificate-untrusted')
  const expired = await authority.sign('expired-pinned', { days: -1 })
  const expiredPin = await pinOf(expired.cert)
  expect(failure(await sent(await secure(expired), { pinSha256: expiredPin }))).toBe('certificate-expired')
  const named = await authority.sign('named-pinned', { names: 'DNS:another.example' })
  const namedPin = await pinOf(named.cert)
  expect(failure(await sent(await secure(named), { pinSha256: namedPin }))).toBe('certificate-name')
  expect(bodies).toHaveLength(2)
})

test('a centre that asks for the station’s certificate gets it, and takes nothing without one', async () => {
  const ca = await readFile(authority.cert, 'utf8')
  const station = await authority.sign('station')
  const own = {
    clientCert: await readFile(station.cert, 'utf8'),
    clientKey: await readFile(station.key, 'utf8'),
  }
  expect(failure(await sent(await secure(good, authority), { ca, ...own }))).toBe('delivered')
  const wary = await secure(good, authority)
  expect(failure(await namedAtLast(() => sent(wary, { ca })))).toBe('client-certificate')
  const stranger = await (await Authority.made(await temporaryFolder(cleanUp))).sign('stranger')
  const another = {
    clientCert: await readFile(stranger.cert, 'utf8'),
    clientKey: await readFile(stranger.key, 'utf8'),
  }
  // A server of Node's closes without an alert.
  expect(failure(await sent(await secure(good, authority), { ca, ...another }))).toBe('hung-up')
  expect(bodies).toHaveLength(1)
})

test('through a proxy the centre is judged as ever; a proxy that refuses or is gone is named', async () => {
  const tunnels: string[] = []
  const proxyServer = createPlain()
  proxyServer.on('connect', ({ url = '', headers }, socket) => {
    tunnels.push(`${url} ${headers['proxy-authorization'] ?? 'nobody'}`)
    if (headers['proxy-authorization'] === undefined) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n')
      return
    }
    const [host = '', port = ''] = url.split(':')
    const beyond = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      beyond.pipe(socket)
      socket.pipe(beyond)
    })
    beyond.on('error', () => socket.destroy())
    socket.on('error', () => beyond.destroy())
    socket.on('close', () => beyond.destroy())
  })
  const proxy = `http://127.0.0.1:${String(await listening(proxyServer))}`
  const ca = await readFile(authority.cert, 'utf8')
  const through = { proxy, proxyUsername: 'station', proxyPassword: 'word' }
  const url = await secure(good)
  expect(failure(await sent(url, { ca, ...through }))).toBe('delivered')
  expect(failure(await sent(url, { pinSha256: await pinOf(good.cert), ...through }))).toBe('delivered')
  expect(failure(await sent(url, through))).toBe('certificate-untrusted')
  expect(tunnels[0]).toBe(
    `${url.slice('https://'.length)} Basic ${Buffer.from('station:word').toString('base64')}`,
  )
  expect(failure(await sent(url, { ca, proxy }))).toBe('proxy')
  expect(failure(await sent(url, { ca, proxy: 'http://127.0.0.1:9' }))).toBe('proxy')
  expect(bodies).toHaveLength(2)
})

test('a name that leads nowhere and a door that nobody answers are told apart', async () => {
  // Some resolvers take their time to say no.
  expect(failure(await sent('https://no-such-centre.invalid', {}, 60_000))).toBe('dns')
  expect(failure(await sent('http://127.0.0.1:9'))).toBe('unreachable')
  const silent = createPlain(() => undefined)
  const url = `http://127.0.0.1:${String(await listening(silent))}`
  expect(failure(await sent(url, {}, 200))).toBe('timeout')
})

test.each([
  [200, 'no JSON', 'bad-answer'],
  [200, '{"acknowledged":"beat-1"}', 'bad-answer'],
  [200, '<html><body>Log in to the guest network</body></html>', 'bad-answer'],
  [204, '', 'bad-answer'],
  [302, '', 'bad-answer'],
  [400, '{"code":"bad-body"}', 'refused'],
  [401, '', 'unauthorised'],
  [413, '', 'too-large'],
  [500, 'x', 'bad-answer'],
  [503, '', 'cannot-store'],
])('an answer %i with %j is no acknowledgement: %s', async (status, answer, code) => {
  const port = await listening(createPlain(answering(status, answer)))
  expect(failure(await sent(`http://127.0.0.1:${String(port)}`))).toBe(code)
})

test('a flooded centre says for how long it wants to be left alone', async () => {
  const port = await listening(createPlain(answering(429, '', { 'retry-after': '7' })))
  expect(await sent(`http://127.0.0.1:${String(port)}`)).toEqual({
    ok: false,
    code: 'overloaded',
    retryAfterMs: 7_000,
  })
})

test('an answer without end is cut off', async () => {
  const endless = createPlain((_request, response) => {
    response.writeHead(200)
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536))) continue
      response.once('drain', pour)
    }
    pour()
  })
  const url = `http://127.0.0.1:${String(await listening(endless))}`
  expect((await sent(url, {}, 5_000)).ok).toBe(false)
})
