import { expect, test } from 'vitest'
import {
  endOf,
  hashOfToken,
  idleEndOf,
  isWorthWriting,
  newToken,
  sessionState,
} from '../../../../care-centre/people/session.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 21, 22)
const session = {
  id: 's-1',
  municipality: '5001',
  operator: 'ola',
  startedAt: START,
  seenAt: START,
  endsAt: endOf(START),
  mustChange: 0,
}

test('after half an hour without a hand on it a session shows alarms and does nothing', () => {
  expect(sessionState(session, START + 29 * 60_000)).toBe('live')
  expect(sessionState(session, START + 30 * 60_000)).toBe('locked')
  expect(sessionState({ ...session, seenAt: START + HOUR }, START + 1.4 * HOUR)).toBe('live')
  expect(idleEndOf(session)).toBe(START + 30 * 60_000)
})

test('after twelve hours it is over, whoever is there', () => {
  const busy = { ...session, seenAt: START + 12 * HOUR - 1 }
  expect(sessionState(busy, START + 12 * HOUR - 1)).toBe('live')
  expect(sessionState(busy, START + 12 * HOUR)).toBe('over')
  expect(idleEndOf(busy)).toBe(START + 12 * HOUR)
})

test('no clock makes it longer', () => {
  expect(sessionState({ ...session, endsAt: START + 9999 * HOUR }, START)).toBe('over')
  expect(sessionState(session, START - 24 * HOUR)).toBe('over')
})

test('what is kept of a token opens nothing', () => {
  const { token, tokenHash } = newToken()
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(tokenHash).toBe(hashOfToken(token))
  expect(hashOfToken(tokenHash)).not.toBe(tokenHash)
})

test('a sign of life is written down twice a minute at most', () => {
  expect(isWorthWriting(session, START + 29_999)).toBe(false)
  expect(isWorthWriting(session, START + 30_000)).toBe(true)
})
