import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, getPriority } from 'node:os'
import { expect, it } from 'vitest'
import { putBehind } from '../../../scripts/lib/priority.mjs'

it('puts a process behind all others; one that is over is left alone', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { detached: true })
  try {
    await once(child, 'spawn')
    const pid = child.pid ?? 0
    putBehind(pid)
    expect(getPriority(pid)).toBe(constants.priority.PRIORITY_LOW)
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(() => {
      putBehind(pid)
    }).not.toThrow()
  } finally {
    child.kill('SIGKILL')
  }
})
