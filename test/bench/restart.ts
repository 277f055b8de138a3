/** From process start to "receives alarms", with an empty database and with a hundred thousand stored events. */
import { mkdir } from 'node:fs/promises'
import { v7 as newId } from 'uuid'
import { openStore } from '../../station/store/open-store.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'

const STARTS = 5
const STORED = [0, 100_000, 1_000_000]

export async function benchRestart(): Promise<void> {
  heading('Start to ready after kill -9 (goal ≤ 1500 ms)')
  const cleanUp = new CleanUp()
  try {
    const bare = await bareNode(cleanUp)
    for (const events of STORED) {
      const folder = `${await temporaryFolder(cleanUp)}/station`
      const wire = await RadarWire.plugged(cleanUp)
      const configuration = homeWith([{ device: 'radar-0', port: wire.port }], null)
      const first = await startStation(cleanUp, { data: folder, configuration })
      await first.stop()
      if (events > 0) await fill(folder, events)
      const samples: number[] = []
      for (let start = 0; start < STARTS; start += 1) {
        const startedAt = performance.now()
        const station = await startStation(cleanUp, { data: folder })
        samples.push(performance.now() - startedAt)
        await station.kill()
      }
      print(spreadLine(`${String(events)} stored events`, spreadOf(samples)))
    }
    print(spreadLine('bare node -e 0', spreadOf(bare)))
  } finally {
    await cleanUp.run()
  }
}

async function bareNode(cleanUp: CleanUp): Promise<number[]> {
  const { Program } = await import('../support/program.ts')
  const samples: number[] = []
  for (let start = 0; start < STARTS; start += 1) {
    const startedAt = performance.now()
    await new Program(cleanUp, process.execPath, ['-e', '0']).ended
    samples.push(performance.now() - startedAt)
  }
  return samples
}

async function fill(folder: string, events: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const store = await openStore(folder)
  try {
    await store.writer.query('BEGIN')
    const perStatement = 1_000
    for (let done = 0; done < events; done += perStatement) {
      const rows = Array.from({ length: perStatement }, (_, index) => [newId(), done + index])
      await store.writer.query(
        `INSERT INTO device_events (id, device_id, resident_id, kind, value, occurred_at, received_at, raw)
         SELECT json_extract(value, '$[0]'), 'radar-0', 'r-radar-0', 'presence', 'true', json_extract(value, '$[1]'),
           json_extract(value, '$[1]'), '535980010001012f5443' FROM json_each(?)`,
        [JSON.stringify(rows)],
      )
    }
    await store.writer.query('COMMIT')
  } finally {
    await store.close()
  }
}
