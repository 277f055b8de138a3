/** The sensor's side of the MR60FDA2 dialogue (mr60fda.md, section 2), for the simulator. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { RadarVoice, RoomFact, SimulatedRoom } from './radar-voice.ts'
import { encodeTf, interpretTf } from './tf-codec.ts'
import type { TfMessage } from './tf-codec.ts'
import { buildTfFrame, createTfParser, splitTfFrame } from './tf-frame-parser.ts'
import type { Fields } from './value-forms.ts'

/** Factory values of the document. */
const FACTORY: Fields = { height: 2.2, threshold: 0.5, sensitivity: 3, xl: 0.5, xr: 0.5, zf: 0.5, zb: 0.5 }
/** About five frames a second, fall and presence in turn. */
const STREAM_EVERY_MS = 200
const ACKNOWLEDGED = Uint8Array.of(0x01)

export function createTfVoice(): RadarVoice {
  const parser = createTfParser()
  let parameters = FACTORY
  let lastId = 0
  let fallNext = true
  const ownId = () => (lastId = (lastId + 1) & 0xffff)

  const tell = (fact: RoomFact, room: Readonly<SimulatedRoom>): Uint8Array | null => {
    switch (fact) {
      case 'fall':
        return encodeTf(ownId(), 'fall', { fallen: room.fallen })
      case 'presence':
        return encodeTf(ownId(), 'presence', { present: room.present })
      case 'motion':
      case 'inactivity':
        return null
      default:
        return assertNever(fact)
    }
  }

  const answerTo = ({ id, type, kind, fields }: TfMessage): Uint8Array[] => {
    const acknowledge = (changed: Fields) => {
      parameters = { ...parameters, ...changed }
      return [buildTfFrame({ id, type, data: ACKNOWLEDGED })]
    }
    switch (kind) {
      case 'get-parameters':
        return [encodeTf(id, 'parameters', parameters)]
      case 'set-install-height':
        return acknowledge({ height: fields['metres'] ?? 0 })
      case 'set-threshold':
        return acknowledge({ threshold: fields['metres'] ?? 0 })
      case 'set-sensitivity':
        return acknowledge({ sensitivity: fields['value'] ?? 0 })
      case 'set-alarm-area':
        return acknowledge(fields)
      case 'height-upload':
        return [encodeTf(id, 'measured-height', { metres: parameters['height'] ?? 0 })]
      case 'factory-reset':
        return acknowledge(FACTORY)
      default:
        return []
    }
  }

  return {
    tell,
    heartbeat: (room) => encodeTf(ownId(), 'presence', { present: room.present }),
    unknown: () => buildTfFrame({ id: ownId(), type: 0x7e7e, data: Uint8Array.of(0x02, 0x03) }),
    fall: (fallen) => encodeTf(ownId(), 'fall', { fallen }),
    answer(bytes) {
      const requests = parser
        .push(bytes)
        .flatMap((output) => (output.type === 'frame' ? [interpretTf(splitTfFrame(output.bytes))] : []))
      return { frames: requests.flatMap(answerTo), quietMs: 0 }
    },
    stream: {
      everyMs: STREAM_EVERY_MS,
      next(room) {
        const kind = fallNext ? 'fall' : 'presence'
        fallNext = !fallNext
        return kind === 'fall'
          ? encodeTf(ownId(), 'fall', { fallen: room.fallen })
          : encodeTf(ownId(), 'presence', { present: room.present })
      },
    },
  }
}
