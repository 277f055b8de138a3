/** Who a controller identity belongs to, by the configuration; nobody else is answered. */
import type { CentreConfiguration } from '../configuration-schema.ts'
import type { VoiceSettings } from './voice-answer.ts'

export interface Caller {
  readonly station: string
  /** Its documents are taken with these alone; without them its `cid` is enough. */
  readonly credentials: { readonly username: string; readonly password: string } | undefined
  readonly heartbeatSeconds: number | undefined
  readonly voice: VoiceSettings | undefined
}

export class Callers {
  readonly #byCid = new Map<string, Caller>()

  #trial: string | undefined

  /** `trial`: the station of every `cid` that is not configured; `*`: each is a station of its own; none: refused. */
  constructor(configuration: Pick<CentreConfiguration, 'municipalities'>, trial: string | undefined) {
    this.change(configuration, trial)
  }

  /** From now on these belong to whom the file says now. */
  change(configuration: Pick<CentreConfiguration, 'municipalities'>, trial: string | undefined): void {
    this.#trial = trial
    this.#byCid.clear()
    for (const { id: station, cids, sip } of configuration.municipalities.flatMap(
      ({ stations }) => stations,
    )) {
      const { username, password } = sip ?? {}
      const credentials =
        username === undefined || password === undefined ? undefined : { username, password }
      const caller = { station, credentials, heartbeatSeconds: sip?.heartbeatSeconds, voice: sip?.voice }
      for (const cid of cids) this.#byCid.set(withoutPlus(cid), caller)
    }
  }

  of(cid: string): Caller | undefined {
    const known = this.#byCid.get(cid)
    if (known !== undefined || this.#trial === undefined) return known
    const station = this.#trial === '*' ? cid : this.#trial
    return { station, credentials: undefined, heartbeatSeconds: undefined, voice: undefined }
  }
}

/** Some devices write the identity as a telephone number (scaip.md §12). */
export function withoutPlus(cid: string): string {
  return cid.replace(/^\+/, '')
}
