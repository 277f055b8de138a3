/** Every field and every word that a driver can read out of a frame has its words in both languages. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../../device-drivers/bytes.ts'
import { evidenceOf } from '../../../../device-drivers/ble-gatt-pendant/evidence.ts'
import { longUuid } from '../../../../device-drivers/bluetooth/advertisement.ts'
import { OBJECTS } from '../../../../device-drivers/bthome-v2/object-table.ts'
import { PROFILE_NAMES } from '../../../../device-drivers/enocean-esp3/profiles/profiles.ts'
import { buildTelegram } from '../../../../device-drivers/enocean-esp3/telegram.ts'
import { buildR60Frame } from '../../../../device-drivers/mr60fda/r60-frame-parser.ts'
import { buildTfFrame } from '../../../../device-drivers/mr60fda/tf-frame-parser.ts'
import type { Protocol } from '../../../../device-drivers/protocol-driver.ts'
import * as protocols from '../../../../device-drivers/protocols.ts'
import { fieldWords, valueWords } from '../../../../renderer/i18n/frame-words.ts'
import { LANGUAGES } from '../../../../renderer/i18n/setup.ts'
import en from '../../../../resources/locales/frames.en.json' with { type: 'json' }
import nb from '../../../../resources/locales/frames.nb.json' with { type: 'json' }

const VECTORS = path.resolve(import.meta.dirname, '../../../fixtures/vectors')

const ALL: readonly Protocol[] = Object.values(protocols)
  .filter((exported): exported is typeof protocols.SERIAL_PROTOCOLS => Array.isArray(exported))
  .flat()

/** Frames beyond the shared vectors, where those do not show every field of a protocol. */
const MORE_FRAMES: Readonly<Record<string, () => readonly Uint8Array[]>> = {
  mr60fda: radarFrames,
  'enocean-esp3': enoceanFrames,
  'bthome-v2': bthomeFrames,
  'ble-gatt-pendant': pendantFrames,
}

/** What decides what a payload means where a protocol has profiles instead of variants. */
const PROFILES: Readonly<Record<string, readonly string[]>> = {
  'enocean-esp3': PROFILE_NAMES,
}

/** Fields that hold a text of the device: a model, a name. */
const FREE_TEXT: ReadonlySet<string> = new Set([
  'mr60fda text',
  'espa-444 message',
  'bthome-v2 text',
  'ble-gatt-pendant text',
])

describe.each(ALL.map((protocol) => [protocol.id, protocol] as const))('%s', (id, protocol) => {
  const explained = explainedBy(protocol)

  it('explains frames', () => {
    expect(explained.size).toBeGreaterThan(0)
  })

  it('has a word for every field, in both languages', () => {
    const names = [...new Set([...explained.values()].map(({ name }) => name))]
    for (const language of LANGUAGES) {
      expect(names.filter((name) => isMissing(fieldPart(language, id), name))).toEqual([])
      for (const name of names) expect(fieldWords(id, name, language)).not.toBe('')
    }
  })

  it('has a word for every value that is one, in both languages', () => {
    const words = [...explained.values()].filter(
      ({ name, value }) => !FREE_TEXT.has(`${id} ${name}`) && isWord(value),
    )
    for (const language of LANGUAGES) {
      const { common, protocol: own } = parts(language, id)
      const missing = words.filter(({ name, value }) =>
        isMissing({ ...common.values, ...own?.values?.[name] }, value),
      )
      expect(missing).toEqual([])
    }
  })
})

it('both languages have words for the same keys', () => {
  expect(keysOf(en)).toEqual(keysOf(nb))
})

it('says what a fall frame says, and leaves what nobody has a word for', () => {
  expect(fieldWords('mr60fda', 'fallen', 'nb')).toBe('Har falt')
  expect(valueWords('mr60fda', 'fallen', 'true', 'nb')).toBe('ja')
  expect(valueWords('mr60fda', 'kind', 'heartbeat', 'en')).toBe('sign of life')
  expect(valueWords('mr60fda', 'motion', 'stationary', 'nb')).toBe('i ro')
  expect(fieldWords('a-newer-protocol', 'spin', 'nb')).toBe('spin')
  expect(fieldWords(null, 'constructor', 'nb')).toBe('constructor')
  expect(valueWords('constructor', 'toString', 'valueOf', 'en')).toBe('valueOf')
})

