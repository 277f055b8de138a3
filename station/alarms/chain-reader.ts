import type { Chain, ChainEvent, ChainStep } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { AlarmAction } from '../../shared/domain/alarm.ts'
import type { DeviceEvent } from '../../shared/domain/device-event.ts'
import type { Registry } from '../devices/registry.ts'
import type { ChainRows } from '../store/chain-rows.ts'

/** Names the fields of a raw frame, by the device's protocol and its variant or EnOcean profile. */
export type ExplainFrame = (
  protocol: string,
  variant: string | null,
  raw: string,
) => readonly { readonly name: string; readonly value: string }[]

/** "Why?" as the screen shows it: rule → events → raw frames, and when each step reached the centre. */
export function chainOf(card: AlarmCard, rows: ChainRows, registry: Registry, explain: ExplainFrame): Chain {
  return {
    alarm: card,
    steps: rows.actions.map((action) => stepOf(action, rows, registry)),
    events: rows.events.map((event) => eventOf(event, registry, explain)),
    ...(rows.alsoSilent === 0 ? {} : { alsoSilent: rows.alsoSilent }),
    ...(rows.heldBack.length === 0 ? {} : { heldBack: [...rows.heldBack] }),
    ...(rows.soundedAt === null ? {} : { soundedAt: rows.soundedAt }),
  }
}

function stepOf(action: AlarmAction, rows: ChainRows, registry: Registry): ChainStep {
  const { actor, data } = action
  return {
    sequence: action.sequence,
    type: action.type,
    at: action.at,
    actor:
      actor.kind === 'person'
        ? { kind: actor.kind, ...registry.personOnAlarm(actor.id) }
        : { kind: actor.kind, id: actor.id, name: null, hasLeft: false },
    reason: action.reason,
    ruleId: actor.kind === 'rule' ? actor.id : null,
    ...(data.ruleSet === undefined ? {} : { ruleSet: data.ruleSet }),
    ...(data.watched === undefined ? {} : { watched: data.watched }),
    count: data.count ?? null,
    to: data.to === undefined ? null : registry.personOnAlarm(data.to),
    ...(data.level === undefined ? {} : { level: data.level }),
    ...(data.calls === undefined ? {} : { calls: data.calls }),
    outcome: data.outcome ?? null,
    falseCause: data.falseCause ?? null,
    words: rows.words.get(action.sequence) ?? null,
    eventId: data.eventId ?? null,
    ...(data.code === undefined ? {} : { code: data.code }),
    ...(data.figure === undefined ? {} : { figure: data.figure }),
    ...(data.quiet === undefined ? {} : { quiet: data.quiet }),
    ...(data.until === undefined ? {} : { until: data.until }),
    ...(data.why === undefined ? {} : { why: data.why }),
    delivery: rows.deliveries.get(action.sequence) ?? null,
  }
}

function eventOf(event: DeviceEvent, registry: Registry, explain: ExplainFrame): ChainEvent {
  const device = registry.device(event.deviceId)
  const fields =
    event.raw === null || device === undefined
      ? []
      : explain(device.protocol, device.variant ?? device.eep, event.raw)
  return {
    id: event.id,
    deviceId: event.deviceId,
    kind: event.kind,
    value: event.value,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    raw: event.raw,
    protocol: device?.protocol ?? null,
    fields: [...fields],
  }
}
