import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { backUp } from '../../../../care-centre/store/back-up.ts'
import { DATABASE_NAME } from '../../../../care-centre/store/open-store.ts'
import { message, startCentre, temporaryFolder } from '../centre-harness.ts'

test('a copy is made while messages come, and a centre that is put back on it knows what was acknowledged before', async () => {
  const folder = await temporaryFolder()
  const data = path.join(folder, 'centre')
  const centre = await startCentre({ database: { data } })
  for (let at = 0; at < 20; at += 1) await centre.tell([message(`before-${at}`, 1, 'raised')])
  const during = Array.from({ length: 50 }, (_, at) => centre.tell([message(`during-${at}`, 1, 'raised')]))
  const { messages } = await backUp(data, path.join(folder, 'night.sqlite'))
  await Promise.all(during)
  expect(messages).toBeGreaterThanOrEqual(20)
  await centre.close()

  const restored = path.join(folder, 'restored')
  await mkdir(restored)
  await rename(path.join(folder, 'night.sqlite'), path.join(restored, DATABASE_NAME))
  const again = await startCentre({ database: { data: restored } })
  const { alarms } = (await again.call('/v1/alarms?limit=1000')).body as { alarms: { id: string }[] }
  expect(alarms).toHaveLength(messages)
  // The station sends again what the copy does not know; what it knows is stored once.
  const all = Array.from({ length: 50 }, (_, at) => message(`during-${at}`, 1, 'raised'))
  expect((await again.tell(all)).acknowledged).toHaveLength(50)
  const after = (await again.call('/v1/alarms?limit=1000')).body as { alarms: unknown[] }
  expect(after.alarms).toHaveLength(70)
})

test('a file that is there is not overwritten, and a folder without a centre is named', async () => {
  const folder = await temporaryFolder()
  const centre = await startCentre({ database: { data: folder } })
  await centre.close()
  const to = path.join(folder, 'taken')
  await writeFile(to, 'other things')
  await expect(backUp(folder, to)).rejects.toMatchObject({ code: 'backup-exists' })
  await expect(backUp(path.join(folder, 'nowhere'), path.join(folder, 'copy'))).rejects.toMatchObject({
    code: 'no-database',
  })
  expect(await readdir(folder)).not.toContain('copy')
})
