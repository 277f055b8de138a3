import { describe, expect, test } from 'vitest'
import { problemOf } from '../../../../care-centre/api/problem.ts'
import { databaseCodeOf, isStoreTrouble } from '../../../../care-centre/store/store-error.ts'

describe('a database that cannot be reached', () => {
  test.each([
    'ECONNREFUSED',
    'ECONNABORTED',
    'EHOSTUNREACH',
    'EHOSTDOWN',
    'ENETUNREACH',
    'ENETDOWN',
    'EAI_AGAIN',
    'ENOTFOUND',
    'CERT_HAS_EXPIRED',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('by %s is away for all bodies alike, and answered 503', (code) => {
    const error = Object.assign(new Error('no way there'), { code })
    for (const seen of [error, new Error('failed', { cause: error })]) {
      expect(databaseCodeOf(seen)).toBe('UNREACHABLE')
      expect(isStoreTrouble(seen)).toBe(true)
      expect(problemOf(seen).statusCode).toBe(503)
    }
  })

  test('is not every error: a mistake of ours is told as one', () => {
    const error = Object.assign(new Error('no such property'), { code: 'ERR_INVALID_ARG_TYPE' })
    expect([databaseCodeOf(error), isStoreTrouble(error), problemOf(error).statusCode]).toEqual([
      'unknown',
      false,
      500,
    ])
  })
})
