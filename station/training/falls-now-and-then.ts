/** Somebody falls by themselves now and then, so that whoever looks at the training home sees an alarm arrive. */

export interface FallPlan {
  readonly afterMs: number
  readonly deviceIndex: number
}

const FIRST_AFTER_MS = 20_000
const SHORTEST_PAUSE_MS = 4 * 60_000
const LONGEST_PAUSE_MS = 7 * 60_000

/** The next fall; `random` gives numbers from 0 up to 1. */
export function nextFall(fallsSoFar: number, devices: number, random: () => number): FallPlan {
  const pause = SHORTEST_PAUSE_MS + random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS)
  return {
    afterMs: fallsSoFar === 0 ? FIRST_AFTER_MS : Math.round(pause),
    deviceIndex: Math.min(devices - 1, Math.floor(random() * devices)),
  }
}

/** Lets them fall until the function it returns is called. */
export function startFalls(
  devices: number,
  fall: (deviceIndex: number) => void,
  random = Math.random,
): () => void {
  let falls = 0
  let timer: NodeJS.Timeout
  const plan = (): void => {
    const next = nextFall(falls, devices, random)
    timer = setTimeout(() => {
      falls += 1
      fall(next.deviceIndex)
      plan()
    }, next.afterMs)
  }
  plan()
  return () => clearTimeout(timer)
}
