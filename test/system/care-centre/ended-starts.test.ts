/** A node that cannot start, or is told to stop before it has, ends at once: whoever supervises it starts it again. */
import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { CENTRE_CLI, Program } from '../../support/program.ts'

let cleanUp: CleanUp
let data: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  data = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

function start(...argv: readonly string[]): Program {
  return new Program(cleanUp, process.execPath, [CENTRE_CLI, ...argv, '--token', 'a=door-of-a'])
}

/** A port of TCP and UDP that somebody else has. */
async function takenPort(): Promise<string> {
  const server: Server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp.add(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const socket = createSocket('udp4').bind(address.port, '127.0.0.1')
  await once(socket, 'listening')
  cleanUp.add(() => new Promise<void>((resolve) => socket.close(() => resolve())))
  return `127.0.0.1:${String(address.port)}`
}

test('a port that is taken is said, exit code 1, and the process is gone', async () => {
  const taken = await takenPort()
  const cases = [
    ['--listen', taken],
    ['--listen', '127.0.0.1:0', '--sip', taken],
    // The broker that is not there is tried on, and must not hold up the end.
    ['--listen', '127.0.0.1:0', '--mqtt', 'mqtt://127.0.0.1:1', '--sip', taken],
  ]
  for (const words of cases) {
    const program = start('--data', data, ...words)
    expect(await program.ended, words.join(' ')).toEqual({ code: 1, signal: null })
    expect(program.words).toContain('the care centre could not run: Error: ')
    expect(program.words).toContain('EADDRINUSE')
    expect(program.lines).toEqual([])
  }
})

test('a second process on the folder is refused in words, exit code 1; one that was killed leaves it free', async () => {
  const listen = ['--listen', '127.0.0.1:0']
  const first = start('--data', data, ...listen)
  await first.ready()
  const second = start('--data', data, ...listen)
  expect(await second.ended).toEqual({ code: 1, signal: null })
  expect(second.words).toContain(`another care centre runs on ${data}`)
  expect(second.lines).toEqual([])
  await first.end('SIGKILL')
  const third = start('--data', data, ...listen)
  await third.ready()
  expect(await third.end('SIGTERM')).toEqual({ code: 0, signal: null })
})
