/** A station that handles nothing it is asked for: an operator takes its alarms all the same, or is told that it can't be. */
import { expect, onTestFinished, test } from 'vitest'
import { AlarmDesk, type Doer } from '../../../care-centre/desk/alarm-desk.ts'
import { INTAKE_LIMITS, Intake } from '../../../care-centre/intake/intake.ts'
import { judgeBody } from '../../../care-centre/intake/judge-message.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import { temporaryFolder } from './centre-harness.ts'

const BY: Doer = { municipality: '5001', kind: 'operator', id: 'ase' }
const of = (id: string) => ({ station: 'homes', id })
const [FALL, DOOR, CALL] = [of('fall'), of('door'), of('call')]
const NOW = Date.UTC(2026, 10, 21, 2, 41)

async function deskWithAlarms() {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const events = { onStored: () => undefined, onCannotStore: () => undefined }
  const time = { now: () => NOW, monotonic: () => performance.now() }
  const messages = ['fall', 'door', 'call'].map((id) => ({
    id: `${id}-1`,
    alarmId: id,
    incidentId: id,
    sequence: 1,
    type: 'alarm.raised',
    priority: 'critical',
    category: 'care',
    cause: 'fall',
    residentRef: 'r-204',
    deviceId: 'radar-204',
    placement: null,
    occurredAt: '2026-11-21T02:40:00.000Z',
    sentAt: '2026-11-21T02:40:00.000Z',
    data: {},
  }))
  const body = judgeBody({ messages, handled: [] })
  if (body === undefined) throw new Error('no body')
  await new Intake(store.writes, time, INTAKE_LIMITS, events).take('homes', body, 1_000)
  const asked = (alarm: string) =>
    store.reading.query<{ type: string }>('SELECT type FROM command WHERE alarm = ? ORDER BY number', [alarm])
  return { desk: new AlarmDesk(store, () => NOW), asked }
}

test('a thousand notes wait: the next one is refused, and who takes an alarm is shown at the station', async () => {
  const { desk, asked } = await deskWithAlarms()
  const note = () => desk.command(BY, FALL, { type: 'note', text: 'called twice' })
  for (let n = 0; n < 1_000; n += 1) expect(await note()).toMatchObject({ ok: true })
  expect(await note()).toMatchObject({ ok: false, code: 'overloaded' })
  expect(await desk.take(BY, DOOR)).toMatchObject({ ok: true, alarm: { takenBy: 'ase' } })
  expect(await asked('door')).toEqual([{ type: 'acknowledge' }])
})

test('another thousand of those who take and let go: refused, and nobody is taken for the one who has it', async () => {
  const { desk, asked } = await deskWithAlarms()
  for (let n = 0; n < 1_000; n += 1) {
    expect(await desk.take(BY, DOOR)).toMatchObject({ ok: true })
    expect(await desk.release(BY, DOOR, false)).toMatchObject({ ok: true })
  }
  expect(await desk.take(BY, CALL)).toEqual({ ok: false, code: 'overloaded' })
  expect(await asked('call')).toEqual([])
})
