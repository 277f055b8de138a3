import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { decodePendantLine } from '../../../../device-drivers/ble-gatt-pendant/decode-line.ts'
import {
  ALERT,
  START_LIVE,
  STOP_ALERT,
  WARN_ON_LINK_LOSS,
} from '../../../../device-drivers/ble-gatt-pendant/writes.ts'

const Vector = z.looseObject({
  name: z.string(),
  kind: z.enum(['read', 'notify', 'write', 'segments', 'advertisement']),
  uuid: z.string().optional(),
  service: z.string().optional(),
  expect: z.record(z.string(), z.unknown()),
})
const { vectors } = z
  .object({ vectors: z.array(Vector) })
  .parse(
    JSON.parse(
      readFileSync(new URL('../../../fixtures/vectors/ble-gatt-pendant.json', import.meta.url), 'utf8'),
    ),
  )

const named = (wanted: (kind: string) => boolean) =>
  vectors.filter(({ kind }) => wanted(kind)).map((vector) => [vector.name, vector] as const)

describe('shared pendant vectors', () => {
  test('the file holds what the document says', () => {
    expect(vectors).toHaveLength(33)
  })

  test.each(named((kind) => kind !== 'write'))('%s', (_, vector) => {
    const { name: _name, expect: expected, ...line } = vector
    expect(decodePendantLine(line)).toEqual({ ...expected, events: expect.any(Array) as unknown })
  })

  test.each([
    ['locate-pendant-high-alert', ALERT],
    ['stop-alert', STOP_ALERT],
    ['link-loss-set-high', WARN_ON_LINK_LOSS],
    ['ghs-start-live', START_LIVE],
  ])('%s is written so', (name, write) => {
    const vector = vectors.find((one) => one.name === name)
    expect(write.of.characteristic).toContain(`0000${vector?.uuid ?? ''}-`)
    expect(write.of.service).toContain(vector?.service ?? '1840')
    expect(toHex(write.bytes)).toBe(vector?.expect['hex'])
    expect(write.how).toBe(vector?.expect['withResponse'] === true ? 'request' : 'command')
  })

  test('records stored on the pendant are the one thing the station does not ask for', () => {
    expect(named((kind) => kind === 'write').map(([name]) => name)).toContain('racp-all-records')
    expect(vectors.filter(({ kind }) => kind === 'write')).toHaveLength(5)
  })
})
