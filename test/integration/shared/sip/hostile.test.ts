/** An endpoint among strangers: whatever they send is counted and dropped, and whoever is in order is served. */
import * as dgram from 'node:dgram'
import * as net from 'node:net'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSipEndpoint } from '../../../../shared/sip/endpoint.ts'
import type { SipEndpoint, SipHandler } from '../../../../shared/sip/endpoint-types.ts'
import { sipMeans } from '../../../../station/sync/sip-means.ts'
import { CleanUp } from '../../../support/clean-up.ts'
import { waitUntil } from '../../../support/wait-until.ts'

const cleanUp = new CleanUp()
let handler: SipHandler
let endpoint: SipEndpoint
let udp: number
let tcp: number

beforeEach(async () => {
  handler = () => ({ status: 200 })
  endpoint = await openSipEndpoint(
    {
      ...sipMeans,
      listen: [
        { kind: 'udp', host: '127.0.0.1', port: 0 },
        { kind: 'tcp', host: '127.0.0.1', port: 0 },
      ],
    },
    (request) => handler(request),
  )
  cleanUp.add(() => endpoint.close())
  ;[udp = 0, tcp = 0] = endpoint.listening.map(({ port }) => port)
})
afterEach(() => cleanUp.run())

const MESSAGE = [
  'MESSAGE sip:sentral@127.0.0.1 SIP/2.0',
  'Via: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bKgood;rport',
  'From: <sip:1@x>;tag=1',
  'To: <sip:2@x>',
  'Call-ID: good',
  'CSeq: 1 MESSAGE',
  'Content-Type: application/scaip+xml',
  'Content-Length: 6',
  '',
  '<mrq/>',
].join('\r\n')

/** What comes back over one connection for these bytes, until it is closed or `enough`. */
async function overTcp(chunks: readonly Uint8Array[], enough: (text: string) => boolean): Promise<string> {
  const socket = net.connect(tcp, '127.0.0.1')
  cleanUp.add(() => socket.destroy())
  let text = ''
  let isOver = false
  socket.on('data', (bytes) => (text += bytes.toString('latin1')))
  socket.on('error', () => undefined)
  socket.on('close', () => (isOver = true))
  for (const chunk of chunks) if (!socket.destroyed) socket.write(chunk)
  await waitUntil(() => isOver || enough(text), 'neither answered nor closed')
  socket.destroy()
  return text
}

async function isServed(): Promise<boolean> {
  const answer = await overTcp([Buffer.from(MESSAGE)], (text) => text.includes('\r\n\r\n'))
  return answer.startsWith('SIP/2.0 200')
}

it('a message that is cut at any byte and stops there holds nobody up; whole it is answered whatever the cut', async () => {
  const bytes = Buffer.from(MESSAGE)
  for (let at = 1; at < bytes.length; at += 7) {
    const answer = await overTcp([bytes.subarray(0, at), bytes.subarray(at)], (text) =>
      text.includes('\r\n\r\n'),
    )
    expect(answer).toMatch(/^SIP\/2\.0 200/)
    const half = net.connect(tcp, '127.0.0.1')
    cleanUp.add(() => half.destroy())
    half.on('error', () => undefined)
    half.write(bytes.subarray(0, at))
  }
  expect(await isServed()).toBe(true)
})

it('bytes by chance, damaged messages and packets of any kind leave it standing', async () => {
  const socket = dgram.createSocket('udp4')
  cleanUp.add(() => socket.close())
  const damaged = fc
    .array(fc.tuple(fc.nat(MESSAGE.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((changes) => {
      const bytes = Buffer.from(MESSAGE)
      for (const [at, value] of changes) bytes[at] = value
      return bytes
    })
  const samples = fc.sample(fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged), {
    numRuns: 300,
    seed: 4711,
  })
  for (const sample of samples) {
    socket.send(sample, udp, '127.0.0.1')
    const stranger = net.connect(tcp, '127.0.0.1')
    stranger.on('error', () => undefined)
    stranger.end(sample)
  }
  expect(await isServed()).toBe(true)
  expect(endpoint.counts().garbage).toBeGreaterThan(50)
})

it.each([
  ['a body over 64 KiB', MESSAGE.replace(': 6', ': 70000'), /^SIP\/2\.0 513 /],
  ['a body without a length', MESSAGE.replace('Content-Length: 6\r\n', ''), /^SIP\/2\.0 400 /],
  ['a head without end', `MESSAGE sip:x SIP/2.0\r\nX: ${'y'.repeat(20_000)}`, /^$/],
])('%s is refused and its connection closed', async (_what, text, answer) => {
  expect(await overTcp([Buffer.from(text)], () => false)).toMatch(answer)
  expect(endpoint.counts().garbage).toBe(1)
})

it.each([
  ['a sequence of another method', MESSAGE.replace('1 MESSAGE', '1 INVITE'), '400'],
  ['a sequence over its limit', MESSAGE.replace('1 MESSAGE', '4294967296 MESSAGE'), '400'],
  ['a Via of nobody', MESSAGE.replace('SIP/2.0/TCP 127.0.0.1:9', 'x'), '400'],
  ['a sender without address', MESSAGE.replace('<sip:1@x>;tag=1', 'nobody'), '400'],
  ['a packed body', MESSAGE.replace('Content-Type', 'Content-Encoding: gzip\r\nContent-Type'), '415'],
])('%s is refused; the connection stays', async (_what, text, status) => {
  const both = [Buffer.from(text), Buffer.from(MESSAGE.replace('good', 'better'))]
  const answers = await overTcp(both, (received) => received.includes('200 OK'))
  expect([...answers.matchAll(/^SIP\/2\.0 ([0-9]{3})/gm)].map(([, found]) => found).sort()).toEqual([
    '200',
    status,
  ])
})

it('a handler that fails is a 500, and the next request is handled', async () => {
  handler = () => Promise.reject(new Error('the disk is full'))
  const answer = await overTcp([Buffer.from(MESSAGE)], (text) => text.includes('\r\n\r\n'))
  expect(answer).toMatch(/^SIP\/2\.0 500/)
  handler = () => ({ status: 200 })
  expect(await isServed()).toBe(true)
})

it('a flood that nobody can answer in time is told to come later, and no answer goes to an ACK', async () => {
  handler = () => new Promise(() => undefined)
  const flood = Array.from({ length: 1_010 }, (_, index) =>
    Buffer.from(MESSAGE.replace('z9hG4bKgood', `z9hG4bK${index}`)),
  )
  const ack = Buffer.from(MESSAGE.replaceAll('MESSAGE', 'ACK').replace('good', 'ack'))
  const answers = await overTcp([ack, ...flood], (text) => (text.match(/^SIP\/2\.0/gm)?.length ?? 0) === 10)
  expect(answers.match(/^SIP\/2\.0 503/gm)).toHaveLength(10)
  expect(answers).toContain('Retry-After: 5')
  expect(endpoint.counts()).toMatchObject({ overload: 10 })
})

it('an answer to a request that nobody sent is counted and has no effect', async () => {
  const socket = dgram.createSocket('udp4')
  cleanUp.add(() => socket.close())
  const answer = MESSAGE.replace('MESSAGE sip:sentral@127.0.0.1 SIP/2.0', 'SIP/2.0 200 OK')
  socket.send(answer, udp, '127.0.0.1')
  await waitUntil(() => endpoint.counts().stray === 1, 'not counted')
})
