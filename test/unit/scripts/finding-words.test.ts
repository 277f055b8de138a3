import { expect, test } from 'vitest'
import { findingWords } from '../../../scripts/lib/finding-words.mjs'

const line = (code: string, command: string | null) =>
  JSON.stringify({ level: 'warn', code, command, msg: 'this machine lacks something a station needs' })

test('what the machine lacks is a sentence with what to run', () => {
  expect(findingWords(line('no-udev-rules', 'sudo install rules'))).toBe(
    'The rules for USB serial ports are not in place. Without them other programs can disturb a port when it is plugged in. Run: sudo install rules',
  )
  expect(findingWords(line('no-bluez-policy', null))).toBe("The station's user may not use Bluetooth.")
})

test('every other line stays as it is', () => {
  for (const other of [
    line('unheard-of', null),
    '{"level":"warn","port":"/dev/ttyUSB0","msg":"lost"}',
    '"command": no JSON',
  ]) {
    expect(findingWords(other)).toBe(other)
  }
})
