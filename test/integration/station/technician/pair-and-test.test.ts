/** From a sender that nobody knows to a device that counts: the technician's way, over a real store. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TestRun } from '../../../../shared/api/technician.ts'
import { openReadOnly } from '../../../../station/store/read-only.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { CORD, OTHER_CORD, STICK, TechnicianHouse, codeOf, firstOf } from './technician-house.ts'

let house: TechnicianHouse

beforeEach(async () => {
  house = await TechnicianHouse.open()
})
afterEach(() => house.end())

const WISH = {
  by: 'tuva',
  protocol: 'enocean-esp3',
  receiver: STICK,
  address: CORD,
  variant: null,
  eep: 'F6-02-01',
  key: null,
  settings: {},
  residentId: 'r-204',
  placement: 'bathroom',
  supervisionSeconds: null,
}

const pairCord = async (): Promise<string> => (await house.api.technician.pair(WISH)).device.deviceId

async function testNow(testId: string): Promise<TestRun> {
  const run = await firstOf(await house.api.technician.testChanges({ testId }))
  if (run === undefined) throw new Error(`no test ${testId}`)
  return run
}

describe('pairing', () => {
  test('who is heard is listed, and is no longer once it is paired', async () => {
    house.act(STICK, `press:${CORD}`)
    const heard = await waitUntil(async () => {
      const message = await firstOf(await house.api.technician.changes())
      return message?.discoveries?.find(({ address }) => address === CORD)
    }, 'the cord was not discovered')
    expect(heard).toMatchObject({ protocol: 'enocean-esp3', receiver: STICK })
    await pairCord()
    const message = await firstOf(await house.api.technician.changes())
    expect(message?.discoveries).toEqual([])
  })

  test('counts at once: the next pull is a call of that resident', async () => {
    const deviceId = await pairCord()
    house.act(STICK, `press:${CORD}`)
    const card = await house.card(({ cause }) => cause === 'help-call', 'the pull did not ring')
    expect(card).toMatchObject({ deviceId, category: 'care', priority: 'critical', placement: 'bathroom' })
    expect(card.resident?.id).toBe('r-204')
  })

  test('is for technicians, and for what can be understood', async () => {
    const { pair } = house.api.technician
    expect(await codeOf(pair({ ...WISH, by: 'kari' }))).toBe('not-allowed')
    expect(await codeOf(pair({ ...WISH, by: 'nobody' }))).toBe('unknown-person')
    expect(await codeOf(pair({ ...WISH, key: 'abc' }))).toBe('key-invalid')
    expect(await codeOf(pair({ ...WISH, address: 'xyz' }))).toBe('address-invalid')
    expect(await codeOf(pair({ ...WISH, eep: 'D5-99-99' }))).toBe('profile-invalid')
    expect(await codeOf(pair({ ...WISH, eep: null }))).toBe('profile-invalid')
    expect(await codeOf(pair({ ...WISH, receiver: '/dev/ttyRadar' }))).toBe('unknown-receiver')
    expect(await codeOf(pair({ ...WISH, residentId: 'r-999' }))).toBe('unknown-resident')
    expect(await codeOf(pair({ ...WISH, protocol: 'pigeon' }))).toBe('unknown-protocol')
    expect(await house.rows("SELECT id FROM devices WHERE lifecycle = 'paired'")).toEqual([])
  })

  test('never gives a device away that is somebody else’s, whatever case its address is in', async () => {
    await pairCord()
    const { pair } = house.api.technician
    const again = { ...WISH, address: CORD.toUpperCase() }
    expect(await codeOf(pair(again))).toBe('address-taken')
    expect(await codeOf(pair({ ...again, residentId: 'r-205' }))).toBe('belongs-to-another-resident')
  })

  test('two technicians at once pair one device once', async () => {
    const { pair } = house.api.technician
    const outcomes = await Promise.allSettled([pair(WISH), pair({ ...WISH, residentId: 'r-205' })])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await house.rows("SELECT id FROM devices WHERE lifecycle = 'paired'")).toHaveLength(1)
  })

  test('a cord that only a test can prove is let through with a word, unless a radar guards as well', async () => {
    const beside = await house.api.technician.pair(WISH)
    expect(beside).toMatchObject({ warnings: [], device: { lifecycle: 'paired', supervisionSeconds: null } })
    const alone = await house.api.technician.pair({ ...WISH, address: OTHER_CORD, residentId: 'r-205' })
    expect(alone.warnings).toEqual(['only-alarm-unsupervised'])
  })

  test('with another profile than was heard is let through with a word', async () => {
    house.act(STICK, `press:${CORD}`)
    await waitUntil(async () => {
      const message = await firstOf(await house.api.technician.changes())
      return message?.discoveries?.some(({ address }) => address === CORD)
    }, 'the cord was not discovered')
    const { warnings } = await house.api.technician.pair({ ...WISH, eep: 'D5-00-01' })
    expect(warnings).toEqual(['profile-not-heard'])
  })

  test('is told to the drivers for two minutes', async () => {
    await house.api.technician.pairing({ by: 'tuva', open: true })
    const until = house.clock.wall() + 120_000
    expect(await firstOf(await house.api.technician.changes())).toMatchObject({ pairingUntil: until })
    house.clock.pass(120_000)
    await waitUntil(
      async () => (await firstOf(await house.api.technician.changes()))?.pairingUntil === null,
      'pairing stayed open',
    )
  })

  test('survives a restart with the file as it was; a changed file takes its place', async () => {
    const deviceId = await pairCord()
    await house.restart()
    expect((await house.api.technician.device({ deviceId })).device.lifecycle).toBe('paired')
    await house.restart(
      {
        station: { id: 'solbakken', name: 'Solbakken' },
        people: [{ id: 'tuva', name: 'Tuva', role: 'technician' }],
      },
      'another content',
    )
    expect(await codeOf(house.api.technician.device({ deviceId }))).toBe('device-retired')
    const { former } = await house.api.technician.formerDevice({ words: CORD.toUpperCase() })
    expect(former).toMatchObject({ deviceId, protocol: 'enocean-esp3' })
  })
})

describe('the guided test', () => {
  test('is seen from the cord to the board, and only then the cord is commissioned', async () => {
    const deviceId = await pairCord()
    const { technician } = house.api
    const { test: started } = await technician.startTest({ by: 'tuva', deviceId })
    expect(started).toMatchObject({ state: 'running', heardAt: null, alarmId: null, onBoardAt: null })
    const { testId } = started
    expect(await codeOf(technician.commission({ by: 'tuva', deviceId, testId }))).toBe('not-proven')

    house.act(STICK, `press:${CORD}`)
    const seen = await waitUntil(async () => {
      const run = await testNow(testId)
      return run.alarmId === null || run.heardAt === null ? undefined : run
    }, 'the test did not see the pull')
    expect(seen).toMatchObject({ state: 'running', eventKind: 'help-call', onBoardAt: null, centre: 'none' })
    expect(await codeOf(technician.commission({ by: 'tuva', deviceId, testId }))).toBe('not-proven')

    await house.showBoard()
    await waitUntil(async () => (await testNow(testId)).state === 'proven', 'no board showed the test')
    const [card] = await house.cards()
    expect(card).toMatchObject({ category: 'test', priority: 'low', cause: 'help-call', deviceId })

    const { device } = await technician.commission({ by: 'tuva', deviceId, testId })
    expect(device).toMatchObject({ lifecycle: 'commissioned', testDue: false })
    expect(device.lastTestAt).toBe(seen.heardAt)
    expect(await house.rows('SELECT state, outcome FROM alarms')).toEqual([
      { state: 'resolved', outcome: 'test' },
    ])
    expect(
      await house.rows("SELECT json_extract(body, '$.category') AS category FROM outbox_messages"),
    ).toEqual([{ category: 'test' }, { category: 'test' }])

    // The stick's driver takes the same telegram within half a second for an echo, so it is pulled until it counts.
    const real = await waitUntil(
      async () => {
        house.act(STICK, `press:${CORD}`)
        return (await house.cards()).find(({ category }) => category === 'care')
      },
      'a real pull did not ring',
      { everyMs: 300 },
    )
    expect(real.priority).toBe('critical')
    await house.stop()
    const store = await openReadOnly(house.folder)
    expect(await store.verifyAudit()).toMatchObject({ ok: true })
    await store.close()
  })

  test('ends by itself; what rang in it stays on the board, and the next pull is a call of its own', async () => {
    const deviceId = await pairCord()
    const { test: started } = await house.api.technician.startTest({ by: 'tuva', deviceId })
    house.act(STICK, `press:${CORD}`)
    await house.card(({ category }) => category === 'test', 'the test did not ring')
    house.clock.pass(10 * 60_000)
    await waitUntil(async () => (await testNow(started.testId)).state === 'expired', 'the test did not end')
    house.act(STICK, `press:${CORD}`)
    await house.card(({ category }) => category === 'care', 'a real pull was taken for a test')
    const calls = (await house.cards()).filter(({ deviceId: id }) => id === deviceId)
    expect(calls.map(({ category, count }) => [category, count])).toEqual([
      ['care', 1],
      ['test', 1],
    ])
  })

  test('goes on over a restart', async () => {
    const deviceId = await pairCord()
    const { test: started } = await house.api.technician.startTest({ by: 'tuva', deviceId })
    await house.restart()
    house.act(STICK, `press:${CORD}`)
    const card = await house.card(() => true, 'the pull did not ring')
    expect(card.category).toBe('test')
    const { test: stopped } = await house.api.technician.stopTest({ by: 'tuva', testId: started.testId })
    expect(stopped.state).toBe('stopped')
    expect(await house.cards()).toEqual([])
  })

  test('a device put in place of another has proven nothing', async () => {
    const deviceId = await pairCord()
    await house.showBoard()
    const { technician } = house.api
    const { test: started } = await technician.startTest({ by: 'tuva', deviceId })
    house.act(STICK, `press:${CORD}`)
    const { testId } = started
    await waitUntil(async () => (await testNow(testId)).state === 'proven', 'the test was not proven')
    await technician.commission({ by: 'tuva', deviceId, testId })
    const wish = { receiver: STICK, address: OTHER_CORD, eep: 'F6-02-01', key: null }
    const { device } = await technician.replace({ by: 'tuva', deviceId, ...wish })
    expect(device).toMatchObject({ deviceId, lifecycle: 'paired', address: OTHER_CORD })
    expect(await codeOf(technician.commission({ by: 'tuva', deviceId, testId }))).toBe('not-proven')

    house.act(STICK, `press:${OTHER_CORD}`)
    const call = await house.card(({ category }) => category === 'care', 'the new cord did not ring')
    expect(call.deviceId).toBe(deviceId)
    const page = await technician.device({ deviceId })
    expect(page.events.filter(({ kind }) => kind === 'help-call')).toHaveLength(2)
  })

  test('does not go along to another resident: their first pull rings', async () => {
    const deviceId = await pairCord()
    const { technician } = house.api
    await technician.startTest({ by: 'tuva', deviceId })
    await technician.move({ by: 'tuva', deviceId, residentId: 'r-205', placement: 'bathroom' })
    await waitUntil(
      async () => (await house.rows("SELECT id FROM device_tests WHERE state = 'stopped'")).length === 1,
      'the test went on',
    )
    house.act(STICK, `press:${CORD}`)
    const call = await house.card(({ cause }) => cause === 'help-call', 'the pull did not ring')
    expect(call).toMatchObject({ deviceId, category: 'care', priority: 'critical' })
    expect(call.resident?.id).toBe('r-205')
  })
})
