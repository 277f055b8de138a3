/**
 * Which stick a configured port means: Linux numbers USB ports in the order in which they are found, so that
 * `/dev/ttyUSB0` may be another one after a replug or a boot. Pure; two candidates are a question, never a guess.
 */

/** How a stick is known again. Null: the system does not tell. */
export interface PortIdentity {
  readonly vendorId: string | null
  readonly productId: string | null
  readonly serialNumber: string | null
  /** Name under `/dev/serial/by-id`. */
  readonly byId: string | null
  /** Name under `/dev/serial/by-path`: the socket it is plugged into. */
  readonly byPath: string | null
}

export interface ListedPort extends PortIdentity {
  readonly path: string
}

export type PortChoice =
  | { readonly type: 'open'; readonly path: string }
  | { readonly type: 'which-port'; readonly candidates: readonly string[] }
  | { readonly type: 'missing' }

/**
 * The path to open for `configured`. `remembered` is the stick that was there before, undefined where none was;
 * `others` are the sticks of the other configured ports.
 */
export function choosePort(
  configured: string,
  remembered: PortIdentity | undefined,
  others: readonly PortIdentity[],
  listed: readonly ListedPort[],
): PortChoice {
  if (remembered === undefined) return { type: 'open', path: configured }
  const free = listed.filter((port) => !others.some((other) => isAnothers(other, port)))
  const candidates = free.filter((port) => isSameStick(remembered, port))
  const [only] =
    candidates.length === 1 ? candidates : candidates.filter((port) => inSameSocket(remembered, port))
  if (only !== undefined) return { type: 'open', path: only.path }
  if (candidates.length > 1) return { type: 'which-port', candidates: candidates.map(({ path }) => path) }
  const there = listed.find(({ path }) => path === configured)
  // Nobody lists it: a pseudo-terminal, or it is gone, which opening it says in words.
  if (there === undefined) return { type: 'open', path: configured }
  // Another stick stands where this one was: perhaps its replacement, perhaps not.
  return free.includes(there) ? { type: 'which-port', candidates: [configured] } : { type: 'missing' }
}

/** True where enough is known of it to know it again. */
export function isRecognisable({ vendorId, byId }: PortIdentity): boolean {
  return vendorId !== null || byId !== null
}

function isSameStick(known: PortIdentity, port: PortIdentity): boolean {
  if (known.vendorId === null || port.vendorId === null)
    return known.byId !== null && known.byId === port.byId
  return (
    known.vendorId === port.vendorId &&
    known.productId === port.productId &&
    known.serialNumber === port.serialNumber
  )
}

function inSameSocket(known: PortIdentity, port: PortIdentity): boolean {
  return known.byPath !== null && known.byPath === port.byPath
}

/** Two sticks without serial numbers are told apart by their sockets alone. */
function isAnothers(other: PortIdentity, port: PortIdentity): boolean {
  return isSameStick(other, port) && (other.serialNumber !== null || inSameSocket(other, port))
}
