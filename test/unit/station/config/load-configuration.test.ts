import { describe, expect, test } from 'vitest'
import { loadConfiguration } from '../../../../station/config/load-configuration.ts'
import {
  centre,
  BUTTON,
  CONTRACT_SAMPLE,
  mistakesOf,
  problemsOf,
  RADAR,
  STATION,
} from './configuration-samples.ts'

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

  test('heartbeats too rare for a loss to be noticed within 90 s are bounded, and the start says so', () => {
    const warnings = (seconds: number) => {
      const text = CONTRACT_SAMPLE.replace('"heartbeatSeconds": 60', `"heartbeatSeconds": ${String(seconds)}`)
      const loaded = loadConfiguration(text, [RADAR])
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
      expect(loaded.configuration.careCentre?.heartbeatSeconds).toBe(60)
      return loaded.warnings.filter((warning) => warning.startsWith('careCentre.heartbeatSeconds: '))
    }
    expect([warnings(60), warnings(61).length]).toEqual([[], 1])
    expect(warnings(300)[0]).toContain('300 is taken as 60: with more a lost path is not noticed within 90 s')
    expect(warnings(86_400)).toHaveLength(1)
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
