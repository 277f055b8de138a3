import { expect, test } from 'vitest'
import { endWith } from '../../../station/crash-policy.ts'
import type { StationLog } from '../../../station/logging.ts'

function logged(): { log: StationLog; lines: Readonly<Record<string, unknown>>[] } {
  const lines: Readonly<Record<string, unknown>>[] = []
  const nothing = (): void => undefined
  return {
    lines,
    log: {
      info: nothing,
      warn: nothing,
      error: (fields) => lines.push(fields),
      close: () => Promise.resolve(),
    },
  }
}

test('a programming error is logged by kind and place, without its words, and ends the process once', async () => {
  const { log, lines } = logged()
  const codes = await new Promise<number[]>((resolve) => {
    const ended: number[] = []
    const end = endWith(log, (code) => {
      ended.push(code)
      resolve(ended)
    })
    end(new TypeError('Ingrid Solberg is not a function'))
    end(new Error('a second one while ending'))
  })
  expect(codes).toEqual([1])
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ error: 'TypeError' })
  expect(String(lines[0]?.['from'])).toContain('crash-policy.test.ts')
  expect(JSON.stringify(lines)).not.toContain('Ingrid')
})
