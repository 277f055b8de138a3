import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { AlarmCard, BoardMessage } from '../../../shared/api/board.ts'
import { apiClient } from '../../fakes/api-client.ts'

const CLI = fileURLToPath(new URL('../../../dist/station/cli.js', import.meta.url))
const ReadySchema = z.strictObject({ ready: z.literal(true), url: z.string(), pid: z.number() })

let folder: string
const processes: ChildProcess[] = []
const closers: (() => unknown)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryggvakt-'))
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  for (const child of processes.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
})

function run(...argv: string[]): ChildProcess {
  const child = spawn(process.execPath, [CLI, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] })
  processes.push(child)
  return child
}

async function ready(child: ChildProcess): Promise<z.infer<typeof ReadySchema>> {
  if (child.stdout === null) throw new Error('no standard output')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return ReadySchema.parse(JSON.parse(line))
}

async function connect() {
  const file = z.object({ url: z.string(), token: z.string() })
  const { url, token } = file.parse(JSON.parse(await readFile(join(folder, 'station.json'), 'utf8')))
  const client = apiClient(url, token)
  closers.push(() => client.close())
  return client.api
}

/** Follows the board until a card is as wanted. */
function follow(api: Awaited<ReturnType<typeof connect>>) {
  const cards = new Map<string, AlarmCard>()
  const waiting = new Set<() => void>()
  const subscription = api.board.changes.subscribe(undefined, {
    onData: (message: BoardMessage) => {
      const changed =
        message.type === 'snapshot' ? message.board.alarms : message.type === 'change' ? message.alarms : []
      for (const card of changed) cards.set(card.alarmId, card)
      for (const look of waiting) look()
    },
  })
  closers.push(() => subscription.unsubscribe())
  return (isWanted: (card: AlarmCard) => boolean): Promise<AlarmCard> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = [...cards.values()].find(isWanted)
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
}

test('a fall in the training home is taken, resolved, and the local care centre has every step', async () => {
  const home = run('training', '--data', folder, '--quiet')
  const { pid } = await ready(home)
  expect(pid).toBe(home.pid)
  const api = await connect()
  const until = follow(api)
  expect((await api.training.devices.query()).devices).toHaveLength(5)

  await api.training.act.mutate({ deviceId: 'radar-204-bath', act: 'fall' })
  const { alarmId } = await until((card) => card.cause === 'fall' && card.state === 'raised')
  const by = 'kari'
  await api.alarm.acknowledge.mutate({ alarmId, by, seenRevision: 1 })
  await api.alarm.onSite.mutate({ alarmId, by, seenRevision: 2 })
  await api.alarm.resolve.mutate({
    alarmId,
    by,
    seenRevision: 3,
    outcome: { kind: 'helped-unhurt', words: null },
  })
  const closed = await until((card) => card.state === 'resolved')
  expect(closed).toMatchObject({ deviceId: 'radar-204-bath', resident: { name: 'Ingrid Solberg' } })
  await expect
    .poll(async () => {
      const { steps } = await api.alarm.chain.query({ alarmId })
      return steps.filter((step) => typeof step.delivery?.deliveredAt === 'number').map((step) => step.type)
    })
    .toEqual(['raised', 'acknowledged', 'on-site', 'resolved'])
  const chain = await api.alarm.chain.query({ alarmId })
  expect(chain.events[0]?.raw).toMatch(/^01/)

  await api.training.act.mutate({ deviceId: 'radar-204-bath', act: 'fall' })
  const next = await until(
    (card) => card.cause === 'fall' && card.state === 'raised' && card.alarmId !== alarmId,
  )
  expect(next.count).toBe(1)
})

test('ends cleanly on SIGTERM and takes its ports along', async () => {
  const home = run('training', '--data', folder, '--quiet')
  await ready(home)
  expect(await readdir(join(folder, 'training-ports'))).toHaveLength(10)
  home.kill('SIGTERM')
  expect(await once(home, 'exit')).toEqual([0, null])
  expect(await readdir(join(folder, 'training-ports'))).toEqual([])
  expect(existsSync(join(folder, 'station.json'))).toBe(false)
})

test('a second home on the same folder is refused and leaves the first its ports', async () => {
  await ready(run('training', '--data', folder, '--quiet'))
  const second = run('training', '--data', folder, '--quiet')
  expect(await once(second, 'exit')).toEqual([1, null])
  expect(await readdir(join(folder, 'training-ports'))).toHaveLength(10)
})
