import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DigestGuard } from '../../../../shared/sip/digest-guard.ts'
import {
  chooseChallenge,
  digestAuthorization,
  parseDigest,
  type SipHash,
} from '../../../../shared/sip/digest.ts'

const hash: SipHash = (algorithm, text) => createHash(algorithm).update(text).digest('hex')
const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex')

const REALM = 'realm="http-auth@example.org", qop="auth, auth-int"'
const NONCE =
  'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'

describe('credentials', () => {
  // RFC 7616 3.9.1
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('are those of the standard’s example (%s)', (algorithm, response) => {
    const challenge = chooseChallenge([`Digest ${REALM}, algorithm=${algorithm}, ${NONCE}`])
    if (challenge === undefined) throw new Error('not understood')
    const value = digestAuthorization(
      challenge,
      {
        username: 'Mufasa',
        password: 'Circle of Life',
        method: 'GET',
        uri: '/dir/index.html',
        count: 1,
        cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
      },
      hash,
    )
    expect(parseDigest(value)?.get('response')).toBe(response)
    expect(value).toContain('nc=00000001')
    expect(value).toContain('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"')
  })

  it('are of the old form where the receiver names no quality (RFC 2617 3.2.2.1)', () => {
    const challenge = chooseChallenge(['Digest realm="r", nonce="n"'])
    if (challenge === undefined) throw new Error('not understood')
    const request = { username: 'u', password: 'p', method: 'MESSAGE', uri: 'sip:a@b', count: 1, cnonce: 'c' }
    const value = digestAuthorization(challenge, request, hash)
    const md5 = (text: string): string => hash('md5', text)
    expect(parseDigest(value)?.get('response')).toBe(md5(`${md5('u:r:p')}:n:${md5('MESSAGE:sip:a@b')}`))
    expect(value).not.toContain('qop')
  })

  it('answer the first challenge that we know', () => {
    const [sha512, sha256, md5] = ['SHA-512-256', 'SHA-256', 'MD5'].map(
      (algorithm) => `Digest realm="r", nonce="${algorithm}", algorithm=${algorithm}, qop="auth"`,
    )
    expect(chooseChallenge([sha512 ?? '', sha256 ?? '', md5 ?? ''])?.algorithm).toBe('SHA-256')
    expect(chooseChallenge([md5 ?? '', sha256 ?? ''])?.algorithm).toBe('MD5')
    expect(chooseChallenge([sha512 ?? '', 'Basic realm="r"', 'Digest nonce="n"'])).toBeUndefined()
    expect(chooseChallenge(['Digest realm="r", nonce="n", qop="auth-int"'])).toBeUndefined()
  })
})

describe('a receiver that asks', () => {
  const guard = new DigestGuard({ realm: 'sentral', secret: () => 'nodes share it', hash, randomHex })
  const passwordOf = (name: string): string | undefined => (name === 'tun' ? 'hemmelig' : undefined)

  function credentials(now: number, count = 1, more: { password?: string; username?: string } = {}): string {
    const challenge = chooseChallenge(guard.challenges(now, false).map(([, value]) => value))
    if (challenge === undefined) throw new Error('not understood')
    const person = { username: 'tun', password: 'hemmelig', ...more }
    return digestAuthorization(
      challenge,
      { ...person, method: 'MESSAGE', uri: 'sip:a@b', count, cnonce: randomHex(8) },
      hash,
    )
  }

  const check = (value: string, now: number): string => {
    const verdict = guard.check('MESSAGE', [value], passwordOf, now)
    return verdict.ok ? verdict.username : verdict.code
  }

  it('lets in who knows the password, once for each count', () => {
    const value = credentials(1000)
    expect(check(value, 1500)).toBe('tun')
    expect(check(value, 1600)).toBe('stale')
  })

  it('asks anew when its nonce is older than five minutes, also one of another node', () => {
    expect(check(credentials(1000), 1000 + 5 * 60_000 + 1)).toBe('stale')
    const other = new DigestGuard({ realm: 'sentral', secret: () => 'nodes share it', hash, randomHex })
    expect(other.check('MESSAGE', [credentials(1000)], passwordOf, 2000)).toEqual({
      ok: true,
      username: 'tun',
    })
    expect(guard.challenges(1000, true)[0]?.[1]).toContain('stale=true')
  })

  it.each([
    ['another password', credentials(1000, 1, { password: 'feil' })],
    ['an unknown name', credentials(1000, 1, { username: 'gard' })],
    ['another request', credentials(1000).replace('sip:a@b', 'sip:c@d')],
    ['no count', credentials(1000).replace(/nc=[0-9]+, /, '')],
    ['a lesser quality', credentials(1000).replace('qop=auth', 'qop=none')],
  ])('keeps out %s', (_what, value) => {
    expect(check(value, 1000)).toBe('wrong')
  })

  it('asks anew where the nodes have come to share another secret', () => {
    let shared = 'of before'
    const node = new DigestGuard({ realm: 'sentral', secret: () => shared, hash, randomHex })
    const answered = (): string => {
      const challenge = chooseChallenge(node.challenges(1000, false).map(([, value]) => value))
      if (challenge === undefined) throw new Error('not understood')
      const person = { username: 'tun', password: 'hemmelig', method: 'MESSAGE', uri: 'sip:a@b' }
      return digestAuthorization(challenge, { ...person, count: 1, cnonce: 'c' }, hash)
    }
    const old = answered()
    shared = 'of now'
    const started = new DigestGuard({ realm: 'sentral', secret: () => 'of now', hash, randomHex })
    expect(node.check('MESSAGE', [old], passwordOf, 1000)).toEqual({ ok: false, code: 'stale' })
    expect(started.check('MESSAGE', [answered()], passwordOf, 1000)).toMatchObject({ ok: true })
  })

  it('does not take a nonce that it has not made', () => {
    const forged = new DigestGuard({ realm: 'sentral', secret: () => 'guessed', hash, randomHex })
    const [first] = forged.challenges(1000, false)
    const challenge = chooseChallenge([first?.[1] ?? ''])
    if (challenge === undefined) throw new Error('not understood')
    const request = { username: 'tun', password: 'hemmelig', method: 'MESSAGE', uri: 'sip:a@b' }
    expect(check(digestAuthorization(challenge, { ...request, count: 1, cnonce: 'c' }, hash), 1000)).toBe(
      'stale',
    )
  })

  it('has nothing to check without credentials for it', () => {
    expect(check('Basic dHVuOmhlbW1lbGln', 1000)).toBe('none')
    expect(check('Digest realm="elsewhere", nonce="1"', 1000)).toBe('none')
  })
})
