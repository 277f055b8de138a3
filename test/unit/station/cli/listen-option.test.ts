import { describe, expect, it } from 'vitest'
import { listenOption } from '../../../../station/cli/listen-option.ts'
import { StartError } from '../../../../station/start-error.ts'

function refusal(text: string): StartError {
  try {
    listenOption(text)
  } catch (error) {
    if (error instanceof StartError) return error
    throw error
  }
  throw new Error(`${text} was accepted`)
}

describe('--listen', () => {
  it.each([
    ['127.0.0.1:4120', '127.0.0.1'],
    ['localhost:4120', 'localhost'],
    ['[::1]:4120', '::1'],
  ])('takes %s', (text, host) => {
    expect(listenOption(text)).toEqual({ host, port: 4120 })
  })

  it.each([
    ['4120', 'usage', 'HOST:PORT'],
    ['192.0.2.10:4120', 'listen-not-loopback', 'use 127.0.0.1:4120'],
    // Loopback as well, and nowhere that the desktop client's page may look.
    ['127.0.0.2:4120', 'usage', 'use 127.0.0.1:4120'],
  ])('refuses %s as %s and says what to write', (text, code, words) => {
    const error = refusal(text)
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })
})
