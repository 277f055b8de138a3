/** One paired device: judges its frames, and says what in them is news. */
import { createHash, randomBytes } from 'node:crypto'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { fromHex, sameBytes } from '../bytes.ts'
import type { DeviceMemory, DeviceSetup } from '../protocol-driver.ts'
import { CCM_KEY_BYTES } from './aes-ccm.ts'
import { BeaconInterval, learntSeconds, wholeNumber } from './beacon-interval.ts'
import { buttonNews, hasButton, isOfSensor } from './button-news.ts'
import type { News } from './button-news.ts'
import { bthomeSettings } from './device-settings.ts'
import { judgeFrame, packetIdOf } from './judge-frame.ts'
import type { AcceptedBefore, FrameRule, Judgement } from './judge-frame.ts'
import { batteryPercent, levelNews } from './level-news.ts'
import type { ReadObjects } from './read-objects.ts'

/** Ten in a row are no accident of the air (section 5, rule 6). */
const WRONG_KEY_AFTER = 10
/** The very same plain bytes within this time of one another are one frame said several times. */
const REPEATED_MS = 4000
/** Of one code a technician needs to read no more. */
const NOTICE_EVERY_MS = 600_000

export interface FrameOutcome {
  readonly accepted: boolean
  readonly news: readonly News[]
  readonly remember: DeviceMemory
  /** Why it was refused; null for one that was said before and is no news at all. */
  readonly refused: FrameRule | null
  readonly notices: readonly string[]
  readonly content: ReadObjects | null
}

const SAID_BEFORE: FrameOutcome = {
  accepted: false,
  news: [],
  remember: {},
  refused: null,
  notices: [],
  content: null,
}

export class ListenedDevice {
  #before: Omit<AcceptedBefore, 'counter'> = { packetId: null, at: null }
  #last: { readonly data: Uint8Array; readonly at: MonotonicMs } | null = null
  #micFailures = 0
  #noticedAt = new Map<string, MonotonicMs>()
  readonly #beacon = new BeaconInterval()
  #keyText: string | null = null
  #keyMark: string | null = null

