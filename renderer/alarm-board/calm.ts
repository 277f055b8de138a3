/** Whether "Alt er rolig" may be said (ui.md: calm is a state, not an absence). Pure. */
import type { CalmProof, PortStatus } from '../../shared/api/board.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { BoardCounts } from './board-counts.ts'

/** Why the board is not calm, each with what a person needs to act on it. */
export type UncalmReason =
  | { readonly kind: 'alarms-open'; readonly count: number }
  | { readonly kind: 'alarms-shelved'; readonly count: number }
  | { readonly kind: 'devices-silent'; readonly devices: readonly string[]; readonly count: number }
  | { readonly kind: 'no-devices' }
  | { readonly kind: 'nothing-heard' }
  | { readonly kind: 'port'; readonly port: PortStatus }
  /** `waiting`: how many messages lie here until a centre is set up. */
  | { readonly kind: 'centre-none'; readonly waiting: number }
  | { readonly kind: 'centre-never' }
  | { readonly kind: 'centre-lost'; readonly since: Instant | null }
  | { readonly kind: 'not-delivered'; readonly count: number; readonly since: Instant }
  | { readonly kind: 'database-full' }
  | { readonly kind: 'database-failing' }

/** Three missed heartbeats at the default of 60 s (design: "Order of sending"). */
const CENTRE_QUIET_MS = 180_000

/** After this a message to the centre counts as not delivered, and is shown so (scaip.md, section 9.5). */
export const NOT_DELIVERED_AFTER_MS = 15_000

/** The reasons against calm, worst first; none means that the proof holds at `now`. */
export function selectUncalmReasons(
  { open, shelved }: Pick<BoardCounts, 'open' | 'shelved'>,
  proof: CalmProof,
  now: Instant,
): readonly UncalmReason[] {
  const reasons: UncalmReason[] = []
  if (open > 0) reasons.push({ kind: 'alarms-open', count: open })
  if (shelved > 0) reasons.push({ kind: 'alarms-shelved', count: shelved })
  if (proof.database === 'full') reasons.push({ kind: 'database-full' })
  if (proof.database === 'failing') reasons.push({ kind: 'database-failing' })
  for (const port of proof.ports) if (port.state !== 'open') reasons.push({ kind: 'port', port })
  reasons.push(...deviceReasons(proof), ...centreReasons(proof.centre, now))
  return reasons
}

function deviceReasons({ devices, lastHeard }: CalmProof): readonly UncalmReason[] {
  if (devices.expected === 0) return [{ kind: 'no-devices' }]
  if (lastHeard === null) return [{ kind: 'nothing-heard' }]
  const missing = devices.expected - devices.heard
  if (missing <= 0 && devices.silent.length === 0) return []
  return [
    { kind: 'devices-silent', devices: devices.silent, count: Math.max(missing, devices.silent.length) },
  ]
}

function centreReasons(centre: CalmProof['centre'], now: Instant): readonly UncalmReason[] {
  const reasons: UncalmReason[] = []
  const quiet = centre.lastContactAt !== null && now - centre.lastContactAt > CENTRE_QUIET_MS
  // Nothing is tried where there is no way: that messages wait is then no fault of the line.
  if (centre.link === 'none') return [{ kind: 'centre-none', waiting: centre.waiting }]
  if (centre.link === 'never') reasons.push({ kind: 'centre-never' })
  if (centre.link === 'lost' || (centre.link === 'ok' && quiet)) {
    reasons.push({ kind: 'centre-lost', since: centre.lastContactAt })
  }
  const since = centre.oldestWaitingAt
  if (since !== null && now - since > NOT_DELIVERED_AFTER_MS) {
    reasons.push({ kind: 'not-delivered', count: centre.waiting, since })
  }
  return reasons
}
