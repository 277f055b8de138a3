/** What is refused before any route is found has the same form as every other refusal, and is counted. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ProblemSchema } from '../../../shared/api/centre/problem.ts'
import { startCentre } from './centre-harness.ts'

/** These bytes on a connection of their own; the answer until the other side ends. */
async function say(url: string, bytes: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  socket.setEncoding('utf8')
  let text = ''
  socket.on('data', (part: string) => (text += part))
  const ended = once(socket, 'end')
  socket.write(bytes)
  await ended
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1])
  return { status: Number(head.split(' ')[1]), head, length, body }
}

const LONG = 'x'.repeat(20_000)

test.each([
  ['no HTTP at all', '\u0016\u0003\u0001 no words\r\n\r\n', 400, 'bad-input'],
  ['a head that is too large', `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${LONG}\r\n\r\n`, 431, 'too-large'],
  ['an address that is too large', `GET /${LONG} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, 'too-large'],
  ['a length that is none', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', 400, 'bad-input'],
  [
    'an id that is too long',
    `GET /v1/alarms/${'x'.repeat(65)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    414,
    'too-large',
  ],
  [
    'an address that can not be read',
    'GET /v1/alarms/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    400,
    'bad-input',
  ],
])('%s', async (_, bytes, status, code) => {
  const centre = await startCentre()
  const answer = await say(centre.url, bytes)
  expect(answer).toMatchObject({ status, length: Buffer.byteLength(answer.body) })
  expect(answer.head).toMatch(/^content-type: application\/json$/im)
  expect(answer.head).toMatch(/^connection: close$/im)
  expect(ProblemSchema.strict().parse(JSON.parse(answer.body))).toMatchObject({ code, retry: false })
  const numbers = await (await fetch(`${centre.url}/metrics`)).text()
  expect(numbers).toContain(`tryggvakt_centre_refused_total{code="${code}"} 1`)
})

test('a caller who breaks off is no refusal', async () => {
  const centre = await startCentre()
  const { hostname, port } = new URL(centre.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write('POST /v1/stations/st-1/messages HTTP/1.1\r\nHo')
  socket.resetAndDestroy()
  await once(socket, 'close')
  expect((await centre.call('/healthz')).status).toBe(200)
  expect(await (await fetch(`${centre.url}/metrics`)).text()).not.toContain('tryggvakt_centre_refused_total{')
})

test('whoever is refused and does not hang up holds no connection', async () => {
  const centre = await startCentre()
  const { hostname, port } = new URL(centre.url)
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  socket.resume()
  // A call that is never ended is asked about once; what is written after that finds nobody.
  socket.write('no words\r\n\r\n')
  await once(socket, 'end')
  const speaking = setInterval(() => socket.write('x'), 100)
  onTestFinished(() => clearInterval(speaking))
  await new Promise<void>((resolve) => {
    socket.on('error', () => undefined)
    socket.on('close', () => {
      resolve()
    })
  })
  expect(socket.destroyed).toBe(true)
})
