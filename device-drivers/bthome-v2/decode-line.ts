/** The frame inspector for BTHome: one line of `decode bthome-v2` (contract: "decode"). */
import { z } from 'zod'
import { fromHex, hexByte, toHex } from '../bytes.ts'
import { DeviceRecall } from '../device-recall.ts'
import { longUuid } from '../bluetooth/advertisement.ts'
import type { DecodeLine } from '../protocol-driver.ts'
import { CCM_KEY_BYTES } from './aes-ccm.ts'
import { createBthomeDriver } from './driver.ts'
import { NOTHING_BEFORE, frameError, judgeFrame } from './judge-frame.ts'
import type { Sender } from './judge-frame.ts'
import { objectForPeople, readObjects } from './read-objects.ts'
import { BTHOME_UUID, BTHOME_VERSION, splitSealed, splitServiceData, unseal } from './service-data.ts'
import type { BthomeFrame } from './service-data.ts'

type Output = Readonly<Record<string, unknown>>
interface Line {
  readonly sender: Sender
  readonly frames: readonly { readonly data: Uint8Array; readonly atMs: number }[]
  readonly isSequence: boolean
}

/** Where a line gives no address and needs none: that of nobody. */
const NO_MAC = '00:00:00:00:00:00'

const hexBytes = z.string().transform((text, context) => {
  const bytes = fromHex(text)
  if (bytes !== undefined) return bytes
  context.addIssue('must be the bytes as hexadecimal digits, two for each byte')
  return z.NEVER
})
const LineSchema = z.object({
  mac: z
    .string()
    .regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$/, 'must be an address such as B4:35:22:F5:3D:A4')
    .transform((mac) => mac.toUpperCase())
    .optional(),
  key: hexBytes
    .refine((key) => key.length === CCM_KEY_BYTES, 'must be 16 bytes as hexadecimal digits')
    .optional(),
  hex: hexBytes.optional(),
  frames: z
    .array(z.object({ atMs: z.number().default(0), hex: hexBytes }))
    .max(10_000)
    .optional(),
})

export const decodeBthomeLine: DecodeLine = (input) => {
  const line = readLine(input)
  if (typeof line === 'string') return { error: 'usage', message: line }
  const [first] = line.frames
  const decoded = line.isSequence || first === undefined ? judged(line) : described(first.data, line.sender)
  return { ...decoded, events: eventsOf(line) }
}

/** What one object of input says; a sentence for the technician where it is wrong. */
function readLine(input: Readonly<Record<string, unknown>>): Line | string {
  const parsed = LineSchema.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return `"${(issue?.path ?? []).map(String).join('.')}" ${issue?.message ?? 'is wrong'}`
  }
  const { mac, key, hex, frames } = parsed.data
  if (key !== undefined && mac === undefined) return '"mac" is missing: decryption needs the address'
  const sender = { mac: mac ?? NO_MAC, key: key ?? null }
  if (frames !== undefined) {
    return { sender, frames: frames.map(({ hex: data, atMs }) => ({ data, atMs })), isSequence: true }
  }
  if (hex === undefined) return '"hex" (one frame) or "frames" (a sequence) is missing'
  return { sender, frames: [{ data: hex, atMs: 0 }], isSequence: false }
}

/** A sequence: which frames may raise anything, and why not. */
function judged({ sender, frames }: Line): Output {
  let before = NOTHING_BEFORE
  const verdicts = frames.map(({ data, atMs }) => {
    const judgement = judgeFrame(data, sender, before, atMs)
    before = judgement.before
    return { accept: judgement.accepted, rule: judgement.rule }
  })
  return { accepted: verdicts.filter(({ accept }) => accept).length, frames: verdicts }
}

/** One frame, as the vectors write it. */
export function described(data: Uint8Array, sender: Sender): Output {
  const frame = splitServiceData(data)
  if (frame === undefined) return { error: 'tooShort' }
  const { header, macInFrame } = frame
  if (header.version !== BTHOME_VERSION) return { version: header.version, error: 'unsupportedVersion' }
  const head = { ...header, ...(macInFrame === null ? {} : { macInFrame }) }
  const error = frameError(frame, sender)
  if (error !== null) return { ...head, error }
  if (frame.rest === null) return { ...head, error: 'tooShort' }
  if (sender.key === null) return { ...head, ...contentOf(frame.rest) }
  return { ...head, ...opened(frame, sender, sender.key) }
}

function opened(frame: BthomeFrame, sender: Sender, key: Uint8Array): Output {
  const sealed = splitSealed(frame, sender.mac)
  if (sealed === undefined) return { error: 'tooShort' }
  const outside = { counter: sealed.counter, nonce: toHex(sealed.nonce) }
  const plaintext = unseal(sealed, key)
  if (plaintext === null) return { ...outside, error: 'badMic' }
  return { ...outside, plaintext: toHex(plaintext), ...contentOf(plaintext) }
}

function contentOf(plain: Uint8Array): Output {
  const { objects, stoppedBy, warnings } = readObjects(plain)
  return {
    objects: objects.map(objectForPeople),
    ...(stoppedBy === null ? {} : { stoppedBy: { ...stoppedBy, id: hexByte(stoppedBy.id) } }),
    ...(warnings.length === 0 ? {} : { warnings }),
  }
}

/** What the station would make of the line, from a device that is paired and of which it knows nothing yet. */
function eventsOf({ sender, frames }: Line): readonly Output[] {
  const setup = {
    eep: null,
    key: sender.key === null ? null : toHex(sender.key),
    placement: null,
    settings: {},
    known: {},
    memory: {},
  }
  const recall = new DeviceRecall(() => setup)
  const driver = createBthomeDriver({ deviceAt: recall.deviceAt })
  return frames.flatMap(({ data, atMs }) => {
    const advertisement = {
      address: sender.mac,
      addressType: null,
      name: null,
      signal: null,
      services: [],
      serviceData: new Map([[longUuid(BTHOME_UUID), data]]),
      manufacturerData: new Map<number, Uint8Array>(),
    }
    const effects = driver.onAdvertisement(advertisement, { wall: atMs, mono: atMs })
    const facts = effects.flatMap((effect) => (effect.type === 'gatt' ? [] : [effect]))
    recall.take(facts)
    return facts.flatMap((effect) =>
      effect.type === 'event' ? [{ kind: effect.event.kind, value: effect.event.value }] : [],
    )
  })
}
