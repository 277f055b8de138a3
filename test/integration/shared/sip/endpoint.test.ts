import * as net from 'node:net'
import * as dgram from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { DigestGuard } from '../../../../shared/sip/digest-guard.ts'
import { openSipEndpoint } from '../../../../shared/sip/endpoint.ts'
import type {
  SipEndpoint,
  SipEndpointParts,
  SipHandler,
  SipIncoming,
  SipListenAddress,
  SipRequest,
  SipTraffic,
} from '../../../../shared/sip/endpoint-types.ts'
import type { SipTransportKind } from '../../../../shared/sip/net.ts'
import { sipMeans } from '../../../../station/sync/sip-means.ts'
import { CleanUp } from '../../../support/clean-up.ts'
import { freePort } from '../../../support/free-port.ts'
import { waitUntil } from '../../../support/wait-until.ts'

const cleanUp = new CleanUp()
afterEach(() => cleanUp.run())

const take: SipHandler = () => ({ status: 200 })

async function open(
  listen: readonly SipTransportKind[],
  handler: SipHandler = take,
  more: Partial<SipEndpointParts> = {},
): Promise<SipEndpoint> {
  const endpoint = await openSipEndpoint(
    { ...sipMeans, listen: listen.map((kind) => ({ kind, host: '127.0.0.1', port: 0 })), ...more },
    handler,
  )
  cleanUp.add(() => endpoint.close())
  return endpoint
}

function addressOf(endpoint: SipEndpoint, index = 0): SipListenAddress {
  const address = endpoint.listening[index]
  if (address === undefined) throw new Error('it does not listen')
  return address
}

function requestTo({ kind, port }: SipListenAddress, more: Partial<SipRequest> = {}): SipRequest {
  return {
    uri: `sip:sentral@127.0.0.1:${port};transport=${kind}`,
    from: 'sip:4790000017@127.0.0.1',
    to: 'sip:sentral@127.0.0.1',
    contentType: 'application/scaip+xml',
    body: '<mrq><ref>A1</ref><lte>Bad på vestsida</lte></mrq>',
    ...more,
  }
}

