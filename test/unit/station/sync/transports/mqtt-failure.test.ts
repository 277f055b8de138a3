import { ErrorWithReasonCode } from 'mqtt'
import { expect, test } from 'vitest'
import {
  brokerFailureOf,
  failureOfReason,
  refusalOf,
} from '../../../../../station/sync/transports/mqtt-failure.ts'

test.each([
  [134, 'unauthorised'],
  [135, 'unauthorised'],
  [5, 'unauthorised'],
  [16, 'unreachable'],
  [137, 'overloaded'],
  [149, 'too-large'],
  // Taken over: another station uses this one's id.
  [142, 'unreachable'],
])('reason %i of a broker is %s', (reason, code) => {
  expect(failureOfReason(reason)).toBe(code)
  expect(brokerFailureOf(new ErrorWithReasonCode('refused', reason))).toBe(code)
})

test.each([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ECONNREFUSED', 'unreachable'],
  ['ECONNRESET', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'certificate-expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-untrusted'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['EPROTO', 'tls'],
])('%s of a socket is %s', (code, failure) => {
  expect(brokerFailureOf(Object.assign(new Error('no'), { code }))).toBe(failure)
})

test.each([
  [116, 'client-certificate'],
  [42, 'client-certificate'],
  [48, 'client-certificate'],
  // Nothing in common: perhaps the version, perhaps a certificate.
  [40, 'tls'],
])('alert %i of the other side’s TLS is %s, whatever the socket calls it', (alert, failure) => {
  const error = new Error(
    `write EPROTO 808C:error:0A000418:SSL routines::x:SSL alert number ${String(alert)}\n`,
  )
  for (const code of ['EPROTO', 'ERR_SSL_ALERT']) {
    expect(brokerFailureOf(Object.assign(error, { code }))).toBe(failure)
  }
})

test('a broker that takes the connection and says nothing is a timeout', () => {
  expect(brokerFailureOf(new Error('connack timeout'))).toBe('timeout')
})

test('a refusal is read by its code, an unknown one is no answer, and an answer is no refusal', () => {
  expect(refusalOf({ code: 'too-large', message: 'x', retry: false })).toBe('too-large')
  expect(refusalOf({ code: 'of the next version', message: 'x', retry: false })).toBe('bad-answer')
  expect(refusalOf({ acknowledged: [], rejected: [], commands: [] })).toBeUndefined()
})
