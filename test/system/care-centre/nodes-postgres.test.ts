/** Two nodes of the care centre on one PostgreSQL: what one is told, the other knows. */
import { Agent, request } from 'undici'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { MessagesReply } from '../../../shared/wire/centre-messages.ts'
import { heartbeat, message, startCentre } from '../../integration/care-centre/centre-harness.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { Postgres } from '../../support/postgres.ts'
import { TcpBalancer } from '../../support/tcp-balancer.ts'
import { waitUntil } from '../../support/wait-until.ts'

const cleanUp = new CleanUp()
let server: Postgres

beforeAll(async () => {
  server = await Postgres.started(cleanUp)
})
afterAll(() => cleanUp.run())

/** Started at the same time on an empty database: both want to make its tables. */
async function twoNodes() {
  const url = server.url(await server.newDatabase())
  const [first, second] = await Promise.all([
    startCentre({ database: { url } }),
    startCentre({ database: { url } }),
  ])
  return { first, second, nodes: [first, second] }
}

type Node = Awaited<ReturnType<typeof startCentre>>

interface Ear {
  readonly heard: string[]
  /** Why it hears nothing any more; undefined while it does. */
  broken: string | undefined
}

/** The alarms that a listener at this node hears of, until the test lets it go. */
async function listen(node: Node): Promise<Ear> {
  const letGo = new AbortController()
  const headers = { authorization: 'Bearer all' }
  const answer = await fetch(`${node.url}/v1/stream`, { headers, signal: letGo.signal })
  if (answer.body === null) throw new Error('a stream has a body')
  const ear: Ear = { heard: [], broken: undefined }
  const read = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
    let text = ''
    for await (const bytes of body) {
      text += Buffer.from(bytes).toString('utf8')
      const whole = text.split('\n\n')
      text = whole.pop() ?? ''
      for (const event of whole)
        if (event.includes('event: alarm\n')) ear.heard.push(event.slice(event.indexOf('data: ') + 6))
    }
  }
  const ended = read(answer.body).then(
    () => {
      ear.broken ??= 'the node ended the stream'
    },
    (error: unknown) => {
      ear.broken ??= error instanceof Error ? error.message : 'unknown'
    },
  )
  onTestFinished(async () => {
    letGo.abort()
    await ended
  })
  return ear
}

const open = async (node: Node): Promise<unknown> => (await node.call('/v1/alarms?state=open', 'all')).body

