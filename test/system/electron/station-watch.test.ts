/** The desktop's watch over stations: a real one stopped in its tracks, and answers as they may come. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PollLimits } from '../../../electron/liveness.ts'
import { watchStation } from '../../../electron/station-watch.ts'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { homeWith } from '../../support/home.ts'
import { startStation } from '../../support/station-process.ts'
import { waitUntil } from '../../support/wait-until.ts'

/** Shorter than those in use, and longer than a loaded machine takes for an answer. */
const LIMITS: PollLimits = { everyMs: 150, answerMs: 800, silentPolls: 5 }

let cleanUp: CleanUp
let said: string[]
beforeEach(() => {
  cleanUp = new CleanUp()
  said = []
})
afterEach(() => cleanUp.run())

function watch(url: string, limits = LIMITS): () => void {
  const onFrozen = (): void => void said.push('frozen')
  const onAnswer = (): void => void said.push('answers')
  const end = watchStation({ url, limits, onFrozen, onAnswer })
  cleanUp.add(end)
  return end
}

/** Something that is asked for its health; `answer` gets the number of the poll, from 1. */
async function asked(answer: (poll: number, response: ServerResponse, request: IncomingMessage) => void) {
  let polls = 0
  const server = createServer((request, response) => {
    polls += 1
    answer(polls, response, request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp.add(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return { url: `http://127.0.0.1:${address.port}`, polls: () => polls }
}

test('a frozen station is told, and told once more when it goes on; as often as it happens', async () => {
  const data = await temporaryFolder(cleanUp)
  const station = await startStation(cleanUp, { data, configuration: homeWith([], null) })
  watch(station.url)
  for (const round of [1, 2]) {
    process.kill(station.pid, 'SIGSTOP')
    await waitUntil(() => said.length === 2 * round - 1, 'the frozen station was not told')
    process.kill(station.pid, 'SIGCONT')
    await waitUntil(() => said.length === 2 * round, 'its answer was not told')
  }
  expect(said).toEqual(['frozen', 'answers', 'frozen', 'answers'])
})

test('a station that is gone for good is told once', async () => {
  const station = await asked((_poll, response) => response.destroy())
  watch(station.url)
  await waitUntil(() => station.polls() >= 3 * LIMITS.silentPolls, 'it was not asked')
  expect(said).toEqual(['frozen'])
})

test('a station that answers now and then, or that it cannot store, is left in peace', async () => {
  const slow = await asked((poll, response) => {
    if (poll % LIMITS.silentPolls === 0) response.end()
    else response.destroy()
  })
  const full = await asked((_poll, response) => response.writeHead(503).end())
  // Each answer counts here: none may come too late because the machine is busy.
  const limits = { ...LIMITS, answerMs: 10_000 }
  watch(slow.url, limits)
  watch(full.url, limits)
  const enough = 4 * LIMITS.silentPolls
  await waitUntil(() => Math.min(slow.polls(), full.polls()) >= enough, 'they were not asked')
  expect(said).toEqual([])
})

test('an ended watch says nothing more, not even of the poll under way', async () => {
  const arrived: IncomingMessage[] = []
  const station = await asked((_poll, _response, request) => arrived.push(request))
  const end = watch(station.url, { ...LIMITS, silentPolls: 1 })
  const request = await waitUntil(() => arrived[0], 'it was not asked')
  end()
  if (!request.socket.destroyed) await once(request.socket, 'close')
  expect(said).toEqual([])
})
