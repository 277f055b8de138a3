import { describe, expect, test } from 'vitest'
import { ACK, EOT, block, call, espaBench } from './espa-bench.ts'

const POLL_2 = '043205'
const POLL_3 = '043305'
const control = (settings: Readonly<Record<string, unknown>> = {}) =>
  espaBench({ settings: { role: 'control', ...settings } })

describe('the station as control station', () => {
  test('polls at once and then at its interval, as long as it is answered', () => {
    const line = control({ pollIntervalMs: 2000 })
    expect(line.opens()).toBe(POLL_2)
    expect(line.hears(EOT)).toBe('')
    expect(line.waits(2000)).toEqual([`2000:${POLL_2}`])
  })

  test('takes the call of a polled station, and polls on after its turn', () => {
    const line = control()
    line.opens()
    expect(line.hears('3105')).toBe(ACK)
    expect(line.hears(call('112', 'Rom 7'))).toBe(ACK)
    expect(line.waits(5000)).toEqual([])
    expect(line.hears(EOT)).toBe('')
    expect(line.events).toEqual(['112 help-call true'])
    expect(line.waits(1000)).toHaveLength(1)
  })

  test.each([
    ['the whole select', '32053105'],
    ['the whole select with EOT in front', '0432053105'],
  ])('a station that answers with %s is received', (_, answer) => {
    const line = control()
    line.opens()
    expect(line.hears(answer)).toBe(ACK)
    expect(line.hears(call('112', 'Rom 7'))).toBe(ACK)
  })

  test('a station that sends its block right after the poll is received', () => {
    const line = control()
    line.opens()
    expect(line.hears(call('112', 'Rom 7'))).toBe(ACK)
    expect(line.events).toEqual(['112 help-call true'])
  })

  test('takes the line back after ten seconds of silence in a turn', () => {
    const line = control()
    line.opens()
    line.hears('3105')
    expect(line.waits(10_000)[0]?.split(':')[1]).toBe(EOT)
  })

  test('one of two that is silent is told and asked seldom, the other at the usual pace', () => {
    const line = control({ peers: ['2', '3'] })
    let said = line.opens()
    const polls = { [POLL_2]: 0, [POLL_3]: 0 }
    for (let ms = 0; ms < 120_000; ms += 100) {
      for (const poll of said === '' ? [] : [said]) {
        if (poll !== POLL_2 && poll !== POLL_3) throw new Error(`said ${poll}`)
        polls[poll] += 1
        if (poll === POLL_2) line.hears(EOT)
      }
      said = line
        .waits(100)
        .map((each) => each.split(':')[1] ?? '')
        .join('')
    }
    expect(polls[POLL_2]).toBeGreaterThan(80)
    expect(polls[POLL_3]).toBeLessThan(7)
    expect(line.notices).toEqual(['station-silent'])
    const faults = () => line.effects.filter(({ type }) => type === 'port-fault')
    expect(faults()).toEqual([{ type: 'port-fault', code: 'station-silent', active: true }])
    while (said !== POLL_3) {
      if (said === POLL_2) line.hears(EOT)
      said = line.waits(100)[0]?.split(':')[1] ?? ''
    }
    line.hears(EOT)
    expect(line.notices).toEqual(['station-silent', 'station-answers'])
    expect(faults().at(-1)).toEqual({ type: 'port-fault', code: 'station-silent', active: false })
  })

  test('a station alone on its line is polled on while it is silent', () => {
    const line = control()
    line.opens()
    expect(line.waits(60_000).length).toBeGreaterThan(20)
  })

  test('answers what became of a call by selecting the station that asked', () => {
    const line = control()
    line.opens()
    line.hears('3105', call('112', 'Rom 7'), block('3', { 1: '112' }))
    line.hears(EOT)
    const [selected] = line.waits(1000)
    expect(selected?.split(':')[1]).toBe('31053205')
    expect(line.hears(ACK)).toBe(block('2', { 1: '112', 7: '3' }))
    expect(line.hears(ACK)).toBe(EOT)
  })

  test('a poll of our own address by somebody else is a select here', () => {
    const line = control()
    line.opens()
    line.hears(EOT)
    expect(line.hears('3105')).toBe(ACK)
  })
})
