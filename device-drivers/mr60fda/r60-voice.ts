/** The sensor's side of the R60 dialogue (mr60fda.md, section 1), for the simulator. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import { encodeR60State, interpretR60 } from './r60-codec.ts'
import type { R60Message } from './r60-codec.ts'
import { buildR60Frame, createR60Parser, splitR60Frame } from './r60-frame-parser.ts'
import { R60_ASK, R60_QUERY_BIT, R60_SETTINGS } from './r60-settings.ts'
import type { RadarAnswer, RadarVoice, RoomFact, SimulatedRoom } from './radar-voice.ts'
import type { Fields } from './value-forms.ts'
import type { RadarVariant } from './variants.ts'

/** After a reset the C1001 needs this long before it answers. */
const C1001_RESTART_MS = 10_000

const FACTORY: Readonly<Record<(typeof R60_SETTINGS)[number]['name'], Fields>> = {
  'presence-lamp': { on: true },
  'fall-lamp': { on: true },
  'work-mode': { mode: 'fall' },
  'install-angle': { x: 0, y: 0, z: 0 },
  'install-height': { centimetres: 270 },
  'seated-distance': { centimetres: 100 },
  'motion-distance': { centimetres: 150 },
  'absence-delay': { seconds: 60 },
  'stillness-time': { seconds: 1800 },
  'stillness-detection': { on: true },
  'fall-time': { seconds: 5 },
  'fall-sensitivity': { value: 3 },
  'track-point': { x: 0, y: 0 },
  'height-accumulation-time': { value: 60 },
  'measured-height': { centimetres: 270 },
  'fall-break-height': { centimetres: 60 },
  'track-interval': { value: 1 },
  'track-reports': { on: false },
  'height-share-reports': { on: false },
}

export function createR60Voice(variant: RadarVariant): RadarVoice {
  const parser = createR60Parser()
  const settings = new Map<string, Uint8Array>()
  const settingAt = new Map<number, string>()
  for (const { name, control, set, get } of R60_SETTINGS) {
    settings.set(name, encodeR60State(name, FACTORY[name]))
    settingAt.set(address(control, get), name)
    if (set !== null) settingAt.set(address(control, set), name)
  }

  const answerTo = (request: R60Message, room: Readonly<SimulatedRoom>): RadarAnswer => {
    const { control, command, data, kind } = request
    const reply = (bytes: Uint8Array): RadarAnswer => ({
      frames: [buildR60Frame({ control, command, data: bytes })],
      quietMs: 0,
    })
    switch (kind) {
      case 'heartbeat':
        return reply(data)
      case 'reset':
        return { ...reply(data), quietMs: variant === 'r60-c1001' ? C1001_RESTART_MS : 0 }
      case 'get-product-model':
        return reply(encodeR60State('product-model', { text: variant === 'r60-c1001' ? 'C1001' : 'G60FDA1' }))
      case 'get-firmware-version':
        return reply(encodeR60State('firmware-version', { text: 'G60FD1SYv010104' }))
      case 'get-presence':
        return reply(factData('presence', room))
      case 'get-motion':
        return reply(factData('motion', room))
      case 'body-movement': // A query for it cannot be told from an answer of 15.
        return reply(encodeR60State('body-movement', { value: room.motion === 'moving' ? 60 : 1 }))
      case 'get-fall-state':
        return reply(factData('fall', room))
      case 'get-stationary-residency':
        return reply(factData('inactivity', room))
      default: {
        const name = settingAt.get(address(control, command))
        if (name === undefined || kind === 'unknown') return NO_ANSWER
        if ((command & R60_QUERY_BIT) !== 0) {
          return data.length === 1 && data[0] === R60_ASK ? reply(settings.get(name) ?? data) : NO_ANSWER
        }
        settings.set(name, data)
        return reply(data)
      }
    }
  }

  return {
    stream: null,
    tell: (fact, room) => buildR60Frame({ ...REPORTS[fact], data: factData(fact, room) }),
    heartbeat: () => buildR60Frame({ control: 0x01, command: 0x01, data: Uint8Array.of(R60_ASK) }),
    unknown: () => buildR60Frame({ control: 0x85, command: 0x7f, data: Uint8Array.of(0x01, 0x02) }),
    fall: (fallen) => buildR60Frame({ ...REPORTS.fall, data: encodeR60State('fall', { fallen }) }),
    answer(bytes, room) {
      const answers = parser
        .push(bytes)
        .flatMap((output) => (output.type === 'frame' ? [interpretR60(splitR60Frame(output.bytes))] : []))
        .map((request) => answerTo(request, room))
      return {
        frames: answers.flatMap(({ frames }) => frames),
        quietMs: Math.max(0, ...answers.map(({ quietMs }) => quietMs)),
      }
    },
  }
}

const NO_ANSWER: RadarAnswer = { frames: [], quietMs: 0 }

const REPORTS = {
  presence: { control: 0x80, command: 0x01 },
  motion: { control: 0x80, command: 0x02 },
  fall: { control: 0x83, command: 0x01 },
  inactivity: { control: 0x83, command: 0x05 },
} as const

function factData(fact: RoomFact, room: Readonly<SimulatedRoom>): Uint8Array {
  switch (fact) {
    case 'presence':
      return encodeR60State('presence', { present: room.present })
    case 'motion':
      return encodeR60State('motion', { motion: room.motion })
    case 'fall':
      return encodeR60State('fall', { fallen: room.fallen })
    case 'inactivity':
      return encodeR60State('stationary-residency', { active: room.inactive })
    default:
      return assertNever(fact)
  }
}

function address(control: number, command: number): number {
  return (control << 8) | command
}
