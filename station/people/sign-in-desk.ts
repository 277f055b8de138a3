/** Who stands at a screen: sign-in, change and end of sessions, codes, and the lock after wrong ones. */
import { v7 as newId } from 'uuid'
import type { SessionEnd } from '../../shared/api/people.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import { forgetFailures, setPin, writeFailures, type StoredFailures } from '../store/person-rows.ts'
import { deleteSession, insertSession, touchSession } from '../store/session-rows.ts'
import type { Transaction } from '../store/write-queue.ts'
import { Turns } from '../../shared/domain/turns.ts'
import type { ClientConnection, Session } from './client-connection.ts'
import { isTooSimple } from '../../shared/domain/pin-code.ts'
import { afterWrongPin, lockLeft, recovered, triesLeft, type Failures } from '../../shared/domain/lock-out.ts'
import { refused, type Outcome, type Refusal } from './outcome.ts'
import { person as actorOf, type Entry, type PeopleStore } from './people-store.ts'
import { hashPin, isPin } from './pin.ts'
import type { Roster, RosterPerson } from './roster.ts'
import { SessionBook } from './session-book.ts'

export interface SignInParts {
  readonly roster: Roster
  readonly sessions: SessionBook
  readonly store: PeopleStore
  readonly clock: Clock
  /** The registry holds what was committed, and every client was told. */
  readonly refresh: () => Promise<void>
}

export type SignedIn = Outcome<{ readonly token: string; readonly personId: string }>

/** scrypt runs on the threads that SQLite needs as well: codes are looked at one by one, and few may wait. */
const MOST_WAITING = 16
/** How much of a session's last sign of life a restart may forget. */
const WRITE_SEEN_MS = 60_000

export class SignInDesk {
  readonly #failures = new Map<string, Failures>()
  readonly #seenWritten = new Map<string, MonotonicMs>()
  readonly #turns = new Turns()

  constructor(
    private readonly parts: SignInParts,
    stored: readonly StoredFailures[],
  ) {
    const { clock } = parts
    for (const row of stored) this.#failures.set(row.personId, recovered(row, clock.wall(), clock.mono()))
  }

