import { expect, test } from 'vitest'
import { heartbeat, startCentre } from './centre-harness.ts'

test('a station that was silent before a restart is so after it', async () => {
  const time = { now: Date.UTC(2026, 10, 21, 3, 40), monotonic: 0 }
  const clock = { now: () => time.now, monotonic: () => time.monotonic }
  const centre = await startCentre({ clock })
  await centre.tell([heartbeat])
  await centre.close()
  time.now += 90_000

  const again = await startCentre({ database: centre.database, clock })
  expect((await again.call('/healthz')).body).toMatchObject({
    stations: expect.arrayContaining([
      { id: 'st-1', lastHeardAt: '2026-11-21T03:40:00.000Z', silent: true, stopped: false },
    ]) as unknown,
  })
})

test('a station that stopped on purpose is known to have done so after a restart', async () => {
  const centre = await startCentre()
  await centre.tell([{ ...heartbeat, data: { ...heartbeat.data, stopping: true } }])
  await centre.close()

  const again = await startCentre({ database: centre.database })
  expect((await again.call('/healthz')).body).toMatchObject({
    stations: expect.arrayContaining([
      expect.objectContaining({ id: 'st-1', silent: false, stopped: true }),
    ]) as unknown,
  })
})
