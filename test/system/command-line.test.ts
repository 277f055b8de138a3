/** The command line as scripts use it: exit codes, results on standard output alone, a clean end by signal. */
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { CENTRE_CLI, Program, ROOT, runCommand, STATION_CLI } from '../support/program.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { readAudit, readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

test.each([
  [[]],
  [['dance']],
  [['station']],
  [['station', '--data', 'x', '--listen', '0.0.0.0:4120']],
  [['station', '--data', 'x', '--colour', 'red']],
  [['alarms', '--data', 'x', '--state', 'sometimes']],
  [['events', '--data', 'x', '--since', 'yesterday']],
  [['decode', 'telegraph']],
  [['simulate', 'mr60fda', '--port', 'x', '--script', 'dance@2s']],
  [['export', '--data', 'x', '--format', 'csv', '--from', 'a', '--to', 'b']],
  [['backup', '--data', 'x', '--to', 'y']],
  [['restore', '--data', 'x', '--from', 'y']],
])('wrong usage, or not built yet: exit code 2 and words on standard error alone: %j', async (argv) => {
  const { code, lines, words } = await runCommand(cleanUp, ...argv)
  expect(code).toBe(2)
  expect(lines).toEqual([])
  expect(words).not.toBe('')
  expect(words).not.toMatch(/\n\s+at /)
})

test.each([
  ['station', STATION_CLI],
  ['care-centre', CENTRE_CLI],
])('asked for help, %s gives it in words and ends well', async (name, cli) => {
  const program = new Program(cleanUp, process.execPath, [cli, '--help'])
  expect(await program.ended).toMatchObject({ code: 0 })
  expect(program.lines).toEqual([])
  expect(program.words).toContain(name)
})

test.each([['alarms'], ['events'], ['outbox'], ['audit', 'verify']])(
  'reading a folder without a station: exit code 1, said in words: %s',
  async (...command) => {
    const argv = command.filter((word) => typeof word === 'string')
    const { code, lines, words } = await runCommand(cleanUp, ...argv, '--data', folder)
    expect({ code, lines }).toEqual({ code: 1, lines: [] })
    expect(words).toContain(folder)
  },
)

test('decode answers line by line and goes on after one that is no JSON, exit code 2 at the end', async () => {
  const child = spawn(process.execPath, [STATION_CLI, 'decode', 'mr60fda'], { stdio: 'pipe' })
  cleanUp.add(() => child.kill('SIGKILL'))
  const out = text(child.stdout)
  child.stdin.end(`{"hex":"${FALL}","variant":"r60-fda1"}\nno json\n{"hex":"${FALL}","variant":"r60-fda1"}\n`)
  expect(await once(child, 'close')).toEqual([2, null])
  const lines = (await out)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const fall = expect.objectContaining({ events: [{ kind: 'fall', value: true }] }) as unknown
  expect(lines).toEqual([fall, expect.objectContaining({ error: 'usage' }), fall])
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends a station, a centre and a simulator: exit code 0',
  async (signal) => {
    const wire = await RadarWire.plugged(cleanUp)
    await wire.freeSensor()
    const node = process.execPath
    const station = new Program(cleanUp, node, [STATION_CLI, 'station', '--data', join(folder, 'station')])
    const centre = new Program(cleanUp, node, [CENTRE_CLI, '--data', join(folder, 'centre')])
    const simulator = new Program(cleanUp, node, [STATION_CLI, 'simulate', 'mr60fda', '--port', wire.sensor])
    await Promise.all([
      station.ready(),
      centre.ready(),
      waitUntil(() => simulator.words !== '' || simulator.lines.length > 0, 'the simulator said nothing'),
    ])
    const ends = await Promise.all([station, centre, simulator].map((program) => program.end(signal)))
    expect(ends).toEqual([station, centre, simulator].map(() => ({ code: 0, signal: null })))
    expect(station.lines).toHaveLength(1)
    expect(centre.lines).toHaveLength(1)
  },
)

test('an address that is taken: exit code 1 and said, not hidden behind what follows from it', async () => {
  const first = await startStation(cleanUp, { data: join(folder, 'first') })
  const address = new URL(first.url).host
  const second = await runCommand(cleanUp, 'station', '--data', join(folder, 'second'), '--listen', address)
  expect(second).toMatchObject({ code: 1, lines: [] })
  expect(second.words).toContain(address)
  expect((await first.health()).code).toBe(200)
})

test('lists and the audit chain read the same while the station runs and after', async () => {
  const wire = await RadarWire.plugged(cleanUp)
  const data = join(folder, 'station')
  const configuration = homeWith([{ device: 'radar-204-bath', port: wire.port }], null)
  const station = await startStation(cleanUp, { data, configuration })
  expect(station.program.lines).toHaveLength(1)
  wire.write(FALL)
  await waitUntil(async () => (await readStored('alarms', data)).length === 1, 'no alarm')
  const read = async () => {
    const lists = [
      readStored('alarms', data),
      readStored('events', data),
      readStored('outbox', data),
    ] as const
    const [alarms, events, outbox] = await Promise.all(lists)
    return { alarms, events, outbox, audit: await readAudit(data) }
  }
  const during = await read()
  expect(during.outbox).toMatchObject([{ type: 'alarm.raised', sequence: 1, acknowledgedAt: null }])
  expect(during.audit).toMatchObject({ ok: true })
  const later = new Date(Date.parse(during.events.at(-1)?.receivedAt ?? '') + 1).toISOString()
  expect(await readStored('events', data, '--since', later)).toEqual([])
  expect(await station.stop()).toEqual({ code: 0, signal: null })
  expect(await read()).toEqual(during)
})

test('from a checkout: the same commands, the exit code passed on, standard output for results alone', async () => {
  const script = join(ROOT, 'scripts', 'tryggvakt.mjs')
  const wrong = new Program(cleanUp, process.execPath, [script, 'dance'])
  expect(await wrong.ended).toEqual({ code: 2, signal: null })
  expect(wrong.lines).toEqual([])
  const centre = new Program(cleanUp, process.execPath, [
    script,
    'care-centre',
    '--data',
    join(folder, 'centre'),
  ])
  const { pid, url } = await centre.ready()
  expect(pid).toBe(centre.pid)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect(await centre.end('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(centre.lines).toHaveLength(1)
})
