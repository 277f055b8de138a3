import { describe, expect, test } from 'vitest'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { createEspaSimulator } from '../../../../device-drivers/espa-444/simulator.ts'
import { espaBench } from './espa-bench.ts'

const POLL = '043205'

function simulate(script: string, variant: string | null = null) {
  const device = createEspaSimulator({ variant, script, seed: 7 })
  let now = 1000
  const hexOf = (writes: readonly Uint8Array[]) => writes.map(toHex).join('')
  return {
    starts: () => hexOf(device.start(now)),
    act: (part: string) => hexOf(device.act(part, now)),
    waits(ms: number): string {
      const until = now + ms
      let said = ''
      for (let due = device.nextDueAt(); due !== undefined && due <= until; due = device.nextDueAt()) {
        now = Math.max(now, due)
        said += hexOf(device.due(now))
      }
      now = until
      return said
    },
    hears: (hex: string) => hexOf(device.receive(Uint8Array.from(Buffer.from(hex, 'hex')), now)),
  }
}

/** Lets the simulated nurse call and the driver talk until neither says more. */
function talk(script: string, ms: number) {
  const nurseCall = simulate(script)
  const line = espaBench()
  line.opens()
  let said = nurseCall.starts()
  for (let step = 0; step < ms / 20; step += 1) {
    const answer = said === '' ? line.waits(20).join('') : line.hears(said)
    said = (answer === '' ? '' : nurseCall.hears(answer)) + nurseCall.waits(20)
  }
  return line
}

describe('a simulated nurse call', () => {
  test('polls once a second; silent it does not, recovered it does', () => {
    const nurseCall = simulate('silence@3s,recover@10s')
    expect(nurseCall.starts()).toBe(POLL)
    expect(nurseCall.hears('04')).toBe('')
    expect(nurseCall.waits(1100)).toBe(POLL)
    nurseCall.hears('04')
    nurseCall.waits(2000)
    expect(nurseCall.waits(6000)).toBe('')
    expect(nurseCall.waits(5000)).toContain(POLL)
  })

  test('its calls, damaged blocks, lost ACKs and bursts all arrive once', () => {
    const script = 'call:204,wrong-bcc@2s,alarm:205 Bad@2s,lost-ack@4s,high:206@4s,burst:5@6s,cancel:204@8s'
    const line = talk(script, 12_000)
    expect(line.events).toEqual([
      '204 help-call true',
      '205 help-call true',
      '206 help-call true',
      ...['1', '2', '3', '4', '5'].map((room) => `${room} help-call true`),
      '204 help-cancelled true',
    ])
    expect(line.notices).toEqual(['call-repeated'])
    expect(line.effects.filter((effect) => effect.type === 'discarded')).toMatchObject([{ reason: 'badBcc' }])
  })

  test('asks, tells of its transmitter, and sends what nobody knows', () => {
    const line = talk(
      'ask:204,transmitter-failure@2s,transmitter-works@4s,unknown@6s,cut-block@8s,noise:9@9s',
      12_000,
    )
    expect(line.events).toEqual([])
    expect(line.notices).toContain('manufacturer-block')
    expect(line.effects.flatMap((effect) => (effect.type === 'port-fault' ? [effect.active] : []))).toEqual([
      true,
      false,
    ])
  })

  test('a panel says nothing unasked and answers polls', () => {
    const panel = simulate('call:7', 'panel')
    expect(panel.starts()).toBe('')
    expect(panel.hears(POLL)).toBe('3105')
  })

  test.each([
    ['dance', /dance/],
    ['call', /call:204/],
    ['call:12345678901234567', /call:204/],
    ['noise:x', /noise/],
    ['silence:3', /takes no number/],
  ])('the script "%s" is refused', (script, words) => {
    expect(() => createEspaSimulator({ variant: null, script, seed: 1 })).toThrow(words)
  })

  test('an unknown variant is refused', () => {
    expect(() => createEspaSimulator({ variant: 'fax', script: '', seed: 1 })).toThrow(/fax/)
  })
})