describe.each(['udp', 'tcp'] as const)('a MESSAGE over %s', (kind) => {
  it('comes with who sends and what, and is answered', async () => {
    const came: SipIncoming[] = []
    const centre = await open([kind], (request) => {
      came.push(request)
      return { status: 200 }
    })
    const station = await open([])
    const outcome = await station.request(requestTo(addressOf(centre)))
    expect(outcome).toEqual({
      ok: true,
      status: 200,
      retryAfterMs: undefined,
      contentType: undefined,
      body: '',
    })
    expect(came).toEqual([
      expect.objectContaining({
        fromUser: '4790000017',
        contentType: 'application/scaip+xml',
        body: '<mrq><ref>A1</ref><lte>Bad på vestsida</lte></mrq>',
        contact: undefined,
      }),
    ])
  })

  it('goes back over the way it came, before the first one is answered, too', async () => {
    const asked: SipIncoming[] = []
    const centre = await open([kind], async (request) => {
      const back = await centre.request({
        uri: request.fromUri,
        peer: request.peer,
        from: request.toUri,
        to: request.fromUri,
        contentType: 'application/scaip+xml',
        body: '<mrs/>',
      })
      expect(back).toMatchObject({ ok: true, status: 200 })
      return { status: 200 }
    })
    const station = await open([], (request) => {
      asked.push(request)
      return { status: 200 }
    })
    expect(await station.request(requestTo(addressOf(centre)))).toMatchObject({ ok: true, status: 200 })
    expect(asked.map(({ body }) => body)).toEqual(['<mrs/>'])
  })

  it.each([['SHA-256'], ['MD5']] as const)(
    'is asked for a digest (%s) once, and brings it along then',
    async (algorithm) => {
      const guard = new DigestGuard({
        realm: 'sentral',
        secret: () => 's',
        ...sipMeans,
        algorithms: [algorithm],
      })
      const verdicts: string[] = []
      const centre = await open([kind], ({ authorization }) => {
        const verdict = guard.check(
          'MESSAGE',
          authorization,
          (name) => (name === 'tun' ? 'hemmelig' : undefined),
          1000,
        )
        verdicts.push(verdict.ok ? 'in' : verdict.code)
        return verdict.ok
          ? { status: 200 }
          : { status: 401, headers: guard.challenges(1000, verdict.code === 'stale') }
      })
      const station = await open([])
      const credentials = { username: 'tun', password: 'hemmelig' }
      const request = requestTo(addressOf(centre), { credentials })
      expect(await station.request(request)).toMatchObject({ status: 200 })
      expect(await station.request(request)).toMatchObject({ status: 200 })
      expect(verdicts).toEqual(['none', 'in', 'in'])
      const wrong = { ...request, credentials: { ...credentials, password: 'feil' } }
      const stranger = await open([])
      expect(await stranger.request(wrong)).toMatchObject({ ok: true, status: 401 })
      expect(verdicts.slice(3)).toEqual(['none', 'wrong'])
    },
  )

  it('is told to the log both ways without the secrets of its head', async () => {
    const traffic: SipTraffic[] = []
    const centre = await open([kind], () => ({
      status: 401,
      headers: [['WWW-Authenticate', 'Digest realm="x", nonce="n", qop="auth"']],
    }))
    const station = await open([], take, { onTraffic: (it) => traffic.push(it) })
    await station.request(
      requestTo(addressOf(centre), { credentials: { username: 'tun', password: 'hemmelig' } }),
    )
    expect(traffic.map(({ direction, what }) => `${direction} ${what}`)).toEqual([
      'out MESSAGE',
      'in 401',
      'out MESSAGE',
      'in 401',
    ])
    expect(JSON.stringify(traffic)).not.toMatch(/hemmelig|Digest|tun"/)
  })

  it('with another method or an extension we lack is refused by number', async () => {
    const centre = await open([kind])
    const { port } = addressOf(centre)
    const answers = await rawAnswers(kind, port, ['OPTIONS', 'INVITE', 'DANCE'], [])
    expect(answers).toEqual(['200', '405', '501'])
    expect(await rawAnswers(kind, port, ['MESSAGE'], ['Require: 100rel'])).toEqual(['420'])
  })

  it('nobody answers: the time that was given is kept', async () => {
    const silent = await open([kind], () => new Promise(() => undefined))
    const station = await open([])
    const outcome = await station.request(requestTo(addressOf(silent), { limitMs: 150 }))
    expect(outcome).toEqual({ ok: false, code: 'timeout' })
  })
})

it('over UDP, an answer that is lost is given again and the handler is asked once', async () => {
  let handled = 0
  const centre = await open(['udp'], () => {
    handled += 1
    return { status: 200 }
  })
  const text = rawRequest('MESSAGE', 'udp', [], 'same')
  const socket = dgram.createSocket('udp4')
  cleanUp.add(() => socket.close())
  const answers: string[] = []
  socket.on('message', (bytes) => answers.push(bytes.toString()))
  const { port } = addressOf(centre)
  for (let sent = 0; sent < 3; sent += 1) {
    socket.send(text, port, '127.0.0.1')
    await waitUntil(() => answers.length === sent + 1, 'not answered')
  }
  expect(handled).toBe(1)
  expect(new Set(answers).size).toBe(1)
  expect(centre.counts()).toMatchObject({ repeated: 2 })
})

it('a request too long for UDP goes over TCP where the other side listens there', async () => {
  const kinds: string[] = []
  const port = await freePort()
  const centre = await openSipEndpoint(
    {
      ...sipMeans,
      listen: [
        { kind: 'udp', host: '127.0.0.1', port },
        { kind: 'tcp', host: '127.0.0.1', port },
      ],
    },
    ({ peer }) => {
      kinds.push(peer.kind)
      return { status: 200 }
    },
  )
  cleanUp.add(() => centre.close())
  const station = await open([])
  const to = addressOf(centre)
  await station.request(requestTo(to))
  await station.request(requestTo(to, { body: `<mrq>${'x'.repeat(1300)}</mrq>` }))
  expect(kinds).toEqual(['udp', 'tcp'])
})

it('a connection is used again, and made anew where the other side has closed it meanwhile', async () => {
  const streams: (number | undefined)[] = []
  const handler: SipHandler = ({ peer }) => {
    streams.push(peer.stream)
    return { status: 200 }
  }
  const first = await open(['tcp'], handler)
  const to = addressOf(first)
  const station = await open([])
  await station.request(requestTo(to))
  await station.request(requestTo(to))
  await first.close()
  const second = await openSipEndpoint({ ...sipMeans, listen: [to] }, handler)
  cleanUp.add(() => second.close())
  expect(await station.request(requestTo(to))).toMatchObject({ ok: true, status: 200 })
  expect(streams).toEqual([1, 1, 1])
})

it('a place where nobody listens is known at once over TCP', async () => {
  const gone = await open(['tcp'])
  const to = addressOf(gone)
  await gone.close()
  const station = await open([])
  expect(await station.request(requestTo(to))).toEqual({ ok: false, code: 'unreachable' })
})

it('a receiver that takes the connection and never shakes hands is tried anew by the next request', async () => {
  const sockets: net.Socket[] = []
  const mute = net.createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening))
  cleanUp.add(() => {
    for (const socket of sockets) socket.destroy()
    mute.close()
  })
  const address = mute.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const station = await open([])
  const request = requestTo({ kind: 'tls', host: '127.0.0.1', port }, { limitMs: 100 })
  expect(await station.request(request)).toEqual({ ok: false, code: 'timeout' })
  expect(await station.request(request)).toEqual({ ok: false, code: 'timeout' })
  await waitUntil(() => sockets.length === 2, 'not tried anew')
})

