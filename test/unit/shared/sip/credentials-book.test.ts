import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { CredentialsBook } from '../../../../shared/sip/credentials-book.ts'
import { parseDigest } from '../../../../shared/sip/digest.ts'
import type { SipResponseMessage } from '../../../../shared/sip/message.ts'

const means = {
  hash: (algorithm: 'md5' | 'sha256', text: string) => createHash(algorithm).update(text).digest('hex'),
  randomHex: (bytes: number) => '0'.repeat(2 * bytes),
}
const TUN = { username: 'tun', password: 'hemmelig' }

function asks(status: 401 | 407, nonce: string, more = ''): SipResponseMessage {
  const name = status === 401 ? 'www-authenticate' : 'proxy-authenticate'
  const value = `Digest realm="${name}", nonce="${nonce}", algorithm=SHA-256, qop="auth"${more}`
  return { type: 'response', status, reason: '', fields: [{ name, value }], body: new Uint8Array(0) }
}

/** Which nonce is answered for the how-manieth time, by field. */
function answers(book: CredentialsBook, place = 'sentral'): string[] {
  return book.fieldsFor(place, TUN, 'MESSAGE', 'sip:a@b').map(({ name, value }) => {
    const parameters = parseDigest(value)
    return `${name} ${parameters?.get('nonce') ?? ''} ${parameters?.get('nc') ?? ''}`
  })
}

it('a known challenge is answered with every request, counted; another place knows nothing of it', () => {
  const book = new CredentialsBook(means)
  expect(answers(book)).toEqual([])
  expect(book.learn('sentral', asks(401, 'n1'), new Set())).toBe(true)
  expect(answers(book)).toEqual(['authorization n1 00000001'])
  expect(answers(book)).toEqual(['authorization n1 00000002'])
  expect(answers(book, 'elsewhere')).toEqual([])
})

it('a proxy and the receiver behind it both get theirs', () => {
  const book = new CredentialsBook(means)
  const answered = new Set<string>()
  expect(book.learn('sentral', asks(407, 'p'), answered)).toBe(true)
  expect(book.learn('sentral', asks(401, 'n'), answered)).toBe(true)
  expect(answers(book)).toEqual(['proxy-authorization p 00000001', 'authorization n 00000001'])
})

it('credentials that were refused for a new challenge are not sent again, for one too old they are', () => {
  const book = new CredentialsBook(means)
  const answered = new Set<string>()
  expect(book.learn('sentral', asks(401, 'n1'), answered)).toBe(true)
  expect(book.learn('sentral', asks(401, 'n2'), answered)).toBe(false)
  expect(book.learn('sentral', asks(401, 'n3', ', stale=true'), answered)).toBe(true)
  expect(answers(book)).toEqual(['authorization n3 00000001'])
})

it('a challenge in a scheme that we do not speak has no answer', () => {
  const book = new CredentialsBook(means)
  const basic = { name: 'www-authenticate', value: 'Basic realm="x"' }
  expect(book.learn('sentral', { ...asks(401, 'n'), fields: [basic] }, new Set())).toBe(false)
})
