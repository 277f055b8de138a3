import { describe, expect, test } from 'vitest'
import { ACK, EOT, POLL_US, SELECT_US, block, call, cancel, damaged, espaBench } from './espa-bench.ts'

const NAK_DAMAGED = '3115'
const NAK_BUSY = '3215'
const NAK_NOT_UNDERSTOOD = '3315'

describe('a call is acknowledged only once it is durable', () => {
  test('the ACK waits for the store', () => {
    const line = espaBench({ storing: false })
    expect(line.hears(SELECT_US)).toBe(ACK)
    expect(line.hears(call('204', 'Rom 204'))).toBe('')
    expect(line.events).toEqual(['204 help-call true'])
    expect(line.stores()).toBe(ACK)
  })

  test('a store that takes longer than a second: busy, and no ACK for it later', () => {
    const line = espaBench({ storing: false })
    line.hears(SELECT_US, call('204', 'Rom 204'))
    expect(line.waits(2000)).toEqual([`1000:${NAK_BUSY}`])
    expect(line.notices).toEqual(['call-not-stored-in-time'])
    expect(line.stores()).toBe('')
  })

  test('refused as busy it comes again while the first still waits: one event, one ACK', () => {
    const line = espaBench({ storing: false })
    line.hears(SELECT_US, call('204', 'Rom 204'))
    line.waits(1500)
    line.hears(EOT, SELECT_US, call('204', 'Rom 204'))
    expect(line.events).toEqual(['204 help-call true'])
    expect(line.stores()).toBe(ACK)
  })

  test('refused as busy and stored since: coming again it rings again, rather once too often', () => {
    const line = espaBench({ storing: false })
    line.hears(SELECT_US, call('204', 'Rom 204'))
    line.waits(1500)
    line.stores()
    line.hears(EOT, SELECT_US, call('204', 'Rom 204'))
    expect(line.events).toEqual(['204 help-call true', '204 help-call true'])
  })

  test('called, taken back and called again while nothing is stored are three', () => {
    const line = espaBench({ storing: false, paired: ['204'] })
    line.hears(SELECT_US, call('204', 'Rom 204'), cancel('204', 'Rom 204'), call('204', 'Rom 204'))
    expect(line.events).toEqual(['204 help-call true', '204 help-cancelled true', '204 help-call true'])
  })

  test('more calls than may wait are refused and stay with their sender', () => {
    const line = espaBench({ storing: false })
    line.hears(SELECT_US)
    for (let room = 1; room <= 64; room += 1) line.hears(call(String(room), 'x'))
    expect(line.hears(call('65', 'x'))).toBe(NAK_BUSY)
    expect(line.events).toHaveLength(64)
    expect(line.notices).toEqual(['call-refused-busy'])
  })

  test('when the sender has ended its turn, nothing is said into the line', () => {
    const line = espaBench({ storing: false })
    line.hears(SELECT_US, call('204', 'Rom 204'))
    expect(line.hears(EOT)).toBe('')
    expect(line.stores()).toBe('')
  })
})

describe('the same block once more', () => {
  test('in the same turn it is acknowledged and counted, and is no second call', () => {
    const line = espaBench()
    line.hears(SELECT_US)
    expect(line.hears(call('204', 'Rom 204'))).toBe(ACK)
    expect(line.hears(call('204', 'Rom 204'))).toBe(ACK)
    expect(line.events).toEqual(['204 help-call true'])
    expect(line.notices).toEqual(['call-repeated'])
  })

  test('in a later turn it is a call again', () => {
    const line = espaBench()
    line.hears(SELECT_US, call('204', 'Rom 204'), EOT, SELECT_US, call('204', 'Rom 204'))
    expect(line.events).toHaveLength(2)
  })

  test('in a later turn it is one although the first is still on its way to the store', () => {
    const line = espaBench({ storing: false })
    line.hears(SELECT_US, call('204', 'Rom 204'), EOT, SELECT_US)
    expect(line.hears(call('204', 'Rom 204'))).toBe('')
    expect(line.events).toHaveLength(2)
    expect(line.stores()).toBe(ACK)
  })

  test('another text or type is another call', () => {
    const line = espaBench()
    line.hears(SELECT_US, call('204', 'Seng'), call('204', 'Bad'), call('205', 'Bad'))
    expect(line.events).toEqual(['204 help-call true', '204 help-call true', '205 help-call true'])
  })
})