test('four nodes that start at once on an empty database all stand, and its tables are made once', async () => {
  for (let round = 0; round < 3; round += 1) {
    const name = await server.newDatabase()
    const database = { url: server.url(name) }
    const nodes = await Promise.all(Array.from({ length: 4 }, () => startCentre({ database })))
    const healths = await Promise.all(nodes.map((node) => node.call('/healthz')))
    expect(healths.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const made = await server.sql<{ name: string }>('SELECT name FROM migrations', name)
    expect(new Set(made.map((row) => row.name)).size).toBe(made.length)
    await Promise.all(nodes.map((node) => node.close()))
  }
})

describe('two nodes', () => {
  test('the same message at both at once is stored once and acknowledged by both', async () => {
    const { first, second } = await twoNodes()
    for (let round = 0; round < 8; round += 1) {
      const fall = message(`a-${String(round)}`, 1, 'raised')
      const replies = await Promise.all([first.tell([fall]), second.tell([fall]), first.tell([fall])])
      for (const reply of replies) expect(reply).toMatchObject({ acknowledged: [fall.id], rejected: [] })
      const story = await second.call(`/v1/alarms/a-${String(round)}`)
      expect(story.body).toMatchObject({ count: 1, timeline: [{ id: fall.id }] })
    }
  })

  test('an id used for two things at both at once is one of them, and the other is refused', async () => {
    const { first, second } = await twoNodes()
    const here = message('a-1', 1, 'raised')
    const there = message('a-1', 1, 'raised', { placement: 'kitchen' })
    const replies = await Promise.all([first.tell([here]), second.tell([there])])
    expect(replies.map(({ acknowledged }) => acknowledged.length).sort()).toEqual([0, 1])
    expect(replies.flatMap(({ rejected }) => rejected)).toMatchObject([{ code: 'id-reused' }])
  })

  test('steps of one alarm that arrive over both in any order fold as if over one', async () => {
    const { first, second } = await twoNodes()
    const steps = [
      'raised',
      'repeated',
      'acknowledged',
      'repeated',
      'on-the-way',
      'note',
      'on-site',
      'resolved',
    ]
    const messages = steps.map((type, at) =>
      message('a-1', at + 1, type, type === 'resolved' ? { data: { outcome: 'helped-up' } } : {}),
    )
    await Promise.all([...messages].reverse().map((step, at) => (at % 2 === 0 ? first : second).tell([step])))
    for (const node of [first, second]) {
      expect((await node.call('/v1/alarms/a-1')).body).toMatchObject({
        state: 'resolved',
        outcome: 'helped-up',
        count: 3,
        sequence: 8,
        timeline: messages.map(({ id }) => ({ id })),
      })
    }
  })

  test('a command given at one node goes out by the other, and is handled once', async () => {
    const { first, second } = await twoNodes()
    await first.tell([message('a-1', 1, 'raised')])
    const given = await first.post('/v1/alarms/a-1/commands', { type: 'acknowledge', by: 'op-1' }, 'all')
    const { id } = given.body as { id: string }
    expect((await second.tell([])).commands).toMatchObject([{ id, type: 'acknowledge' }])
    const handled = [{ id, result: 'done' }]
    const replies: MessagesReply[] = await Promise.all([first.tell([], handled), second.tell([], handled)])
    expect(replies.map(({ commands }) => commands)).toEqual([[], []])
    expect((await first.call('/v1/alarms/a-1', 'all')).body).toMatchObject({
      commands: [{ id, result: 'done' }],
    })
  })

  test('listeners at both hear the same in the same order, whoever was told', async () => {
    const { first, second, nodes } = await twoNodes()
    const ears = await Promise.all(nodes.map(listen))
    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        (at % 2 === 0 ? first : second).tell([message(`a-${String(at)}`, 1, 'raised')]),
      ),
    )
    await waitUntil(
      () => ears.every(({ heard }) => heard.length >= 60),
      () =>
        `heard ${ears.map(({ heard, broken }) => `${String(heard.length)} ${broken ?? ''}`).join(' and ')} of 60`,
    )
    expect(ears.map(({ broken }) => broken)).toEqual([undefined, undefined])
    expect(ears[0]?.heard).toEqual(ears[1]?.heard)
    expect(new Set(ears[0]?.heard).size).toBe(60)
    expect(await open(first)).toEqual(await open(second))
  })

  test('a station heard by one is heard by the other, and its stop on purpose is known there', async () => {
    const { first, second } = await twoNodes()
    await first.tell([{ ...heartbeat, data: { ...heartbeat.data, stopping: true } }])
    await waitUntil(async () => {
      const { body } = await second.call('/healthz')
      const { stations } = body as {
        stations: { id: string; lastHeardAt: string | null; stopped: boolean }[]
      }
      const station = stations.find(({ id }) => id === 'st-1')
      return station?.stopped === true && station.lastHeardAt !== null
    }, 'the other node did not hear of the station')
  })

  test('behind a plain balancer, with one of them gone in the middle, every alarm is there once', async () => {
    const { first, second } = await twoNodes()
    const balancer = await TcpBalancer.before(cleanUp, [first.url, second.url])
    const agent = new Agent({ connections: 8, pipelining: 1 })
    onTestFinished(() => agent.destroy())
    const tell = async (at: number): Promise<void> => {
      const body = JSON.stringify({ messages: [message(`a-${String(at)}`, 1, 'raised')] })
      const answer = await request(`${balancer.url}/v1/stations/st-1/messages`, {
        method: 'POST',
        dispatcher: agent,
        headers: { authorization: 'Bearer one' },
        body,
      })
      const reply = (await answer.body.json()) as MessagesReply
      if (answer.statusCode !== 200) throw new Error(`answered ${String(answer.statusCode)}`)
      expect(reply.acknowledged).toEqual([`a-${String(at)}-1`])
    }
    /** As a station does: what was not acknowledged is sent again. */
    const untilTold = async (at: number): Promise<void> => {
      await waitUntil(
        () =>
          tell(at)
            .then(() => true)
            .catch(() => false),
        `alarm ${String(at)} was never taken`,
      )
    }
    const numbers = Array.from({ length: 300 }, (_, at) => at)
    const gone = (async () => {
      await waitUntil(
        async () => ((await second.call('/healthz')).body as { openAlarms: number }).openAlarms > 50,
        'nothing came',
      )
      await first.close()
    })()
    await Promise.all([...numbers.map(untilTold), gone])
    const { alarms } = (await second.call('/v1/alarms?limit=1000')).body as {
      alarms: { id: string; count: number }[]
    }
    expect(alarms.map(({ id }) => id).sort()).toEqual(numbers.map((at) => `a-${String(at)}`).sort())
    expect(alarms.every(({ count }) => count === 1)).toBe(true)
  })
})
