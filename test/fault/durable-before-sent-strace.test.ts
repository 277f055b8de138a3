/**
 * Seen from the operating system: between reading the frame of a fall and telling anybody of it, the
 * database's log was written and synced to the disk.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

/** The calls in order, bytes as the characters they are (`strace -xx` writes each as `\\x53`). */
async function callsIn(trace: string): Promise<string[]> {
  const text = await readFile(trace, 'utf8')
  const plain = (line: string) =>
    line.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return text.split('\n').map(plain)
}

test('the log is synced after the fall is read and before board or centre hear of it', async () => {
  const folder = await temporaryFolder(cleanUp)
  const wire = await RadarWire.plugged(cleanUp)
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'))
  const trace = join(folder, 'trace')
  const traced = 'trace=read,readv,fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg'
  const station = await startStation(cleanUp, {
    data: join(folder, 'station'),
    configuration: homeWith([{ device: 'radar-204-bath', port: wire.port }], centre.path),
    prefix: ['strace', '-f', '-xx', '-y', '-s', '2000', '-e', traced, '-o', trace],
  })
  const client = await BoardClient.connected(cleanUp, station)
  await client.proven(() => true, 'no board')
  wire.write(FALL)
  await client.card(({ delivery }) => delivery.state === 'delivered', 'not delivered')
  process.kill(station.pid, 'SIGTERM')
  await station.program.ended

  const calls = await callsIn(trace)
  const frame = Buffer.from(FALL, 'hex').toString('latin1')
  const read = calls.findIndex((call) => call.includes('read') && call.includes(frame))
  const sends = (call: string) => /\b(write|writev|sendto|sendmsg)\(\d+<(socket|TCP)/.test(call)
  const after = (isIt: (call: string) => boolean) => calls.findIndex((call, at) => at > read && isIt(call))
  const shown = after((call) => sends(call) && call.includes('"change"') && call.includes('"fall"'))
  const told = after((call) => sends(call) && call.includes('alarm.raised'))
  expect(read).toBeGreaterThan(0)
  expect(shown).toBeGreaterThan(read)
  expect(told).toBeGreaterThan(read)

  const between = calls.slice(read, Math.min(shown, told))
  const onLog = (call: string) => call.includes('station.sqlite-wal>')
  const written = between.findLastIndex((call) => call.includes('pwrite64(') && onLog(call))
  const syncing = between.findIndex((call, at) => at > written && /f(data)?sync\(/.test(call) && onLog(call))
  const synced = between.findIndex(
    (call, at) => at >= syncing && /f(data)?sync(\(| resumed).*= 0$/.test(call),
  )
  expect(written).toBeGreaterThan(0)
  expect(syncing).toBeGreaterThan(written)
  expect(synced).toBeGreaterThanOrEqual(syncing)
})
