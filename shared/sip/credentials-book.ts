/** The challenges that receivers have set us: a known one is answered with the first request, not with a second. */
import type { SipCredentials, SipEndpointParts } from './endpoint-types.ts'
import { chooseChallenge, digestAuthorization, type DigestChallenge } from './digest.ts'
import { valuesOf, type SipField, type SipResponseMessage } from './message.ts'

const MOST_PLACES = 1_000

interface Known {
  readonly challenge: DigestChallenge
  count: number
}

/** By the field that answers it: a proxy and the receiver behind it may both ask. */
type Place = Map<'authorization' | 'proxy-authorization', Known>

export class CredentialsBook {
  readonly #places = new Map<string, Place>()

  constructor(private readonly parts: Pick<SipEndpointParts, 'hash' | 'randomHex'>) {}

  /** The fields for the next request to `place`. */
  fieldsFor(place: string, { username, password }: SipCredentials, method: string, uri: string): SipField[] {
    return [...(this.#places.get(place) ?? [])].map(([name, known]) => {
      known.count += 1
      const request = { method, uri, username, password, count: known.count, cnonce: this.parts.randomHex(8) }
      return { name, value: digestAuthorization(known.challenge, request, this.parts.hash) }
    })
  }

  /**
   * Keeps the challenge of a 401 or 407 and says whether another try has a point: not where credentials for a new
   * challenge were just refused (`answered`: the nonces answered in this request), nor for a digest we do not know.
   */
  learn(place: string, response: SipResponseMessage, answered: Set<string>): boolean {
    const isProxy = response.status === 407
    const challenge = chooseChallenge(valuesOf(response, isProxy ? 'proxy-authenticate' : 'www-authenticate'))
    const field = isProxy ? 'proxy-authorization' : 'authorization'
    if (challenge === undefined || (answered.has(field) && !challenge.isStale)) return false
    answered.add(field)
    const known: Place = this.#places.get(place) ?? new Map<'authorization' | 'proxy-authorization', Known>()
    known.set(field, { challenge, count: 0 })
    this.#places.delete(place)
    this.#places.set(place, known)
    const [oldest] = this.#places.keys()
    if (this.#places.size > MOST_PLACES && oldest !== undefined) this.#places.delete(oldest)
    return true
  }
}
