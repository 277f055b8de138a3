/** A caregiver's client at the API: what it follows, what it does, and every refusal. */
import { describe, expect, test, vi } from 'vitest'
import type { BoardMessage } from '../../../../shared/api/board.ts'
import { refusalOf } from '../../../fakes/api-client.ts'
import { StorageFull } from '../../../fakes/api-station.ts'
import { PATIENTLY } from '../../../support/wait-until.ts'
import { ServedStation } from './served-station.ts'

const served = ServedStation.forEachTest()

test('a desktop is there to be heard for as long as it is connected, and sounds as it said last', async () => {
  await served.start()
  const api = served.client()
  const attend = (sound: 'blocked' | 'ready') =>
    new Promise<() => void>((resolve, reject) => {
      const subscription = api.client.attend.subscribe(
        { sound },
        { onData: () => resolve(() => subscription.unsubscribe()), onError: reject },
      )
    })
  const leave = await attend('blocked')
  expect(served.station.attendance.sound).toBe('blocked')
  await attend('ready')
  leave()
  expect(served.station.attendance.sound).toBe('ready')
  await served.closeClients()
  await vi.waitFor(() => {
    expect(served.station.attendance.sound).toBeNull()
  }, PATIENTLY)
})

describe('a caregiver at the API', () => {
  const step = (alarmId: string) => ({ alarmId, by: 'kari', seenRevision: 1 })

  test('follows the board and takes an alarm through its life', async () => {
    await served.start()
    served.station.fall('a')
    const api = served.client()
    const messages: BoardMessage[] = []
    const resolved = new Promise<void>((resolve) => {
      const subscription = api.board.changes.subscribe(undefined, {
        onData: (message) => {
          if (message.type !== 'tick') messages.push(message)
          if (message.type === 'snapshot') void walk()
          if (message.type === 'change' && message.alarms[0]?.state === 'resolved') resolve()
        },
      })
      served.endsWithTest(subscription)
    })
    async function walk(): Promise<void> {
      await api.alarm.acknowledge.mutate(step('a'))
      await api.alarm.release.mutate(step('a'))
      await api.alarm.acknowledge.mutate({ ...step('a'), seenRevision: 3 })
      await api.alarm.handOver.mutate({ ...step('a'), to: 'ola' })
      await api.alarm.onTheWay.mutate({ ...step('a'), by: 'ola', seenRevision: 5 })
      await api.alarm.onSite.mutate({ ...step('a'), by: 'ola', seenRevision: 6 })
      await api.alarm.note.mutate({ ...step('a'), words: 'Ved badekaret' })
      const outcome = { kind: 'helped-unhurt' as const, words: null }
      await api.alarm.resolve.mutate({ ...step('a'), seenRevision: 8, outcome })
    }
    await resolved
    expect(messages[0]).toMatchObject({
      type: 'snapshot',
      sequence: 0,
      board: { alarms: [{ alarmId: 'a' }] },
    })
    expect(messages.slice(1).map((message) => message.type === 'change' && message.alarms[0]?.state)).toEqual(
      [
        'acknowledged',
        'raised',
        'acknowledged',
        'acknowledged',
        'on-the-way',
        'on-site',
        'on-site',
        'resolved',
      ],
    )
    expect((await api.alarm.chain.query({ alarmId: 'a' })).alarm.outcome).toBe('helped-unhurt')
    expect((await api.alarm.reopen.mutate(step('a'))).alarm.state).toBe('raised')
  })

  test('who comes second learns who was first', async () => {
    await served.start()
    served.station.fall('a')
    const api = served.client()
    await api.alarm.acknowledge.mutate(step('a'))
    const refusal = await refusalOf(api.alarm.acknowledge.mutate({ ...step('a'), by: 'ola' }))
    expect(refusal).toMatchObject({ code: 'already-taken', ownerId: 'kari', retry: false })
  })

  test('a screen that is behind takes nothing from a colleague; one that shows who has it may', async () => {
    await served.start()
    served.station.fall('a')
    const [karis, olas] = [served.client(), served.client()]
    await karis.alarm.acknowledge.mutate(step('a'))
    await karis.alarm.onTheWay.mutate({ ...step('a'), seenRevision: 2 })
    const behind = { ...step('a'), by: 'ola' }
    for (const seenRevision of [1, 2]) {
      for (const refused of [
        olas.alarm.handOver.mutate({ ...behind, seenRevision, to: 'ola' }),
        olas.alarm.onSite.mutate({ ...behind, seenRevision }),
      ]) {
        expect(await refusalOf(refused)).toMatchObject({ code: 'already-taken', ownerId: 'kari' })
      }
    }
    const { alarm } = await olas.alarm.onSite.mutate({ ...behind, seenRevision: 3 })
    expect(alarm).toMatchObject({ state: 'on-site', owner: { id: 'ola' }, revision: 4 })
  })

  test('every refusal has a code that a screen can explain', async () => {
    await served.start()
    served.station.fall('a')
    const { alarm, training, board } = served.client()
    const outcome = { kind: 'other' as const, words: '' }
    const calls: readonly (readonly [call: Promise<unknown>, code: string])[] = [
      ...(['acknowledge', 'release', 'onTheWay', 'onSite', 'reopen'] as const).flatMap(
        (name) =>
          [
            [alarm[name].mutate({ ...step('a'), by: 'nobody' }), 'unknown-person'],
            [alarm[name].mutate({ ...step('a'), by: 'no body' }), 'bad-input'],
            [alarm[name].mutate({ ...step('a'), seenRevision: 0 }), 'bad-input'],
          ] as const,
      ),
      [alarm.onSite.mutate(step('z')), 'unknown-alarm'],
      [alarm.reopen.mutate(step('a')), 'not-in-this-state'],
      [alarm.resolve.mutate({ ...step('a'), outcome: null }), 'outcome-required'],
      [alarm.resolve.mutate({ ...step('a'), outcome }), 'words-required'],
      [
        alarm.resolve.mutate({ ...step('a'), outcome: { kind: 'false-alarm', words: null } }),
        'false-cause-required',
      ],
      [
        alarm.resolve.mutate({ ...step('a'), outcome: { kind: 'test', falseCause: 'unknown', words: null } }),
        'bad-input',
      ],
      [
        alarm.resolve.mutate({
          ...step('a'),
          outcome: { kind: 'false-alarm', falseCause: 'the cat' as never, words: null },
        }),
        'bad-input',
      ],
      [alarm.note.mutate({ ...step('a'), words: ' ' }), 'bad-input'],
      [alarm.note.mutate({ ...step('a'), by: 'nobody', words: 'x' }), 'unknown-person'],
      [alarm.handOver.mutate({ ...step('a'), to: 'nobody' }), 'unknown-person'],
      [alarm.chain.query({ alarmId: 'z' }), 'unknown-alarm'],
      [alarm.acknowledge.mutate({ ...step('a'), extra: 1 } as never), 'bad-input'],
      [training.devices.query(), 'not-training'],
      [training.act.mutate({ deviceId: 'radar-1', act: 'fall' }), 'not-training'],
      [(alarm as unknown as { erase: { mutate(): Promise<unknown> } }).erase.mutate(), 'bad-input'],
      [served.subscribed(board, { since: { run: 1 } }), 'bad-input'],
    ]
    const codes = await Promise.all(calls.map(async ([call]) => (await refusalOf(call)).code))
    expect(codes).toEqual(calls.map(([, code]) => code))
  })

  test('bad input says which field', async () => {
    await served.start()
    const refusal = await refusalOf(
      served.client().alarm.acknowledge.mutate({ ...step('a'), seenRevision: 0.5 }),
    )
    expect(refusal.message).toContain('seenRevision')
  })

  test('a full disk is told as such and may be tried again; other failures keep their words to the log', async () => {
    await served.start()
    served.station.fall('a')
    const api = served.client()
    served.station.state.failure = new StorageFull('SQLITE_FULL at /data/station.sqlite')
    expect(await refusalOf(api.alarm.acknowledge.mutate(step('a')))).toEqual({
      code: 'cannot-store',
      message: 'the step could not be stored',
      retry: true,
      ownerId: null,
    })
    served.station.state.failure = new TypeError('secret words of the program')
    const refusal = await refusalOf(api.alarm.acknowledge.mutate(step('a')))
    expect(refusal).toMatchObject({ code: 'internal', message: 'internal error' })
    expect(served.station.logged.map((line) => line.fields['code'])).toEqual(['cannot-store', 'internal'])
    expect(JSON.stringify(served.station.logged)).not.toContain('secret words')
  })

  test('in the training home a simulated device does what it is told', async () => {
    await served.start({ training: true })
    const { training } = served.client()
    expect((await training.devices.query()).devices).toHaveLength(1)
    await training.act.mutate({ deviceId: 'radar-1', act: 'fall' })
    expect(served.station.acts).toEqual([{ deviceId: 'radar-1', act: 'fall' }])
    const unknown = await refusalOf(training.act.mutate({ deviceId: 'radar-9', act: 'fall' }))
    expect(unknown.code).toBe('unknown-device')
  })
})
