/** Certificates that change while the centre runs: its own, who must show one, and who signs those of callers. */
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { connect as connectTcp } from 'node:net'
import { connect, type PeerCertificate } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import type { CareCentre } from '../../../care-centre/centre.ts'
import { Authority, type Certificate } from '../../support/certificates.ts'
import { temporaryFolder } from './centre-harness.ts'
import { configured, startReloadable } from './reloading-harness.ts'

const SIP_OPTIONS = [
  'OPTIONS sip:sentral@127.0.0.1 SIP/2.0',
  'Via: SIP/2.0/TLS 127.0.0.1:9;branch=z9hG4bK1',
  'Max-Forwards: 70',
  'From: <sip:4790000204@127.0.0.1>;tag=a',
  'To: <sip:sentral@127.0.0.1>',
  'Call-ID: reload-1',
  'CSeq: 1 OPTIONS',
  'Content-Length: 0',
  '\r\n',
].join('\r\n')

/** Callers over HTTPS, with a connection that lasts, and over SIP; `own`: the certificate that they show. */
function callersOf(centre: CareCentre, ca: string) {
  const agentWith = (own: object = {}): Agent => {
    const agent = new Agent({ ca, keepAlive: true, maxSockets: 1, ...own })
    onTestFinished(() => agent.destroy())
    return agent
  }
  const status = (agent: Agent): Promise<number | string> =>
    new Promise((resolve) => {
      request(`${centre.url}/healthz`, { agent }, (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      })
        .on('error', () => resolve('ended'))
        .end()
    })
  /** Whether the receiver lets the caller speak: it asks back what is no MESSAGE. */
  const speaks = (own: object = {}): Promise<boolean> =>
    new Promise((resolve) => {
      const port = Number(centre.sip?.split(';')[0]?.split(':')[2])
      const socket = connect({ port, host: '127.0.0.1', ca, ...own }, () => socket.write(SIP_OPTIONS))
      socket.once('data', () => resolve(true))
      socket.once('close', () => resolve(false))
      socket.on('error', () => undefined)
      onTestFinished(() => void socket.destroy())
    })
  return { agentWith, status, speaks }
}

async function read({ cert, key }: Certificate): Promise<{ cert: Buffer; key: Buffer }> {
  return { cert: await readFile(cert), key: await readFile(key) }
}

test('a new certificate is shown over HTTPS and SIP; one that cannot be read leaves the old one', async () => {
  const folder = await temporaryFolder()
  const authority = await Authority.made(folder)
  const ca = await readFile(authority.cert, 'utf8')
  const files = { cert: join(folder, 'shown.crt'), key: join(folder, 'shown.key') }
  const show = async ({ cert, key }: Certificate): Promise<void> => {
    await copyFile(cert, files.cert)
    await copyFile(key, files.key)
  }
  await show(await authority.sign('first'))
  const now = configured('t', [], { tls: files })
  const { centre, lines, become } = await startReloadable(now, ['127.0.0.1:0;transport=tls'])
  const doors = [Number(new URL(centre.url).port), Number(centre.sip?.split(';')[0]?.split(':')[2])]
  const shown = (): Promise<unknown[]> =>
    Promise.all(
      doors.map(
        (port) =>
          new Promise((resolve, reject) => {
            const socket = connect({ port, host: '127.0.0.1', ca }, () => {
              const { subject }: PeerCertificate = socket.getPeerCertificate()
              socket.destroy()
              resolve(subject.CN)
            })
            socket.on('error', reject)
          }),
      ),
    )
  expect(await shown()).toEqual(['first', 'first'])
  await show(await authority.sign('second'))
  await become(now)
  expect(await shown()).toEqual(['second', 'second'])
  await writeFile(files.key, 'no key')
  await become(now)
  expect(await shown()).toEqual(['second', 'second'])
  expect(lines.join('')).toContain('the configuration was not taken')
})

test('who must show a certificate changes for HTTPS and SIP; a connection of before is judged anew', async () => {
  const authority = await Authority.made(await temporaryFolder())
  const own = await authority.sign('centre')
  const shown = await read(await authority.sign('station'))
  const wrong = await read(await (await Authority.made(await temporaryFolder())).sign('station'))
  const withTls = (clients: 'optional' | 'required') =>
    configured('t', [], { tls: { ...own, ca: authority.cert, clients } })
  const { centre, become } = await startReloadable(withTls('optional'), ['127.0.0.1:0;transport=tls'])
  const { agentWith, status, speaks } = callersOf(centre, await readFile(authority.cert, 'utf8'))
  const before = agentWith()
  expect([await status(before), await speaks(), await speaks(shown)]).toEqual([200, true, true])
  expect(await speaks(wrong)).toBe(false)
  await become(withTls('required'))
  expect([await status(before), await status(agentWith()), await status(agentWith(shown))]).toEqual([
    403,
    'ended',
    200,
  ])
  expect([await speaks(), await speaks(shown)]).toEqual([false, true])
  await become(withTls('optional'))
  expect([await status(agentWith()), await speaks(), await speaks(wrong)]).toEqual([200, true, false])
})

