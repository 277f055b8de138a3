/** Clients that are there to be heard, by connection, each with what it says of its sound. */
import type { ClientSound } from '../../shared/api/board.ts'
import type { Screen } from '../../shared/api/screens.ts'
import type { SoundLog } from './sound-log.ts'

/** What is wrong before what sounds; of those that sound, the better one. */
const WORST_FIRST = ['missing', 'blocked', 'ready', 'fallback'] as const satisfies readonly ClientSound[]

/** A connection, told apart by itself; its screen where it names one. */
type HeardClient = object & { readonly screen?: Pick<Screen, 'id'> | null }

export class Attendance {
  readonly #sounds = new Map<HeardClient, { readonly sound: ClientSound }>()
  #toldMute = '[]'

  /** `soundLog`: told of a sound that goes, and of one that is back. `onMuteChanged`: others are mute now. */
  constructor(
    private readonly soundLog?: Pick<SoundLog, 'note' | 'notePause' | 'noteSounded'>,
    private readonly onMuteChanged: () => void = () => undefined,
  ) {}

  /** Until the returned function is called; the last word of a connection counts. */
  arrive(connection: HeardClient, sound: ClientSound): () => void {
    const before = this.#sounds.get(connection)?.sound ?? 'ready'
    if (sound !== before) this.soundLog?.note(sound)
    const said = { sound }
    this.#sounds.set(connection, said)
    this.#tellMute()
    return () => {
      if (this.#sounds.get(connection) !== said) return
      this.#sounds.delete(connection)
      this.#tellMute()
    }
  }

  /** Somebody paused the sound of their screen so long ago; null: nobody has said who. */
  paused(personId: string | null, seconds: number, agoMs = 0): void {
    this.soundLog?.notePause(personId, seconds, agoMs)
  }

  /** A client sounded these alarms for the first time; only one that is there to be heard is heard. */
  sounded(connection: HeardClient, alarmIds: readonly string[]): void {
    if (this.#sounds.has(connection)) this.soundLog?.noteSounded(alarmIds)
  }

  /** Ids of the screens on which nobody would hear an alarm; null: one that names no id. */
  get mute(): readonly (string | null)[] {
    const silent = [...this.#sounds].filter(([, { sound }]) => sound === 'missing' || sound === 'blocked')
    return [...new Set(silent.map(([{ screen }]) => screen?.id ?? null))]
  }

  #tellMute(): void {
    const mute = JSON.stringify([...this.mute].sort())
    if (mute === this.#toldMute) return
    this.#toldMute = mute
    this.onMuteChanged()
  }

  /**
   * What is wrong with any desk that is there, or the best of those that sound: a loudspeaker at another desk is not
   * heard at a mute one. Null where nobody is there to be heard.
   */
  get sound(): ClientSound | null {
    const present = new Set([...this.#sounds.values()].map(({ sound }) => sound))
    return WORST_FIRST.find((sound) => present.has(sound)) ?? null
  }
}
