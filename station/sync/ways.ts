/** The ways to the centre as they stand now, in the order of the ladder; they may change while the station runs. */
import type { PathHealth } from '../../shared/api/centre-paths.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { HeartbeatMessage, PathKind } from '../../shared/wire/centre-messages.ts'
import type { LadderPath } from './ladder.ts'
import { PathState } from './path-state.ts'
import type { OutboxTransport, SendFailure } from './transport.ts'

/** One way to the centre: the path of the configuration, what carries it and how it fares. */
export interface Way {
  /** Tells it from the others for as long as the configuration does not change it. */
  readonly key: string
  /** What a person knows it by: kind and host, `https sentral.example`. */
  readonly name: string
  readonly kind: PathKind
  readonly transport: OutboxTransport
  readonly state: PathState
}

/** What the ways are taken together: the centre is lost when no way is left. */
export interface CentreContact {
  readonly link: 'none' | 'never' | 'ok' | 'lost'
  readonly lastContactAt: Instant | null
  /** Since when every way has failed; null where one has not. */
  readonly failingSince: MonotonicMs | null
  readonly lastFailure: SendFailure | null
}

export function newWay(key: string, name: string, transport: OutboxTransport): Way {
  return { key, name, kind: transport.kind, transport, state: new PathState() }
}

export class Ways {
  #all: readonly Way[]

  constructor(all: readonly Way[]) {
    this.#all = all
  }

  get all(): readonly Way[] {
    return this.#all
  }

  /** Those that are not among the new ones are closed by whoever put these in. */
  replace(all: readonly Way[]): readonly Way[] {
    const gone = this.#all.filter((way) => !all.includes(way))
    this.#all = all
    return gone
  }

  of(key: string): Way | undefined {
    return this.#all.find((way) => way.key === key)
  }

  /** The way that carries the traffic now: the first that is not failing and takes what it is asked. */
  get inUse(): Way | undefined {
    const answering = this.#all.filter(({ state }) => state.failingSince === null)
    return answering.find(({ state }) => !state.isRefusing) ?? answering[0] ?? this.#all[0]
  }

  ladder(now: MonotonicMs): readonly LadderPath[] {
    return this.#all.map(({ key, state }) => ({
      key,
      isFailing: state.failingSince !== null,
      isRefusing: state.isPassedOver(now),
      closedUntil: state.closedUntil,
    }))
  }

  get contact(): CentreContact {
    const states = this.#all.map(({ state }) => state)
    const [first] = states
    const links = states.map(({ link }) => link)
    const failing = states.flatMap(({ failingSince }) => failingSince ?? [])
    const contacts = states.flatMap(({ lastContactAt }) => lastContactAt ?? [])
    return {
      link:
        first === undefined
          ? 'none'
          : links.includes('ok')
            ? 'ok'
            : links.includes('lost')
              ? 'lost'
              : 'never',
      lastContactAt: contacts.length === 0 ? null : Math.max(...contacts),
      failingSince: first === undefined || failing.length < states.length ? null : Math.max(...failing),
      lastFailure: first?.lastFailure ?? null,
    }
  }

  health(now: MonotonicMs): readonly PathHealth[] {
    const { inUse } = this
    return this.#all.map((way) => ({
      key: way.key,
      kind: way.kind,
      name: way.name,
      state: way.state.standing(now),
      isInUse: way === inUse,
      isDeaf: way.state.isDeaf,
      isRefusing: way.state.isRefusing,
      lastContactAt: way.state.lastContactAt,
      lastFault: way.state.lastFault,
    }))
  }

  /** As a heartbeat says it. */
  standings(now: MonotonicMs): NonNullable<HeartbeatMessage['data']['paths']> {
    return this.#all.map(({ kind, state }) => ({ kind, state: state.standing(now) }))
  }
}