  take(data: Uint8Array, mac: string, setup: DeviceSetup, now: MonotonicMs): FrameOutcome {
    this.#useKey(setup.key)
    const key = keyOf(setup)
    // Under a counter the same bytes are the same frame, advertised on and on until there is something new.
    if (key !== null && this.#last !== null && sameBytes(this.#last.data, data)) return SAID_BEFORE
    const before = { ...this.#before, counter: counterUnder(this.#keyMark, setup.memory) }
    const judgement = judgeFrame(data, { mac, key }, before, now)
    const { packetId, at } = judgement.before
    this.#before = { packetId, at }
    if (judgement.content === null) return this.#refused(judgement.rule, setup, now)
    this.#micFailures = 0
    const pressed = this.#isPress(data, judgement.content, now)
    this.#last = { data, at: now }
    return judgement.accepted
      ? this.#accepted(judgement, judgement.content, pressed, setup, now)
      : { ...SAID_BEFORE, remember: counterMemory(judgement, this.#keyMark, setup.memory) }
  }

  /** Under another key nothing of what was heard counts: neither its counters nor its failures. */
  #useKey(text: string | null): void {
    if (text === this.#keyText) return
    this.#keyText = text
    this.#keyMark = text === null ? null : markOf(text)
    this.#before = { packetId: null, at: null }
    this.#last = null
    this.#micFailures = 0
  }

  /** The adapter was lost: what was not heard meanwhile says nothing. */
  interrupted(): void {
    this.#beacon.interrupted()
  }

  /** BlueZ tells each advertisement: without counter and packet id only the bytes tell a repeat from a press. */
  #isPress(data: Uint8Array, content: ReadObjects, now: MonotonicMs): boolean {
    const last = this.#last
    if (last === null || packetIdOf(content) !== null) return true
    return now - last.at > REPEATED_MS || !sameBytes(last.data, data)
  }

  #accepted(
    judgement: Judgement,
    content: ReadObjects,
    pressed: boolean,
    setup: DeviceSetup,
    now: MonotonicMs,
  ): FrameOutcome {
    const { known, memory } = setup
    const batteryBefore = wholeNumber(memory['battery'])
    const battery = batteryPercent(content.objects)
    const said = [
      ...(pressed ? buttonNews(content.objects, bthomeSettings(setup.settings)) : []),
      ...levelNews(content.objects, known, batteryBefore),
    ]
    const beacon = said.length === 0 ? this.#beacon.heard(now, learntSeconds(memory)) : null
    return {
      accepted: true,
      news: [...said, ...endedBy(setup)],
      remember: {
        ...counterMemory(judgement, this.#keyMark, memory),
        ...(battery === null || battery === batteryBefore ? {} : { battery: String(battery) }),
        ...kindMemory(content, memory),
        ...(beacon === null ? {} : { beaconSeconds: String(beacon) }),
      },
      refused: null,
      notices: this.#notices(
        [
          ...(judgement.rule === 'restart' ? ['counter-restarted'] : []),
          ...(content.warnings.includes('outOfOrder') ? ['objects-out-of-order'] : []),
        ],
        now,
      ),
      content,
    }
  }

  #refused(rule: FrameRule, { known }: DeviceSetup, now: MonotonicMs): FrameOutcome {
    const news: News[] = []
    if (rule === 'badMic') this.#micFailures += 1
    if (rule === 'downgrade' && known.tamper !== 'downgrade' && known.tamper !== true) {
      news.push({ kind: 'tamper', value: 'downgrade' })
    }
    if (rule === 'keyNeeded' && known.fault !== 'key-needed')
      news.push({ kind: 'fault', value: 'key-needed' })
    if (rule === 'badMic' && this.#micFailures >= WRONG_KEY_AFTER && known.fault !== 'wrong-key') {
      news.push({ kind: 'fault', value: 'wrong-key' })
    }
    const notices = this.#notices(rule === 'replay' ? ['replay-refused'] : [], now)
    return { ...SAID_BEFORE, news, refused: rule, notices }
  }

  #notices(codes: readonly string[], now: MonotonicMs): readonly string[] {
    return codes.filter((code) => {
      const noticedAt = this.#noticedAt.get(code)
      if (noticedAt !== undefined && now - noticedAt < NOTICE_EVERY_MS) return false
      this.#noticedAt.set(code, now)
      return true
    })
  }
}

/** What a good frame ends: the key is right after all, and the device speaks as it should. */
function endedBy({ known }: DeviceSetup): readonly News[] {
  const ended: News[] = []
  if (known.tamper === 'downgrade') ended.push({ kind: 'restored', value: 'tamper' })
  if (known.fault === 'wrong-key' || known.fault === 'key-needed') {
    ended.push({ kind: 'restored', value: 'fault' })
  }
  return ended
}

/** A counter belongs to its key; one that was kept without saying whose is that of the key in use. */
function counterUnder(mark: string | null, { counter, counterKey }: DeviceMemory): number | null {
  return counterKey === undefined || counterKey === mark ? wholeNumber(counter) : null
}

function counterMemory({ counter }: Judgement, mark: string | null, before: DeviceMemory): DeviceMemory {
  if (counter === null || mark === null) return {}
  return { counter: String(counter), ...(before['counterKey'] === mark ? {} : { counterKey: mark }) }
}

/** Tells two keys apart and gives neither away. */
function markOf(key: string): string {
  return createHash('sha256').update(key.toLowerCase()).digest('hex').slice(0, 8)
}

/** What the device is: a frame without a key says nothing against one that had it. */
function kindMemory({ objects }: ReadObjects, { button, sensor }: DeviceMemory): DeviceMemory {
  const isButton = String(hasButton(objects) || button === 'true')
  return {
    ...(isButton === button ? {} : { button: isButton }),
    ...(sensor === undefined && isOfSensor(objects) ? { sensor: 'true' } : {}),
  }
}

/** In the place of a stored key that is none: it opens nothing, so that the device's fault shows. */
const OPENS_NOTHING = randomBytes(CCM_KEY_BYTES)

function keyOf({ key }: DeviceSetup): Uint8Array | null {
  if (key === null || key === '') return null
  const bytes = fromHex(key)
  return bytes?.length === CCM_KEY_BYTES ? bytes : OPENS_NOTHING
}
