/** How the receivers fare, as their supervisors and drivers tell: the ground of what silence may prove. */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { Reception } from '../devices/supervision.ts'
import { receiverTrouble, recentLosses, type ReceiverFacts } from './receiver-facts.ts'

export interface WatchedReceiver {
  readonly kind: ReceiverFacts['kind']
  readonly name: string
  readonly protocols: readonly string[]
  /** Longest silence of whatever must always speak there, in milliseconds; null where nothing must. */
  readonly supervisionMs: number | null
}

interface Watched extends ReceiverFacts {
  /** Since when it listens without a break. */
  readonly listeningSince: MonotonicMs | null
}

export class ReceiverWatch {
  readonly #receivers = new Map<string, Watched>()

  /** Watched from now on; one that is watched already goes on as it was. */
  watch(receiver: WatchedReceiver): void {
    const known = this.#receivers.get(receiver.name)
    this.#receivers.set(receiver.name, {
      state: null,
      watchedSince: null,
      downSince: null,
      openSince: null,
      lastFrameAt: null,
      faults: new Map(),
      losses: [],
      listeningSince: null,
      ...known,
      ...receiver,
    })
  }

  forget(name: string): void {
    this.#receivers.delete(name)
  }

  /** `state` in the words of the board; `opening` is no news. */
  stateIs(name: string, state: string, now: MonotonicMs): void {
    const known = this.#receivers.get(name)
    if (known === undefined || state === 'opening') return
    const isOpen = state === 'open'
    const wasOpen = known.state === 'open'
    this.#receivers.set(name, {
      ...known,
      state,
      downSince: isOpen ? null : (known.downSince ?? now),
      openSince: isOpen ? (wasOpen ? known.openSince : now) : null,
      losses: wasOpen && !isOpen ? recentLosses([...known.losses, now], now) : known.losses,
      // A fault of the line belongs to the connection that met it.
      faults: isOpen === wasOpen ? known.faults : new Map(),
    })
    this.look(now)
  }

  heard(name: string, now: MonotonicMs): void {
    const known = this.#receivers.get(name)
    if (known !== undefined) this.#receivers.set(name, { ...known, lastFrameAt: now })
  }

  faultIs(name: string, code: string, active: boolean, now: MonotonicMs): void {
    const known = this.#receivers.get(name)
    if (known === undefined) return
    const faults = new Map(known.faults)
    if (active) faults.set(code, faults.get(code) ?? now)
    else faults.delete(code)
    this.#receivers.set(name, { ...known, faults })
    this.look(now)
  }

  /** Notes since when each listens; to be called often, so that a break is not missed. */
  look(now: MonotonicMs): void {
    for (const [name, receiver] of this.#receivers) {
      const trouble = receiverTrouble(receiver, now)
      const isDeaf = receiver.state !== 'open' || (trouble?.isDeaf ?? false)
      const listeningSince = isDeaf ? null : (receiver.listeningSince ?? now)
      const watchedSince = receiver.watchedSince ?? now
      if (listeningSince !== receiver.listeningSince || watchedSince !== receiver.watchedSince) {
        this.#receivers.set(name, { ...receiver, listeningSince, watchedSince })
      }
    }
  }

  facts(): readonly ReceiverFacts[] {
    return [...this.#receivers.values()]
  }

  /** Of a device on this port, or of any receiver of its protocol where it is heard by whoever is near. */
  receptionOf({ port, protocol }: { port: string | null; protocol: string }, now: MonotonicMs): Reception {
    const receivers = this.of({ port, protocol })
    // No receiver is there to be blamed: the silence stands for itself.
    if (receivers.length === 0) return { since: Number.NEGATIVE_INFINITY, provenAt: now }
    const listening = receivers.flatMap(({ listeningSince, supervisionMs, lastFrameAt }) =>
      listeningSince === null
        ? []
        : [
            {
              since: listeningSince,
              provenAt: supervisionMs === null ? now : (lastFrameAt ?? listeningSince),
            },
          ],
    )
    if (listening.length === 0) return { since: null, provenAt: now }
    return {
      since: Math.min(...listening.map(({ since }) => since)),
      provenAt: Math.max(...listening.map(({ provenAt }) => provenAt)),
    }
  }

  deaf(now: MonotonicMs): readonly ReceiverFacts[] {
    return this.facts().filter((receiver) => receiverTrouble(receiver, now)?.isDeaf === true)
  }

  /** Of the receivers of a device those that are known to be deaf; none while they have not been tried. */
  deafOf(device: { port: string | null; protocol: string }, now: MonotonicMs): readonly ReceiverFacts[] {
    return this.of(device).filter((receiver) => receiverTrouble(receiver, now)?.isDeaf === true)
  }

  /** The receivers that a device can be heard by. */
  of({ port, protocol }: { port: string | null; protocol: string }): readonly Watched[] {
    const named = port === null ? undefined : this.#receivers.get(port)
    if (named !== undefined) return [named]
    return [...this.#receivers.values()].filter(({ protocols }) => protocols.includes(protocol))
  }
}
