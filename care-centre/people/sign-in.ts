/** Who may begin a session: municipality, name tile and code; and whoever is in one may choose another code. */
import type { CentreProblemCode } from '../../shared/api/centre/problem.ts'
import { FREE_TRIES, triesLeft, waitAfter } from '../../shared/domain/lock-out.ts'
import { isHash, isTooSimple } from '../../shared/domain/pin-code.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { Turns } from '../../shared/domain/turns.ts'
import { v7 as uuidv7 } from 'uuid'
import type { OperatorConfiguration } from '../configuration-schema.ts'
import type { Municipalities } from '../municipalities.ts'
import { appendAudit } from '../store/audit-rows.ts'
import {
  claimTry,
  endSession,
  forgetTries,
  insertSession,
  keepOnly,
  storedPin,
  writePin,
  type Who,
} from '../store/sign-in-rows.ts'
import type { Store } from '../store/store.ts'
import type { Transaction } from '../store/transaction.ts'
import { hashPin, isPin, isSameGiven } from './pin.ts'
import { endOf, newToken, type SessionRow } from './session.ts'

export interface SignInRefusal {
  readonly ok: false
  readonly code: Extract<
    CentreProblemCode,
    'wrong-pin' | 'locked-out' | 'overloaded' | 'pin-too-simple' | 'pin-unchanged'
  >
  /** Tries left, or seconds to wait. */
  readonly figure?: number
}

export type SignedIn =
  SignInRefusal | { readonly ok: true; readonly token: string; readonly session: SessionRow }

interface Code {
  readonly hash: string
  readonly isFirstUse: boolean
}

/** scrypt runs on the threads that SQLite needs as well: codes are looked at one by one, and few may wait. */
const MOST_WAITING = 16

export class SignIn {
  readonly #turns = new Turns()

  constructor(
    private readonly municipalities: Municipalities,
    private readonly store: Pick<Store, 'writes' | 'reading'>,
    private readonly now: () => Instant,
  ) {}

  async signIn(who: Who, pin: string): Promise<SignedIn> {
    const proof = await this.#prove(who, pin)
    if (!proof.ok) return proof
    const { token, tokenHash } = newToken()
    const at = this.now()
    const session: SessionRow = {
      id: uuidv7(),
      ...who,
      startedAt: at,
      seenAt: at,
      endsAt: endOf(at),
      mustChange: proof.code.isFirstUse ? 1 : 0,
    }
    await this.store.writes.run(async (transaction) => {
      await forgetTries(transaction, who)
      await insertSession(transaction, { ...session, tokenHash })
      await this.#note(transaction, who, 'operator.signed-in', session.id)
    })
    return { ok: true, token, session }
  }

  /** The operator's other sessions end with the old code. */
  async changePin(
    session: SessionRow,
    old: string,
    wanted: string,
  ): Promise<SignInRefusal | { readonly ok: true }> {
    const proof = await this.#prove(session, old)
    if (!proof.ok) return proof
    if (wanted === old) return { ok: false, code: 'pin-unchanged' }
    if (isTooSimple(wanted)) return { ok: false, code: 'pin-too-simple' }
    const [given, pin] = await this.#turns.take(async () => {
      const configured = proof.operator.pin
      return [isHash(configured) ? configured : await hashPin(configured), await hashPin(wanted)] as const
    })
    await this.store.writes.run(async (transaction) => {
      await writePin(transaction, session, { given, pin }, this.now())
      await forgetTries(transaction, session)
      for (const id of await keepOnly(transaction, session, session.id))
        announceEnd(transaction, id, 'revoked')
      await this.#note(transaction, session, 'operator.pin-changed', session.operator)
    })
    return { ok: true }
  }

  /** `by`: whoever ended it, the operator or an administrator of the same municipality. False: there is none. */
  async end(by: Who, id: string, reason: 'signed-out' | 'revoked'): Promise<boolean> {
    return await this.store.writes.run(async (transaction) => {
      const operator = await endSession(transaction, by.municipality, id)
      if (operator === undefined) return false
      announceEnd(transaction, id, reason)
      await this.#note(transaction, by, `operator.${reason}`, operator)
      return true
    })
  }

  async #prove(
    who: Who,
    pin: string,
  ): Promise<
    SignInRefusal | { readonly ok: true; readonly operator: OperatorConfiguration; readonly code: Code }
  > {
    const operator = this.municipalities.operator(who.municipality, who.operator)
    // The tiles are no secret; of somebody who has none nothing is counted.
    if (operator === undefined) return { ok: false, code: 'wrong-pin' }
    if (this.#turns.size >= MOST_WAITING) return { ok: false, code: 'overloaded' }
    return await this.#turns.take(async () => {
      const claimed = await this.store.writes.run((transaction) => claimTry(transaction, who, this.now()))
      if ('lockedMs' in claimed) return { ok: false, code: 'locked-out', figure: seconds(claimed.lockedMs) }
      const code = await this.#codeOf(who, operator)
      if (await isPin(pin, code.hash)) return { ok: true, operator, code }
      return await this.#refuse(who, claimed.tries)
    })
  }

  /** What the operator chose, until the code in the file is another one than that of which it took the place. */
  async #codeOf(who: Who, operator: OperatorConfiguration): Promise<Code> {
    const own = await storedPin(this.store.reading.query, who)
    if (own !== undefined && (await isSameGiven(operator.pin, own.given)))
      return { hash: own.pin, isFirstUse: false }
    return { hash: operator.pin, isFirstUse: !isHash(operator.pin) }
  }

  async #refuse(who: Who, tries: number): Promise<SignInRefusal> {
    const wait = waitAfter(tries)
    const action = tries < FREE_TRIES ? 'operator.sign-in-failed' : 'operator.locked-out'
    const content = {
      at: this.now(),
      actor: { kind: 'operator', id: who.operator },
      action,
      subject: who.operator,
      data: { failures: tries, waitSeconds: seconds(wait) },
    } as const
    await this.store.writes.run((transaction) => appendAudit(transaction, who.municipality, content))
    return wait === 0
      ? { ok: false, code: 'wrong-pin', figure: triesLeft(tries) }
      : { ok: false, code: 'locked-out', figure: seconds(wait) }
  }

  async #note(transaction: Transaction, who: Who, action: string, subject: string): Promise<void> {
    const actor = { kind: 'operator', id: who.operator } as const
    await appendAudit(transaction, who.municipality, { at: this.now(), actor, action, subject, data: {} })
  }
}

/** Streams of the session, on whatever node, end with it. */
function announceEnd(transaction: Transaction, session: string, reason: 'signed-out' | 'revoked'): void {
  transaction.announce({ type: 'session', station: '', data: { session, reason } })
}

function seconds(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1000))
}