describe('what is refused', () => {
  test('a wrong BCC: `1`, and the good repeat is taken', () => {
    const line = espaBench()
    line.hears(SELECT_US)
    expect(line.hears(damaged(call('204', 'x')))).toBe(NAK_DAMAGED)
    expect(line.events).toEqual([])
    expect(line.hears(call('204', 'x'))).toBe(ACK)
  })

  test.each([
    ['a call without an address', block('1', { 2: 'Rom 204' })],
    ['a header that nobody knows', block('8', { 1: '204' })],
    ['a record without US', '0131023103' + '31'.replace('31', '01')],
  ])('%s: `3`, kept as evidence, no event', (_, hex) => {
    const line = espaBench()
    line.hears(SELECT_US)
    expect(line.hears(hex)).toBe(NAK_NOT_UNDERSTOOD)
    expect(line.events).toEqual([])
    expect(line.effects.map(({ type }) => type)).toContain('unknown-message')
  })

  test('a manufacturer’s header is told the technician once a day', () => {
    const line = espaBench()
    line.hears(SELECT_US)
    line.hears(block('7', { 1: '1' }), block('7', { 1: '2' }), block('9', { 1: '2' }))
    expect(line.notices).toEqual(['manufacturer-block', 'manufacturer-block'])
    line.waits(24 * 3_600_000)
    line.hears(SELECT_US, block('7', { 1: '1' }))
    expect(line.notices.filter((code) => code === 'manufacturer-block')).toHaveLength(3)
  })

  test('a block longer than 1024 bytes is dropped, the one behind it is taken', () => {
    const line = espaBench()
    line.hears(SELECT_US)
    line.hears('01310231' + '1f' + '41'.repeat(2000))
    expect(line.hears(call('204', 'x'))).toBe(ACK)
    expect(line.events).toEqual(['204 help-call true'])
  })
})

describe('whose turn it is', () => {
  test('a poll with nothing to say is answered EOT, a poll of others not at all', () => {
    const line = espaBench()
    expect(line.hears(POLL_US)).toBe(EOT)
    expect(line.hears('043305')).toBe('')
    expect(line.hears(EOT)).toBe('')
  })

  test('a block for another station is not ours', () => {
    const line = espaBench()
    expect(line.hears(EOT, '31053305')).toBe('')
    expect(line.hears(call('204', 'x'))).toBe('')
    expect(line.events).toEqual([])
    expect(line.hears(EOT, SELECT_US)).toBe(ACK)
  })

  test('a lone ENQ and our address without EOT before it are answered ACK', () => {
    expect(espaBench().hears('05')).toBe(ACK)
    expect(espaBench().hears('3205')).toBe(ACK)
  })

  test('carriage returns between blocks, and digits that belong to nothing, are skipped', () => {
    const line = espaBench()
    expect(line.hears('0d', SELECT_US)).toBe(ACK)
    expect(line.hears('0d39', call('204', 'x'))).toBe(ACK)
    expect(line.hears('0d', EOT, '0d', POLL_US)).toBe(EOT)
  })

  test('a sender in the middle of its turn when we start is heard at once', () => {
    const line = espaBench()
    expect(line.hears(call('204', 'x'))).toBe(ACK)
    expect(line.events).toEqual(['204 help-call true'])
  })

  test('half a block is dropped after ten seconds of silence, with a notice', () => {
    const line = espaBench()
    line.hears(SELECT_US, call('204', 'x').slice(0, 12))
    line.waits(9_900)
    expect(line.effects.some(({ type }) => type === 'discarded')).toBe(false)
    line.waits(200)
    expect(line.effects.filter(({ type }) => type === 'discarded')).toMatchObject([
      { reason: 'blockTimedOut' },
    ])
    expect(line.notices).toEqual(['turn-timed-out'])
    expect(line.hears(SELECT_US)).toBe(ACK)
  })

  test('replies wait as long as the line is set to', () => {
    const slow = espaBench({ settings: { replyDelayMs: 150 } })
    expect(slow.hears(SELECT_US)).toBe('')
    expect(slow.waits(140)).toEqual([`150:${ACK}`])
    const quick = espaBench({ settings: { replyDelayMs: 0 } })
    expect(quick.hears(SELECT_US)).toBe(ACK)
  })

  test('another own address', () => {
    const line = espaBench({ settings: { ownAddress: '5' } })
    expect(line.hears('043205')).toBe('')
    expect(line.hears('043505')).toBe(EOT)
  })
})

