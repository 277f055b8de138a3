import type { Priority } from '../../shared/domain/priority.ts'

/** With `?measure` in the address, marks when a burst was given to the output, and what that says it adds. */
export function markBurst(priority: Priority, context: AudioContext): void {
  if (!new URLSearchParams(location.search).has('measure')) return
  const outputMs = 1000 * (context.baseLatency + context.outputLatency)
  performance.mark('burst-started', { detail: { priority, outputMs } })
}