test('who signs the certificates of callers may be named, be another and be gone while the centre runs', async () => {
  const [first, second] = [
    await Authority.made(await temporaryFolder()),
    await Authority.made(await temporaryFolder()),
  ]
  const own = await first.sign('centre')
  const [ofFirst, ofSecond] = [
    await read(await first.sign('station')),
    await read(await second.sign('station')),
  ]
  const judgedBy = (authority: Authority) =>
    configured('t', [], { tls: { ...own, ca: authority.cert, clients: 'required' } })
  const judgedByNobody = configured('t', [], { tls: own })
  const { centre, become } = await startReloadable(judgedByNobody, ['127.0.0.1:0;transport=tls'])
  const { agentWith, status, speaks } = callersOf(centre, await readFile(first.cert, 'utf8'))
  const all = async () => ({
    https: [await status(agentWith()), await status(agentWith(ofFirst)), await status(agentWith(ofSecond))],
    sip: [await speaks(), await speaks(ofFirst), await speaks(ofSecond)],
  })
  const everybody = { https: [200, 200, 200], sip: [true, true, true] }
  expect(await all()).toEqual(everybody)
  await become(judgedBy(first))
  expect(await all()).toEqual({ https: ['ended', 200, 'ended'], sip: [false, true, false] })
  const standing = agentWith(ofFirst)
  expect(await status(standing)).toBe(200)
  await become(judgedBy(second))
  expect(await status(standing)).toBe('ended')
  expect(await all()).toEqual({ https: ['ended', 'ended', 200], sip: [false, false, true] })
  await become(judgedByNobody)
  expect(await all()).toEqual(everybody)
})

test('a call under way when another authority comes is answered, and its connection ends with the answer', async () => {
  const [first, second] = [
    await Authority.made(await temporaryFolder()),
    await Authority.made(await temporaryFolder()),
  ]
  const own = await first.sign('centre')
  const judgedBy = (authority: Authority) => configured('t', [], { tls: { ...own, ca: authority.cert } })
  const { centre, become } = await startReloadable(judgedBy(first))
  const { agentWith } = callersOf(centre, await readFile(first.cert, 'utf8'))
  const body = '{"messages":[]}'
  const calling = request(`${centre.url}/v1/stations/solbakken/messages`, {
    agent: agentWith(await read(await first.sign('station'))),
    method: 'POST',
    headers: { authorization: 'Bearer t', 'content-length': body.length, expect: '100-continue' },
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    calling.on('response', resolve).on('error', reject)
  })
  await new Promise((resolve) => {
    calling.once('continue', resolve)
    calling.flushHeaders()
  })
  await become(judgedBy(second))
  calling.end(body)
  const { statusCode, headers } = await answered
  expect([statusCode, headers.connection]).toEqual([200, 'close'])
})

test('a connection that came before another authority counts is asked nothing, however late it shakes hands', async () => {
  const [first, second] = [
    await Authority.made(await temporaryFolder()),
    await Authority.made(await temporaryFolder()),
  ]
  const own = await first.sign('centre')
  const judgedBy = (authority: Authority) =>
    configured('t', [], { tls: { ...own, ca: authority.cert, clients: 'required' } })
  const { centre, become } = await startReloadable(judgedBy(first))
  const ca = await readFile(first.cert, 'utf8')
  const { agentWith, status } = callersOf(centre, ca)
  const ofFirst = await read(await first.sign('station'))
  const comes = async () => {
    const line = connectTcp({ port: Number(new URL(centre.url).port), host: '127.0.0.1' })
    onTestFinished(() => void line.destroy())
    // Who came later is answered: this one has been let in.
    expect(await status(agentWith(ofFirst))).toBe(200)
    return () =>
      new Promise((resolve) => {
        const socket = connect({ socket: line, ca, ...ofFirst })
        socket.on('secureConnect', () => socket.write('GET /healthz HTTP/1.1\r\nHost: centre\r\n\r\n'))
        socket.once('data', (answer: Buffer) => resolve(answer.toString().slice(0, 12)))
        socket.once('close', () => resolve('ended'))
        socket.on('error', () => undefined)
      })
  }
  const [early, late] = [await comes(), await comes()]
  expect(await early()).toBe('HTTP/1.1 200')
  await become(judgedBy(second))
  expect(await late()).toBe('ended')
})
