import { describe, expect, test } from 'vitest'
import { reportOf } from '../../../../care-centre/scaip/device-report.ts'
import type { DocumentType } from '../../../../shared/scaip/document.ts'

function rings(dty: number, stc: number, mty: DocumentType = 'ME'): string {
  const report = reportOf({ mty, dty, stc })
  if (report.kind !== 'alarm') return report.kind
  const { cause, priority, category } = report.ring
  return `${cause} ${priority} ${category}`
}

describe('every row of scaip.md §10, as another maker sends it', () => {
  test.each([
    [5, 9, 'fall critical care'],
    [3, 10, 'help-call critical care'],
    [4, 10, 'help-call critical care'],
    [23, 9, 'smoke critical care'],
    [26, 9, 'gas critical care'],
    [17, 9, 'epilepsy critical care'],
    [6, 110, 'assistance critical care'],
    [12, 9, 'bed high care'],
    [14, 9, 'door high care'],
    [15, 9, 'door high care'],
    [10, 9, 'inactivity high care'],
    [33, 9, 'water high care'],
    [11, 81, 'medicine medium care'],
    [41, 85, 'mains medium technical'],
    [4, 123, 'device-silent medium technical'],
    [3, 16, 'battery low technical'],
    [5, 125, 'tamper low technical'],
  ])('ME %i/%i is %s', (dty, stc, expected) => {
    expect(rings(dty, stc)).toBe(expected)
  })

  test.each([102, 103])('ME 0032/%i is a test and does not ring', (stc) => {
    expect(rings(32, stc)).toBe('test')
    expect(rings(5, stc)).toBe('test')
  })

  test.each([0, 9, 102, 110])('PI is a heartbeat, whatever its status: %i', (stc) => {
    expect(rings(2, stc, 'PI')).toBe('heartbeat')
    expect(rings(5, stc, 'PI')).toBe('heartbeat')
  })
})

describe('what nobody knows rings as a person who calls', () => {
  test.each([
    [42, 9],
    [999, 10],
    [0, 0],
    [2, 9],
    [19, 9],
    [46, 10],
    [51, 10],
    [3, 9999],
  ])('ME %i/%i', (dty, stc) => {
    expect(rings(dty, stc)).toBe('help-call critical care')
  })

  test('an unknown status of a known device is that device’s alarm', () => {
    expect(rings(5, 9999)).toBe('fall critical care')
  })

  test('a button pressed on a thing that reports by itself is a call', () => {
    expect(rings(41, 10)).toBe('help-call critical care')
    expect(rings(41, 9)).toBe('mains medium technical')
  })
})

describe('what is over, and what somebody does about it', () => {
  test.each([
    ['RE', 5, 92, 'all'],
    ['RE', 5, 93, 'all'],
    ['RE', 5, 0, 'all'],
    ['ME', 3, 15, ['battery']],
    ['ME', 41, 86, ['mains']],
    ['ME', 3, 124, ['device-silent']],
    ['ME', 3, 19, 'all'],
  ] as const)('%s %i/%i ends %j', (mty, dty, stc, causes) => {
    expect(reportOf({ mty, dty, stc })).toEqual({ kind: 'over', causes })
  })

  test.each([
    [5, 'alarm.acknowledged'],
    [47, 'alarm.on-the-way'],
    [88, 'alarm.on-site'],
    [111, 'alarm.resolved'],
  ])('IN %i is %s', (stc, type) => {
    expect(reportOf({ mty: 'IN', dty: 5, stc })).toEqual({ kind: 'step', type })
  })

  test('a carer who asks for help rings, also as further information', () => {
    expect(rings(5, 110, 'IN')).toBe('assistance critical care')
  })

  test('any other information is one', () => {
    expect(rings(5, 62, 'IN')).toBe('information')
    expect(rings(5, 9, 'IN')).toBe('information')
  })
})
