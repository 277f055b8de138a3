/** A node ends when it is told to, whoever comes, goes or is being answered at that moment. */
import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { message, startCentre } from './centre-harness.ts'

const ROUNDS = 24
/** Less than a node waits before it cuts connections off (care-centre/api/closing.ts). */
const AT_ONCE_MS = 4_000

type Centre = Awaited<ReturnType<typeof startCentre>>

/** A listener that has heard the first words. */
async function listener({ url }: Centre) {
  const leaving = new AbortController()
  const headers = { authorization: 'Bearer one' }
  const { body } = await fetch(`${url}/v1/stream`, { headers, signal: leaving.signal })
  await body?.getReader().read()
  return { leave: () => leaving.abort() }
}

/** Milliseconds until the node has ended. */
async function closing(centre: Centre): Promise<number> {
  const began = performance.now()
  await centre.close()
  return performance.now() - began
}

test('ends at once, though listeners leave and others come at the same instant', async () => {
  const first = await startCentre()
  await first.close()
  let { database } = first
  for (let round = 0; round < ROUNDS; round += 1) {
    const centre = await startCentre({ database })
    const [early, same, late] = await Promise.all([listener(centre), listener(centre), listener(centre)])
    const asking = [
      centre.tell([message(`a-${String(round)}`, 1, 'raised')]),
      centre.call('/v1/alarms'),
      listener(centre),
    ].map((call) => call.catch(() => 'not answered'))
    if (round % 2 === 0) early.leave()
    // A few turns of the loop: what was asked is somewhere between the door and its answer.
    for (let turn = 0; turn < round % 8; turn += 1) await new Promise(setImmediate)
    same.leave()
    const ended = closing(centre)
    asking.push(listener(centre).catch(() => 'not answered'))
    late.leave()
    expect(await ended).toBeLessThan(AT_ONCE_MS)
    await Promise.all(asking)
    database = centre.database
  }
})

test('does not wait for somebody who has come and says nothing', async () => {
  const centre = await startCentre()
  const socket = connect(Number(new URL(centre.url).port), '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
  })
  const ended = once(socket, 'close')
  await once(socket, 'connect')
  expect(await closing(centre)).toBeLessThan(30_000)
  await ended
})