interface Part {
  readonly fields: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

function parts(language: 'nb' | 'en', id: string) {
  const { common, ...rest } = language === 'nb' ? nb : en
  const own: Readonly<Record<string, Part>> = rest
  return { common, protocol: own[id] }
}

function fieldPart(language: 'nb' | 'en', id: string): Readonly<Record<string, string>> {
  const { common, protocol } = parts(language, id)
  return { ...common.fields, ...protocol?.fields }
}

function isMissing(words: Readonly<Record<string, string>>, key: string): boolean {
  return !Object.hasOwn(words, key)
}

/** `true`, `set-fall-time`, `teachIn`; not `83`, `0e02`, `1.5`, `R60AFD1`. */
function isWord(value: string): boolean {
  return /^[a-z][a-zA-Z]*([- ][a-zA-Z]+)*$/.test(value) && !/^([0-9a-f]{2})+$/.test(value)
}

/** Every different name and value that the driver finds in the protocol's vectors and in `MORE_FRAMES`. */
function explainedBy(protocol: Protocol): Map<string, { name: string; value: string }> {
  const variants = 'variants' in protocol ? (protocol.variants as readonly string[]) : []
  const found = new Map<string, { name: string; value: string }>()
  for (const raw of [...vectorBytes(protocol.id), ...(MORE_FRAMES[protocol.id]?.() ?? [])]) {
    for (const variant of [null, ...variants, ...(PROFILES[protocol.id] ?? [])]) {
      for (const { name, value } of protocol.explainFrame(raw, variant)) {
        found.set(`${name} ${isWord(value) ? value : ''}`, { name, value })
      }
    }
  }
  return found
}

/** Everything in the protocol's vectors that is written as bytes. */
function vectorBytes(id: string): Uint8Array[] {
  const found: Uint8Array[] = []
  const visit = (part: unknown): void => {
    if (typeof part === 'string') {
      const bytes = part === '' ? undefined : fromHex(part)
      if (bytes !== undefined) found.push(bytes)
    } else if (typeof part === 'object' && part !== null) Object.values(part).forEach(visit)
  }
  visit(JSON.parse(readFileSync(path.join(VECTORS, `${id}.json`), 'utf8')))
  return found
}

/** Every group, command and type near those that the radars use, with data of every length they use. */
function radarFrames(): Uint8Array[] {
  const text = Uint8Array.from('R60-7', (char) => char.charCodeAt(0))
  const data = [[], [0], [1], [2], [3], [0x0f]].map((bytes) => Uint8Array.from(bytes))
  const zeros = [2, 4, 6, 16, 28].map((length) => new Uint8Array(length))
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  const r60 = [1, 2, 5, 6, 0x80, 0x83].flatMap((control) =>
    bytes.flatMap((command) =>
      [...data, ...zeros, text].map((it) => buildR60Frame({ control, command, data: it })),
    ),
  )
  const tf = [0x01, 0x0a, 0x0e, 0x0f, 0x21].flatMap((group) =>
    bytes.flatMap((low) =>
      [...data, ...zeros].map((it) => buildTfFrame({ id: 1, type: (group << 8) | low, data: it })),
    ),
  )
  return [...r60, ...tf]
}

/** Every RPS and 1BS byte, 4BS bytes with each bit set and clear, and each kind of universal teach-in. */
function enoceanFrames(): Uint8Array[] {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  const telegram = (rorg: number, ...payload: number[]) =>
    buildTelegram({ rorg, payload: Uint8Array.from(payload), sender: '002a3b4c', status: 0x30, rssiDbm: -55 })
  return [
    ...bytes.flatMap((byte) => [telegram(0xf6, byte), telegram(0xd5, byte)]),
    ...bytes.flatMap((byte) => [0x00, 0xff].map((other) => telegram(0xa5, byte, other, other, 0x08 | byte))),
    ...[0x80, 0x90, 0xa0, 0xb0].map((db6) => telegram(0xd4, db6, 1, 0x3e, 0, 1, 1, 0xd2)),
  ]
}

/** Every object with zeros behind it, and every event of a button and a dimmer. */
function bthomeFrames(): Uint8Array[] {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  return [
    ...[...OBJECTS.keys()].map((id) => Uint8Array.of(0x40, id, 0, 0, 0, 0)),
    ...bytes.flatMap((byte) => [Uint8Array.of(0x40, 0x3a, byte), Uint8Array.of(0x40, 0x3c, byte, 1)]),
  ]
}

/** Every characteristic with values of each length, and observations of every class with every field there is. */
function pendantFrames(): Uint8Array[] {
  const uuids = Array.from({ length: 0x1_00 }, (_, low) =>
    [0x2900, 0x2a00, 0x2b00].map((high) => high + low),
  ).flat()
  const values = [
    [0],
    [1],
    [2],
    [0x64],
    [1, 0],
    [1, 2, 3, 4, 5, 6, 7],
    [1, 2, 3, 4, 5, 6, 7, 8],
    [0, 0, 1, 0, 0],
  ]
  const observations = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0xff].map((kind) => {
    const value = { 1: [0, 0, 1, 0, 0x80, 0], 2: [1, 0, 0, 0], 3: [0, 0], 6: [1, 1, 1, 1] }[kind] ?? [0]
    const head = [
      0xff,
      0x03,
      1,
      0,
      0x82,
      0,
      ...Array<number>(9).fill(0),
      5,
      0,
      0,
      0,
      16,
      0,
      7,
      0,
      0,
      0,
      2,
      0,
      0,
      0,
      0,
    ]
    return [kind, head.length + value.length, 0, ...head, ...value]
  })
  return [
    ...uuids.flatMap((uuid) =>
      values.map((value) => evidenceOf(longUuid(uuid.toString(16)), Uint8Array.from(value))),
    ),
    ...observations.map((bytes) => evidenceOf(longUuid('2b8b'), Uint8Array.from(bytes))),
  ]
}

function keysOf(value: object, prefix = ''): string[] {
  return Object.entries(value)
    .flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === 'object' && inner !== null ? keysOf(inner, `${prefix}${key}.`) : [`${prefix}${key}`],
    )
    .sort()
}
