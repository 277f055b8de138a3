/** Fields that are right by themselves and wrong together, those of single protocols, and texts of any kind. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bthomeV2Protocol } from '../../../../device-drivers/bthome-v2/protocol.ts'
import { enoceanProtocol } from '../../../../device-drivers/enocean-esp3/protocol.ts'
import { configurationDigest, loadConfiguration } from '../../../../station/config/load-configuration.ts'
import { mistakesOf, RADAR, STATION } from './configuration-samples.ts'

describe('fields that are wrong by themselves and fields that are wrong together', () => {
  test('are told in one go', () => {
    const text = `{ ${STATION}, "x": 0,
      "ports": [ { "path": "/dev/a", "protocol": "mr60fda", "variant": "fda9", "device": "d", "line": { "baudRate": -1 } },
        { "path": "/dev/b", "protocol": "mr60fda" }, { "path": "/dev/a", "protocol": "mr24" } ],
      "residents": [ { "id": "r", "name": "" }, { "id": "r", "name": "B" } ],
      "devices": [ { "id": "e", "protocol": "mr60fda", "resident": "q", "did": "too-long-a-did" } ] }`
    expect(mistakesOf(text).map((mistake) => mistake.split(' ')[1])).toEqual([
      'x',
      'ports[0].variant',
      'ports[0].device',
      'ports[0].line.baudRate',
      'ports[1]',
      'ports[2].path',
      'ports[2].protocol',
      'residents[0].name',
      'residents[1].id',
      'devices[0].resident',
      'devices[0].did',
    ])
  })

  test.each([
    [
      'a device that may be the one that is named',
      '"ports": [ { "path": "/dev/a", "protocol": "mr60fda", "device": "d" } ], "devices": [ { "id": "d ", "protocol": "mr60fda" } ]',
      ['devices[0].id'],
    ],
    [
      'the device of a port',
      '"ports": [ { "path": "/dev/a", "protocol": "mr60fda", "device": "d " } ], "devices": [ { "id": "d", "protocol": "mr60fda" } ]',
      ['ports[0].device'],
    ],
    [
      'a port that a device may be on, and one that may have its protocol',
      '"ports": [ { "path": "", "protocol": "espa-444" }, { "path": "/dev/b", "protocol": "x" } ], "devices": [ { "id": "d", "protocol": "espa-444", "port": "/dev/a", "address": "1" }, { "id": "e", "protocol": "espa-444", "port": "/dev/b" } ]',
      ['ports[0].path', 'ports[1].protocol'],
    ],
    [
      'the port of a device',
      '"ports": [ { "path": "/dev/a", "protocol": "mr60fda" } ], "devices": [ { "id": "d", "protocol": "mr60fda", "port": 7, "address": "1" }, { "id": "e", "protocol": "mr60fda", "address": "1" } ]',
      ['devices[0].port'],
    ],
    [
      'lists that are none and items that are none',
      '"residents": {}, "ports": [ 1 ], "devices": [ { "id": "d", "protocol": "mr60fda", "resident": "r", "port": "/dev/a" } ], "bluetooth": [ {}, {} ]',
      [
        'residents',
        'ports[0]',
        'bluetooth[0].adapter',
        'bluetooth[0].protocol',
        'bluetooth[1].adapter',
        'bluetooth[1].protocol',
      ],
    ],
  ])('what cannot be read accuses nothing else: %s', (_name, rest, fields) => {
    const found = mistakesOf(`{ ${STATION}, ${rest} }`).map((mistake) => mistake.split(' ')[1])
    expect(found.toSorted()).toEqual(fields.toSorted())
  })
})

test('no text at all brings the reader down', () => {
  const jsonLike = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', ':', ',', '"', 'a', '1', '\n', '\\', ' '),
  })
  fc.assert(
    fc.property(fc.oneof(fc.string(), jsonLike, fc.json()), (text) => {
      const loaded = loadConfiguration(text, [RADAR])
      expect(loaded.ok || loaded.mistakes.length > 0).toBe(true)
    }),
    { numRuns: 500 },
  )
  for (const deep of ['[', '{"a":']) expect(mistakesOf(deep.repeat(100_000))).toHaveLength(1)
})

test('random values in the places of the schema are refused or taken, never thrown', () => {
  fc.assert(
    fc.property(
      fc.record({
        station: fc.constant({ id: 's', name: 'S' }),
        ports: fc.jsonValue(),
        devices: fc.jsonValue(),
      }),
      (value) => {
        const loaded = loadConfiguration(JSON.stringify(value), [RADAR])
        if (!loaded.ok) for (const mistake of loaded.mistakes) expect(mistake.line).toBeGreaterThan(0)
      },
    ),
  )
})

test('the digest names the content', () => {
  expect(configurationDigest('{}')).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  expect(configurationDigest('{ }')).not.toBe(configurationDigest('{}'))
})

describe('Bluetooth', () => {
  const mistakes = (rest: string): string[] => {
    const loaded = loadConfiguration(`{ ${STATION}, ${rest} }`, [bthomeV2Protocol])
    return loaded.ok ? [] : loaded.mistakes.map(({ field, problem }) => `${field}: ${problem}`)
  }

  test('one protocol is once on each adapter', () => {
    const entry = (adapter: string): string => `{ "adapter": "${adapter}", "protocol": "bthome-v2" }`
    expect(mistakes(`"bluetooth": [${entry('hci0')}, ${entry('hci1')}]`)).toEqual([])
    expect(mistakes(`"bluetooth": [${entry('hci0')}, ${entry('hci0')}]`)).toEqual([
      'bluetooth[1].protocol: bluetooth[0] is bthome-v2 on hci0 already; remove one of the two',
    ])
  })

  test('settings that the driver does not have are mistakes', () => {
    expect(
      mistakes('"bluetooth": [{ "adapter": "hci0", "protocol": "bthome-v2", "settings": { "loud": 1 } }]'),
    ).toEqual(['bluetooth[0].settings.loud: bthome-v2 has no such setting; remove it'])
  })

  test('an address is six bytes', () => {
    const device = (address: string): string =>
      `"devices": [{ "id": "b", "protocol": "bthome-v2", "address": "${address}" }]`
    expect(mistakes(device('b4:35:22:f5:3d:a4'))).toEqual([])
    expect(mistakes(device('b43522f53da4'))).toEqual([
      'devices[0].address: bthome-v2 has addresses such as B4:35:22:F5:3D:A4',
    ])
  })
})

describe('EnOcean', () => {
  const mistakes = (address: string, eep: string): string[] => {
    const device = `{ "id": "c", "protocol": "enocean-esp3",\n "address": "${address}",\n "eep": "${eep}" }`
    const loaded = loadConfiguration(`{ ${STATION}, "devices": [${device}] }`, [enoceanProtocol])
    return loaded.ok ? [] : loaded.mistakes.map(({ line, field, problem }) => `${line} ${field}: ${problem}`)
  }

  test('a sender is eight hexadecimal digits', () => {
    expect(mistakes('01825DAB', 'D5-00-01')).toEqual([])
    expect(mistakes('xyz', 'D5-00-01')).toEqual([
      '2 devices[0].address: enocean-esp3 has addresses such as 01825dab',
    ])
  })

  test('a profile that nobody can read is refused with its line, in whatever case one is written', () => {
    expect(mistakes('01825dab', 'd5-00-01')).toEqual([])
    const [mistake, ...more] = mistakes('01825dab', 'D5-99-99')
    expect(more).toEqual([])
    expect(mistake).toMatch(/^3 devices\[0\]\.eep: "D5-99-99" cannot be read; enocean-esp3 has .*D5-00-01/)
  })
})
