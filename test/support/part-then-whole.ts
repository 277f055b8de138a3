/** A message that came over SIP, and then whole by another path: over a database of the test's choice. */
import { expect } from 'vitest'
import { ConfigurationSchema } from '../../care-centre/configuration-schema.ts'
import { INTAKE_LIMITS, Intake } from '../../care-centre/intake/intake.ts'
import { judgeBody } from '../../care-centre/intake/judge-message.ts'
import { Callers } from '../../care-centre/scaip/callers.ts'
import { DocumentDesk } from '../../care-centre/scaip/document-desk.ts'
import { HeardDevices } from '../../care-centre/scaip/heard-devices.ts'
import type { Store } from '../../care-centre/store/store.ts'
import { requestOf } from '../../shared/scaip/message-document.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'

const [STATION, CID] = ['solbakken', '4790000204']
const NOW = Date.UTC(2026, 10, 21, 2, 40, 1)
const configuration = ConfigurationSchema.parse({
  municipalities: [{ id: '5001', stations: [{ id: STATION, token: 'door', cids: [CID] }] }],
})
/** Its id tells when it was made, which is all that a document says of its time. */
const FALL: AlarmMessage = {
  id: '01a1fbf9-9400-7000-8000-000000000001',
  alarmId: '0199aaaa-0000-7000-8000-000000000001',
  incidentId: '0199bbbb-0000-7000-8000-000000000001',
  sequence: 1,
  type: 'alarm.raised',
  priority: 'critical',
  category: 'care',
  cause: 'fall',
  residentRef: 'r-204',
  deviceId: 'radar-204',
  placement: 'bathroom',
  occurredAt: '2026-11-21T02:40:00.000Z',
  sentAt: '2026-11-21T02:40:01.000Z',
  data: { reason: 'rule-matched' },
}
const STORY: readonly AlarmMessage[] = [
  FALL,
  {
    ...FALL,
    id: '01a1fbf9-9400-7000-8000-000000000002',
    sequence: 2,
    type: 'alarm.on-the-way',
    data: { by: 'kari' },
  },
  {
    ...FALL,
    id: '01a1fbf9-9400-7000-8000-000000000003',
    sequence: 3,
    type: 'alarm.resolved',
    data: { by: 'kari', outcome: 'injured' },
  },
]

export async function expectPartsCompleted(store: Store): Promise<void> {
  let wallNow = NOW
  const now = () => wallNow
  const events = { onStored: () => undefined, onCannotStore: () => undefined }
  const intake = new Intake(store.writes, { now, monotonic: () => performance.now() }, INTAKE_LIMITS, events)
  const desk = new DocumentDesk({
    intake,
    watch: { hear: () => undefined },
    heard: new HeardDevices(() => performance.now()),
    now,
    newId: () => 'none',
    onFailure: (error) => {
      throw error
    },
  })
  const caller = new Callers(configuration, undefined).of(CID)
  if (caller === undefined) throw new Error('nobody of this identity')
  const overSip = async (message: AlarmMessage): Promise<void> => {
    const ref = `R${String(message.sequence)}`
    expect(await desk.take(requestOf(message, { ref, cid: CID }), caller)).toContain('<snu>0</snu>')
  }
  const whole = async (messages: readonly AlarmMessage[]): Promise<void> => {
    const body = judgeBody({ messages, handled: [] })
    if (body === undefined) throw new Error('no body')
    const answer = await intake.take(STATION, body, 1_000)
    expect(answer).toMatchObject({
      ok: true,
      reply: { acknowledged: messages.map(({ id }) => id), rejected: [] },
    })
  }
  const alarms = () =>
    store.reading.query(
      'SELECT state, incident, resident, device, outcome, holder, "lateSeconds", "clockOffSeconds" FROM alarm',
    )
  const part = { state: 'resolved', incident: FALL.alarmId, resident: null, device: null, outcome: null }
  const full = {
    state: 'resolved',
    incident: FALL.incidentId,
    resident: 'r-204',
    device: 'radar-204',
    outcome: 'injured',
    holder: 'kari',
    lateSeconds: null,
    clockOffSeconds: null,
  }

  for (const message of STORY) await overSip(message)
  expect(await alarms()).toMatchObject([part])
  // An hour later, by a path that was away: it was heard in time all the same.
  wallNow += 3_600_000
  await whole(STORY.map((message) => ({ ...message, sentAt: new Date(wallNow).toISOString() })))
  expect(await alarms()).toMatchObject([full])
  // Nothing of it is taken back by what comes in part once more, and the same once more changes nothing.
  for (const message of STORY) await overSip(message)
  await whole(STORY)
  expect(await alarms()).toMatchObject([full])
  const messages = await store.reading.query<{ data: string; number: number }>(
    'SELECT data, number FROM message ORDER BY sequence',
  )
  expect(messages.map(({ data }): unknown => JSON.parse(data))).toEqual(STORY.map(({ data }) => data))
  const used = { ...FALL, residentRef: 'r-205' }
  const body = judgeBody({ messages: [used], handled: [] })
  if (body === undefined) throw new Error('no body')
  expect(await intake.take(STATION, body, 1_000)).toMatchObject({
    reply: { rejected: [{ code: 'id-reused' }] },
  })
  await expect(
    store.writes.run((transaction) => transaction.query(`UPDATE message SET data = '{}' WHERE sequence = 1`)),
  ).rejects.toThrow('append-only')
}