describe('what became of a call', () => {
  const ask = block('3', { 1: '204', 2: 'Rom 204' })
  const answer = (status: string) => block('2', { 1: '204', 7: status })

  test('is answered when we are polled: paged', () => {
    const line = espaBench()
    line.hears(SELECT_US, call('204', 'Rom 204'), EOT)
    expect(line.hears(SELECT_US, ask)).toContain(ACK)
    line.hears(EOT)
    expect(line.hears(POLL_US)).toBe('3105')
    expect(line.hears(ACK)).toBe(answer('3'))
    expect(line.hears(ACK)).toBe(EOT)
    expect(line.hears(POLL_US)).toBe(EOT)
  })

  test('not stored yet: in queue; never called or taken back: terminated', () => {
    const held = espaBench({ storing: false })
    held.hears(SELECT_US, call('204', 'Rom 204'), ask, EOT)
    held.hears(POLL_US)
    expect(held.hears(ACK)).toBe(answer('2'))
    const line = espaBench()
    line.hears(SELECT_US, ask, EOT, POLL_US)
    expect(line.hears(ACK)).toBe(answer('5'))
  })

  test('a damaged answer is repeated twice, one that is not wanted is given up after three turns', () => {
    const line = espaBench()
    line.hears(SELECT_US, ask, EOT, POLL_US)
    expect(line.hears(ACK)).toBe(answer('5'))
    expect(line.hears('3115')).toBe(answer('5'))
    expect(line.hears('3115')).toBe(answer('5'))
    expect(line.hears('3115')).toBe(EOT)
    for (let turn = 2; turn <= 3; turn += 1) {
      expect(line.hears(POLL_US)).toBe('3105')
      expect(line.hears('15')).toBe(EOT)
    }
    expect(line.hears(POLL_US)).toBe(EOT)
    expect(line.notices).toEqual(['status-not-taken'])
  })

  test('a storm of NAK, ENQ and damaged blocks is answered no more than it asks, and the call behind it is in', () => {
    const line = espaBench()
    const most = block('1', { 1: '204', 2: 'x'.repeat(990) })
    const storm = ['15', '3115', '05', 'ff', damaged(call('204', 'Rom 204')), damaged(most)]
    let replies = 0
    for (let round = 0; round < 200; round += 1) {
      line.hears(SELECT_US)
      for (const noise of storm) replies += line.hears(noise).length / 2
      line.hears(EOT)
    }
    // At most a digit and a control character for each that came.
    expect(replies).toBeLessThanOrEqual(200 * storm.length * 2)
    expect(line.events).toEqual([])
    expect(line.hears(SELECT_US, call('204', 'Rom 204'))).toContain(ACK)
    expect(line.events).toEqual(['204 help-call true'])
  })

  test('a partner that does not answer our select gets its line back after ten seconds', () => {
    const line = espaBench()
    line.hears(SELECT_US, ask, EOT)
    expect(line.hears(POLL_US)).toBe('3105')
    const [said] = line.waits(10_000)
    expect(said?.split(':')[1]).toBe(EOT)
    expect(line.notices).toEqual(['turn-timed-out'])
  })
})

describe('the line itself', () => {
  test('wrong settings are recognised as such, and put right they are believed', () => {
    const line = espaBench()
    const faults = () =>
      line.effects.flatMap((effect) =>
        effect.type === 'port-fault' ? [`${effect.code} ${effect.active}`] : [],
      )
    for (let poll = 0; poll < 30; poll += 1) {
      // A poll with even parity, read as eight bits without: 84 B2 05.
      line.hears('84b205')
      line.waits(1000)
    }
    expect(faults()).toEqual(['wrong-line-settings true'])
    for (let poll = 0; poll < 10; poll += 1) line.hears(POLL_US)
    expect(faults()).toEqual(['wrong-line-settings true', 'wrong-line-settings false'])
  })

  test('transmitter failure is an event where the partner is a device, else a fault of the port; told once', () => {
    const failure = block('2', { 8: '1' })
    const works = block('2', { 8: '0' })
    const device = espaBench({ paired: [null] })
    device.hears(SELECT_US)
    expect(device.hears(failure)).toBe(ACK)
    expect(device.events).toEqual(['line fault transmitter-failure'])
    const port = espaBench()
    port.hears(SELECT_US, failure, failure, works)
    expect(port.events).toEqual([])
    expect(port.effects.filter(({ type }) => type === 'port-fault')).toEqual([
      { type: 'port-fault', code: 'transmitter-failure', active: true },
      { type: 'port-fault', code: 'transmitter-failure', active: false },
    ])
  })

  test('status and other information are acknowledged, kept, and raise nothing', () => {
    const line = espaBench()
    line.hears(SELECT_US)
    expect(line.hears(block('2', { 1: '550', 7: '3' }))).toBe(ACK)
    expect(line.hears(block('5', { 2: 'Service' }))).toBe(ACK)
    expect(line.events).toEqual([])
    expect(line.effects.filter(({ type }) => type === 'unknown-message')).toHaveLength(2)
  })

  test('who calls is told for pairing, with its text', () => {
    const line = espaBench()
    line.hears(SELECT_US, call('204', 'Rom 204'))
    expect(
      line.effects.filter((effect) => effect.type === 'heard' && effect.address === '204'),
    ).toMatchObject([{ about: { callAddress: '204', text: 'Rom 204' } }])
  })
})
