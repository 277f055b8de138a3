/** Work that can wait: it takes the processors only when nobody else wants them. */
import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/** What a system without such groups answers, and any of a process that is over. */
const HARMLESS = ['ENOENT', 'ESRCH']
/** Linux weighs one session anew in a tenth of a second, whoever asks. */
const ASK_AGAIN_MS = 150

/**
 * Puts a process that leads its own session behind all others, with what it starts.
 * @param {number} pid
 */
export function putBehind(pid) {
  const lowest = constants.priority.PRIORITY_LOW
  const steps = [
    () => setPriority(pid, lowest),
    // Where Linux weighs sessions against each other (sched(7), autogroup), nice values count only inside one.
    () => writeFileSync(`/proc/${pid}/autogroup`, String(lowest)),
  ]
  for (const step of steps) {
    try {
      step()
    } catch (error) {
      const code = codeOf(error)
      if (code === 'EAGAIN') setTimeout(() => putBehind(pid), ASK_AGAIN_MS).unref()
      else if (!HARMLESS.includes(code)) throw error
    }
  }
}

/** @param {unknown} error that of `setPriority` carries its code in `info` */
function codeOf(error) {
  const { code, info } = /** @type {NodeJS.ErrnoException & { info?: { code?: string } }} */ (error)
  return info?.code ?? code ?? ''
}
