/**
 * A device of another maker that beats and then says nothing more, with nothing shortened: SIPp. By the real clock the
 * centre has an alarm for it when its time is over, and ends it with its next word.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { freePort } from '../support/free-port.ts'
import { tellAndFallSilent, tellWithSipp } from '../support/sipp-device.ts'
import { waitUntil } from '../support/wait-until.ts'

const CID = '4790000031'
/** Silent after 90 s, however often it beats; looked for every 5 s. */
const SILENT_MS = 90_000
const PATIENCE = { limitMs: 150_000, everyMs: 250 }

const cleanUp = new CleanUp()
afterAll(() => cleanUp.run())

test('a device that falls silent is missed by the real clock, and heard again with its next beat', async () => {
  const folder = await temporaryFolder(cleanUp)
  const config = join(folder, 'centre.json')
  const homes = { id: 'homes', token: 'homes-door', cids: [CID], sip: { heartbeatSeconds: 30 } }
  await writeFile(config, JSON.stringify({ municipalities: [{ id: '5001', stations: [homes] }] }))
  const sip = await freePort()
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'), {
    more: ['--config', config, '--sip', `127.0.0.1:${String(sip)}`],
  })
  const beat = (ref: string) => ({
    document: `<mrq><ref>${ref}</ref><mty>PI</mty><cid>${CID}</cid><dty>2</dty><stc>0009</stc></mrq>`,
    user: CID,
  })
  const silence = async () => (await centre.alarms()).find(({ cause }) => cause === 'device-silent')

  const toldAt = Date.now()
  await tellAndFallSilent(cleanUp, sip, beat('B1'))
  const raised = await waitUntil(silence, 'nobody missed it', PATIENCE)
  expect(raised).toMatchObject({ state: 'raised', resident: CID })
  expect(Date.parse(raised.openedAt) - toldAt).toBeGreaterThanOrEqual(SILENT_MS)

  expect((await tellWithSipp(cleanUp, sip, beat('B2'))).answer).toMatchObject({ ref: 'B2', snu: 0 })
  await waitUntil(async () => (await silence())?.state === 'cancelled', 'it is not heard again')
})
