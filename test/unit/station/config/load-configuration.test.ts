import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bthomeV2Protocol } from '../../../../device-drivers/bthome-v2/protocol.ts'
import { enoceanProtocol } from '../../../../device-drivers/enocean-esp3/protocol.ts'
import type { KnownProtocol } from '../../../../station/config/cross-checks.ts'
import { configurationDigest, loadConfiguration } from '../../../../station/config/load-configuration.ts'

const RADAR: KnownProtocol = {
  id: 'mr60fda',
  variants: ['r60-fda1', 'r60-c1001', 'tf-fda2'],
  portIsDevice: true,
}

const BUTTON: KnownProtocol = { id: 'bthome-v2' }

/** The configuration that the contract prints, one field a line where a test points at it. */
const CONTRACT_SAMPLE = `{
  "station": { "id": "0199c0de-0000-7000-8000-000000000001", "name": "Solbakken omsorgsboliger", "locale": "nb" },
  "ports": [
    { "path": "/dev/ttyUSB0", "protocol": "mr60fda", "variant": "r60-fda1", "device": "radar-204-bath" },
    { "path": "/dev/ttyUSB1", "protocol": "espa-444", "line": { "baudRate": 9600, "dataBits": 8, "parity": "even", "stopBits": 1 }, "settings": {} },
    { "path": "/dev/ttyUSB2", "protocol": "enocean-esp3" }
  ],
  "bluetooth": [ { "adapter": "hci0", "protocol": "bthome-v2" } ],
  "residents": [ { "id": "r-204", "name": "Ingrid Solberg", "birthYear": 1942, "home": { "address": "Solbakken 2", "unit": "204", "floor": "2" }, "cid": "4790000204" } ],
  "devices": [
    { "id": "radar-204-bath", "protocol": "mr60fda", "resident": "r-204", "placement": "bathroom", "supervisionSeconds": 180, "did": "R204B" },
    { "id": "cord-204", "protocol": "espa-444", "port": "/dev/ttyUSB1", "address": "204", "resident": "r-204", "placement": "bathroom" },
    { "id": "button-204", "protocol": "bthome-v2", "address": "B4:35:22:F5:3D:A4", "key": "hex, optional", "resident": "r-204" },
    { "id": "contact-204", "protocol": "enocean-esp3", "address": "01825dab", "eep": "D5-00-01", "resident": "r-204", "placement": "front-door" }
  ],
  "people": [ { "id": "kari", "name": "Kari Nordmann", "role": "caregiver", "pin": "123456" } ],
  "careCentre": { "paths": [ { "kind": "https", "url": "http://127.0.0.1:4200", "token": "secret" } ], "heartbeatSeconds": 60 }
}`

const STATION = '"station": { "id": "s-1", "name": "Solbakken" }'

function mistakesOf(text: string): string[] {
  const loaded = loadConfiguration(text, [RADAR])
  if (loaded.ok) return []
  return loaded.mistakes.map(({ line, column, field }) => `${line}:${column} ${field}`)
}

function problemsOf(text: string): string {
  const loaded = loadConfiguration(text, [RADAR])
  return loaded.ok ? '' : loaded.mistakes.map((mistake) => mistake.problem).join('\n')
}

describe('a configuration without mistakes', () => {
  test('the sample of the contract is taken; what is not built yet warns and the rest works', () => {
    const loaded = loadConfiguration(CONTRACT_SAMPLE, [RADAR])
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
    expect(loaded.configuration.devices[0]?.did).toBe('R204B')
    expect(loaded.configuration.careCentre?.heartbeatSeconds).toBe(60)
    expect(loaded.warnings.map((warning) => warning.split(' ')[0])).toEqual([
      'ports[1]:',
      'ports[2]:',
      'bluetooth[0]:',
      'devices[1]:',
      'devices[2]:',
      'devices[3]:',
    ])
  })

  test('a key that opens nothing is named; the rest works', () => {
    const loaded = loadConfiguration(CONTRACT_SAMPLE, [RADAR, BUTTON])
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
    expect(loaded.warnings).toContain(
      'devices[2].key: not 32 hexadecimal digits, so nothing that it encrypts can be read',
    )
    const right = CONTRACT_SAMPLE.replace('hex, optional', '231d39c1d7cc1ab1aee224cd096db932')
    expect(loadConfiguration(right, [RADAR, BUTTON])).toMatchObject({
      warnings: loaded.warnings.filter((warning) => !warning.includes('key')),
    })
  })

  test('only the station is required', () => {
    const loaded = loadConfiguration(`{ ${STATION} }`, [RADAR])
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
    expect(loaded.configuration).toMatchObject({ ports: [], devices: [], residents: [], people: [] })
    expect(loaded.configuration.station.locale).toBe('nb')
    expect(loaded.warnings).toEqual([])
  })

  test('MQTT and SCAIP paths are valid', () => {
    const loaded = loadConfiguration(
      `{ ${STATION}, "careCentre": { "paths": [
        { "kind": "mqtt", "url": "mqtts://broker.example", "password": { "file": "p" }, "topicPrefix": "t" },
        { "kind": "scaip", "uri": "sip:sentral@192.0.2.10:5061;transport=tls", "cid": "4790000017", "listen": "127.0.0.1:5060" }
      ] } }`,
      [RADAR],
    )
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
    expect(loaded.warnings).toEqual([])
  })

  test('a byte order mark of a Windows editor does no harm', () => {
    expect(mistakesOf(`\uFEFF{ ${STATION} }`)).toEqual([])
  })
})