  signIn(
    connection: ClientConnection,
    wish: { readonly personId: string; readonly pin?: string; readonly newPin?: string },
  ): Promise<SignedIn> {
    return this.#inTurn(async () => {
      const known = this.parts.roster.person(wish.personId)
      if (known === undefined) return refused('unknown-person', `nobody here has the id ${wish.personId}`)
      if (known.signIn === 'no-code') return refused('no-code', `${known.id} has no code yet`)
      if (known.signIn === 'tile') return await this.#begin(connection, known)
      const proof = await this.#prove(known, wish.pin)
      if (!proof.ok) return proof
      if (!known.isFirstUse) return await this.#begin(connection, known)
      if (wish.newPin === undefined) return refused('pin-change-required', `${known.id} has a first-use code`)
      const hash = await newHash(wish.newPin, proof.pin)
      if (!hash.ok) return hash
      const signedIn = await this.#begin(connection, known, {
        entry: pinChanged(known.id, { firstUse: true }),
        work: (transaction) => setPin(transaction, known.id, hash.hash, false),
      })
      await this.parts.refresh()
      return signedIn
    })
  }

  /** The first administrator of a station, with a code of their own from the start. */
  async signInNew(connection: ClientConnection, personId: string): Promise<SignedIn> {
    const known = this.parts.roster.person(personId)
    if (known === undefined) return refused('unknown-person', `nobody here has the id ${personId}`)
    return await this.#begin(connection, known)
  }

  changePin(connection: ClientConnection, pin: string, newPin: string): Promise<Outcome<object>> {
    return this.#inTurn(async () => {
      const { roster, store, refresh } = this.parts
      const known = roster.person(connection.session?.personId ?? '')
      if (known === undefined) return refused('sign-in-required', 'nobody has signed in here')
      if (known.pin !== null) {
        const proof = await this.#prove(known, pin)
        if (!proof.ok) return proof
      }
      if (!roster.mayHaveCode(known.role)) {
        return refused('administrator-code-first', 'the first code is an administrator’s')
      }
      const hash = await newHash(newPin, pin)
      if (!hash.ok) return hash
      await store.write(pinChanged(known.id), async (transaction) => {
        await setPin(transaction, known.id, hash.hash, false)
        await forgetFailures(transaction, known.id)
      })
      this.forget(known.id)
      await refresh()
      return { ok: true }
    })
  }

  async signOut(connection: ClientConnection, why: SessionEnd): Promise<void> {
    if (connection.session !== null) await this.endSession(connection.session, why)
  }

  /** The screen is locked at once; that it is stays true when the row cannot be taken away now. */
  async endSession(session: Session, why: SessionEnd): Promise<void> {
    const { sessions, store } = this.parts
    sessions.end(session.id, why)
    this.#seenWritten.delete(session.id)
    const entry = { actor: actorOf(session.personId), action: 'person.signed-out', subject: session.personId }
    await store.write({ ...entry, data: { why } }, (transaction) => deleteSession(transaction, session.id))
  }

  /** Sessions in which nobody did anything for so long. */
  async endIdle(limitMs: number): Promise<void> {
    const { sessions, clock } = this.parts
    for (const session of sessions.idle(clock.mono(), limitMs)) await this.endSession(session, 'idle')
  }

  /** Of a person who has left, or whose code somebody else has set. */
  async endAllOf(personId: string): Promise<void> {
    for (const session of this.parts.sessions.of(personId)) await this.endSession(session, 'revoked')
  }

  /** No step waits for its row: a restart may forget a minute of presence. */
  touch({ id }: Session): void {
    const { sessions, store, clock } = this.parts
    const now = clock.mono()
    sessions.touch(id, now)
    if (now - (this.#seenWritten.get(id) ?? Number.NEGATIVE_INFINITY) < WRITE_SEEN_MS) return
    this.#seenWritten.set(id, now)
    store
      .writeSilently((transaction, at) => touchSession(transaction, id, at))
      // The disk is full, which is told elsewhere: the next touch tries again.
      .catch(() => this.#seenWritten.delete(id))
  }

  /** Seconds until this person's code is looked at again; null: now. */
  lockedSeconds(personId: string): number | null {
    const left = lockLeft(this.#failures.get(personId), this.parts.clock.mono())
    return left === 0 ? null : Math.ceil(left / 1000)
  }

  /** Wrong codes of before count no longer; their rows were taken away. */
  forget(personId: string): void {
    this.#failures.delete(personId)
  }

  async #prove(
    known: RosterPerson,
    pin: string | undefined,
  ): Promise<Refusal | { readonly ok: true; readonly pin: string }> {
    const locked = this.lockedSeconds(known.id)
    if (locked !== null) return refused('locked-out', `${known.id} has to wait`, locked)
    if (pin === undefined || known.pin === null) return refused('bad-input', 'a code is missing')
    if (await isPin(pin, known.pin)) return { ok: true, pin }
    return await this.#noteWrongPin(known.id)
  }

  async #noteWrongPin(personId: string): Promise<Refusal> {
    const { store, clock } = this.parts
    const failures = afterWrongPin(this.#failures.get(personId), clock.mono())
    // Counted before it is stored: a full disk opens no door.
    this.#failures.set(personId, failures)
    const { count } = failures
    const left = lockLeft(failures, clock.mono())
    const action = left === 0 ? 'person.sign-in-failed' : 'person.locked-out'
    const data = { failures: count, waitSeconds: Math.ceil(left / 1000) }
    await store.write({ actor: actorOf(personId), action, subject: personId, data }, (transaction, at) =>
      writeFailures(transaction, {
        personId,
        failures: count,
        lastAt: at,
        lockedUntil: left === 0 ? null : at + left,
      }),
    )
    return left === 0
      ? refused('wrong-pin', `a wrong code for ${personId}`, triesLeft(count))
      : refused('locked-out', `too many wrong codes for ${personId}`, Math.ceil(left / 1000))
  }

  async #begin(
    connection: ClientConnection,
    known: RosterPerson,
    before?: { readonly entry: Entry; readonly work: (transaction: Transaction) => Promise<void> },
  ): Promise<SignedIn> {
    const { sessions, store, clock } = this.parts
    const { token, tokenHash } = SessionBook.newToken()
    const sessionBefore = connection.session
    const session = (at: Instant) => ({
      id,
      tokenHash,
      personId: known.id,
      address: connection.address,
      startedAt: at,
      seenAt: at,
    })
    const id = newId()
    const entry = {
      actor: actorOf(known.id),
      action: 'person.signed-in',
      subject: known.id,
      data: { way: known.signIn },
    }
    await store.writeAll(before === undefined ? [entry] : [before.entry, entry], async (transaction, at) => {
      await before?.work(transaction)
      await forgetFailures(transaction, known.id)
      await insertSession(transaction, session(at))
    })
    this.forget(known.id)
    const surplus = sessions.add(session(clock.wall()), connection, clock.mono())
    for (const old of surplus) await store.writeSilently((transaction) => deleteSession(transaction, old))
    if (sessionBefore !== null) await this.endSession(sessionBefore, 'changed')
    return { ok: true, token, personId: known.id }
  }

  #inTurn<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (this.#turns.size >= MOST_WAITING) {
      return Promise.resolve(refused('too-busy', 'too many sign-ins at once'))
    }
    return this.#turns.take(work)
  }
}

function pinChanged(id: string, data: { readonly firstUse?: boolean } = {}): Entry {
  return { actor: actorOf(id), action: 'person.pin-changed', subject: id, data }
}

async function newHash(newPin: string, before: string): Promise<Outcome<{ readonly hash: string }>> {
  if (newPin === before) return refused('pin-unchanged', 'the new code is the old one')
  if (isTooSimple(newPin)) return refused('pin-too-simple', 'a code that everybody tries first')
  return { ok: true, hash: await hashPin(newPin) }
}