it('a connection that says nonsense is closed, others live on', async () => {
  const centre = await open(['tcp'])
  const { port } = addressOf(centre)
  const stranger = net.connect(port, '127.0.0.1')
  cleanUp.add(() => stranger.destroy())
  const closed = new Promise((resolve) => stranger.on('close', resolve))
  stranger.on('error', () => undefined)
  stranger.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await closed
  expect(centre.counts()).toMatchObject({ garbage: 1 })
  const station = await open([])
  expect(await station.request(requestTo(addressOf(centre)))).toMatchObject({ status: 200 })
})

function rawRequest(method: string, kind: string, headers: readonly string[], branch: string): string {
  return [
    `${method} sip:sentral@127.0.0.1 SIP/2.0`,
    `v: SIP/2.0/${kind.toUpperCase()} 127.0.0.1:9;rport;branch=z9hG4bK${branch}`,
    'f: <sip:1@x>;tag=1',
    't: <sip:2@x>',
    `i: ${branch}@x`,
    `CSeq: 1 ${method}`,
    ...headers,
    'l: 0',
    '',
    '',
  ].join('\r\n')
}

/** The status codes of several requests in a row, sent by bare sockets. */
async function rawAnswers(
  kind: 'udp' | 'tcp',
  port: number,
  methods: readonly string[],
  headers: readonly string[],
): Promise<string[]> {
  let received = ''
  const requests = methods.map((method) => rawRequest(method, kind, headers, `${method}${headers.length}`))
  if (kind === 'udp') {
    const socket = dgram.createSocket('udp4')
    cleanUp.add(() => socket.close())
    socket.on('message', (bytes) => {
      received += bytes.toString()
    })
    for (const request of requests) socket.send(request, port, '127.0.0.1')
  } else {
    const socket = net.connect(port, '127.0.0.1')
    cleanUp.add(() => socket.destroy())
    socket.on('data', (bytes) => {
      received += bytes.toString()
    })
    socket.write(requests.join('\r\n'))
  }
  const statuses = (): string[] =>
    [...received.matchAll(/^SIP\/2\.0 ([0-9]{3})/gm)].map(([, status = '']) => status)
  await waitUntil(
    () => statuses().length === methods.length,
    () => `answered: ${statuses().join(' ')}`,
  )
  return statuses()
}