describe('a mistake is refused with its line, its field and what to do', () => {
  const cases: readonly (readonly [
    name: string,
    text: string,
    mistakes: readonly string[],
    words: RegExp,
  ])[] = [
    ['no station', '{}', ['1:1 station'], /missing/],
    ['empty file', '', ['1:1 '], /not JSON/],
    ['comment', `{\n  // no\n  ${STATION} }`, ['2:3 '], /not JSON/],
    ['comma too many', `{\n  ${STATION},\n}`, ['3:1 ', '3:1 '], /not JSON/],
    ['field twice', `{ ${STATION},\n "ports": [],\n "ports": [] }`, ['3:2 ports'], /twice/],
    ['unknown field', `{ ${STATION},\n "sation": 1 }`, ['2:2 sation'], /unknown field/],
    [
      'unknown field inside',
      `{ ${STATION}, "residents": [\n { "id": "r-1", "name": "A",\n   "born": 1942 } ] }`,
      ['3:4 residents[0].born'],
      /unknown field/,
    ],
    ['id with a blank', '{ "station": {\n "id": "s 1", "name": "S" } }', ['2:8 station.id'], /1–64/],
    ['wrong type', `{ ${STATION},\n "people": {} }`, ['2:12 people'], /expected array/],
    [
      'two residents with one id',
      `{ ${STATION}, "residents": [ { "id": "r", "name": "A" },\n { "id": "r", "name": "B" } ] }`,
      ['2:10 residents[1].id'],
      /already residents\[0\]/,
    ],
    [
      'a device of nobody known',
      `{ ${STATION}, "devices": [\n { "id": "d", "protocol": "mr60fda", "resident": "r-9" } ] }`,
      ['2:50 devices[0].resident'],
      /there is no resident "r-9"/,
    ],
    [
      'a port with an unknown device',
      `{ ${STATION}, "ports": [\n { "path": "/dev/a", "protocol": "mr60fda",\n   "device": "d" } ] }`,
      ['3:14 ports[0].device'],
      /there is no device "d"/,
    ],
    [
      'a radar port without a device',
      `{ ${STATION}, "ports": [\n { "path": "/dev/a", "protocol": "mr60fda" } ] }`,
      ['2:2 ports[0]'],
      /"device" is missing/,
    ],
    [
      'an unknown protocol',
      `{ ${STATION}, "ports": [ { "path": "/dev/a",\n "protocol": "mr24" } ] }`,
      ['2:14 ports[0].protocol'],
      /mr60fda/,
    ],
    [
      'an unknown variant',
      `{ ${STATION}, "devices": [ { "id": "d", "protocol": "mr60fda" } ],
        "ports": [ { "path": "/dev/a", "protocol": "mr60fda", "device": "d",\n "variant": "fda9" } ] }`,
      ['3:13 ports[0].variant'],
      /r60-fda1, r60-c1001, tf-fda2/,
    ],
    [
      'a setting that the driver does not have',
      `{ ${STATION}, "devices": [ { "id": "d", "protocol": "mr60fda" } ],
        "ports": [ { "path": "/dev/a", "protocol": "mr60fda", "device": "d", "settings": {\n "x": 1 } } ] }`,
      ['3:2 ports[0].settings.x'],
      /no such setting/,
    ],
    [
      'one device on two ports',
      `{ ${STATION}, "devices": [ { "id": "d", "protocol": "mr60fda" } ], "ports": [
        { "path": "/dev/a", "protocol": "mr60fda", "device": "d" },
        { "path": "/dev/b", "protocol": "mr60fda", "device": "d" } ] }`,
      ['3:62 ports[1].device'],
      /already on ports\[0\]/,
    ],
    [
      'one path twice',
      `{ ${STATION}, "ports": [ { "path": "/dev/a", "protocol": "espa-444" },\n { "path": "/dev/a", "protocol": "espa-444" } ] }`,
      ['2:12 ports[1].path'],
      /its own/,
    ],
    [
      'a device on a port of another protocol',
      `{ ${STATION}, "ports": [ { "path": "/dev/a", "protocol": "espa-444" } ],
        "devices": [ { "id": "d", "protocol": "enocean-esp3",\n "port": "/dev/a" } ] }`,
      ['3:10 devices[0].port'],
      /enocean-esp3/,
    ],
    [
      'two devices with one address on one line',
      `{ ${STATION}, "devices": [ { "id": "a", "protocol": "enocean-esp3", "address": "01825DAB" },
        { "id": "b", "protocol": "enocean-esp3", "address": "01825dab" } ] }`,
      ['2:61 devices[1].address'],
      /same address/,
    ],
    [
      'a long did',
      `{ ${STATION}, "devices": [ { "id": "d", "protocol": "mr60fda",\n "did": "R204BATH1" } ] }`,
      ['2:9 devices[0].did'],
      /1–8/,
    ],
    [
      'one did for two devices',
      `{ ${STATION}, "devices": [ { "id": "a", "protocol": "mr60fda", "did": "R204B" }, { "id": "c", "protocol": "mr60fda" },
        { "id": "b", "protocol": "mr60fda",\n "did": "R204B" } ] }`,
      ['3:9 devices[2].did'],
      /already devices\[0\]\.did/,
    ],
    [
      'a short PIN',
      `{ ${STATION}, "people": [ { "id": "k", "name": "K", "role": "caregiver",\n "pin": "1234" } ] }`,
      ['2:9 people[0].pin'],
      /6 digits/,
    ],
    [
      'an unknown role',
      `{ ${STATION}, "people": [ { "id": "k", "name": "K",\n "role": "nurse" } ] }`,
      ['2:10 people[0].role'],
      /caregiver/,
    ],
    [
      'plain http beyond this machine',
      centre('{ "kind": "https", "url": "http://10.0.0.5", "token": "t" }'),
      ['2:28 careCentre.paths[0].url'],
      /this machine alone/,
    ],
    [
      'no token',
      centre('{ "kind": "https", "url": "https://c.example" }'),
      ['2:2 careCentre.paths[0].token'],
      /a word/,
    ],
    [
      'plain mqtt beyond this machine',
      centre('{ "kind": "mqtt", "url": "mqtt://b.example" }'),
      ['2:27 careCentre.paths[0].url'],
      /mqtts:/,
    ],
    [
      'SIP without TLS beyond this machine',
      centre('{ "kind": "scaip", "uri": "sip:s@192.0.2.10", "cid": "1" }'),
      ['2:28 careCentre.paths[0].uri'],
      /transport=tls/,
    ],
    [
      'a SIP transport that nobody speaks',
      centre('{ "kind": "scaip", "uri": "sip:s@127.0.0.1;transport=ws", "cid": "1" }'),
      ['2:28 careCentre.paths[0].uri'],
      /udp, tcp or tls/,
    ],
    [
      'answers in the clear beyond this machine',
      centre('{ "kind": "scaip", "uri": "sip:s@127.0.0.1", "cid": "1", "listen": "0.0.0.0:5060" }'),
      ['2:69 careCentre.paths[0].listen'],
      /this machine alone/,
    ],
    [
      'an unknown kind of path',
      centre('{ "kind": "fax" }'),
      ['2:12 careCentre.paths[0].kind'],
      /https, mqtt or scaip/,
    ],
    [
      'a secret of the wrong shape',
      centre('{ "kind": "https", "url": "https://c.example", "token": 7 }'),
      ['2:58 careCentre.paths[0].token'],
      /"file"/,
    ],
  ]

  test.each(cases)('%s', (_name, text, mistakes, words) => {
    expect(mistakesOf(text)).toEqual(mistakes)
    expect(problemsOf(text)).toMatch(words)
  })

  test('all of them are told at once, in the order of the file', () => {
    const text = `{ ${STATION},\n "ports": 1,\n "people": [ { "id": "!" } ],\n "x": 0 }`
    expect(mistakesOf(text).map((mistake) => mistake.split(':')[0])).toEqual(['2', '3', '3', '3', '4'])
  })
})

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

function centre(path: string): string {
  return `{ ${STATION}, "careCentre": { "paths": [\n ${path} ] } }`
}

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
