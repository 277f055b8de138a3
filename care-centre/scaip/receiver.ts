/** Takes documents over SIP: who says it, may they, what do they say; 200 at once, the `mrs` when it is stored. */
import { SCAIP_MEDIA_TYPE, type ReadDocument, type ScaipRequest } from '../../shared/scaip/document.ts'
import { readDocument } from '../../shared/scaip/read-document.ts'
import { readIdentity } from '../../shared/scaip/own-identity.ts'
import { writeResponse } from '../../shared/scaip/write-document.ts'
import type { DigestGuard } from '../../shared/sip/digest-guard.ts'
import type { SipAnswer, SipIncoming } from '../../shared/sip/endpoint-types.ts'
import { Turns } from '../../shared/domain/turns.ts'
import type { StationLimits } from '../intake/station-limits.ts'
import { withoutPlus, type Caller, type Callers } from './callers.ts'
import type { DocumentDesk } from './document-desk.ts'

const MEDIA_TYPES: ReadonlySet<string> = new Set([SCAIP_MEDIA_TYPE, 'application/xml', 'text/xml', ''])

/** What became of a document; the label of its metric. */
export type DocumentFate =
  | 'taken'
  | 'refused'
  | 'stray'
  | 'unknown-caller'
  | 'wrong-caller'
  | 'unauthorised'
  | 'wrong-password'
  | 'slowed'
  | 'not-scaip'

export interface ScaipReceiverParts {
  readonly callers: Callers
  readonly desk: DocumentDesk
  readonly guard: Pick<DigestGuard, 'check' | 'challenges'>
  /** Whether documents are taken whose `cid` is not the user they came from. */
  readonly anyFrom: () => boolean
  /** By station for stations of ours, by `cid` for devices of other makers. */
  readonly stations: StationLimits
  readonly devices: StationLimits
  readonly now: () => number
  /** Sends an `mrs` back to where the document came from; `share`: in whose places it waits to be taken. */
  readonly reply: (to: SipIncoming, body: string, share: string) => void
  readonly onDocument: (fate: DocumentFate, incoming: SipIncoming, read: ReadDocument) => void
}

export class ScaipReceiver {
  readonly #turns = new Map<string, Turns>()

  constructor(private readonly parts: ScaipReceiverParts) {}

  take(incoming: SipIncoming): SipAnswer {
    const read = readDocument(incoming.body)
    const [fate, answer] = this.#judge(incoming, read)
    this.parts.onDocument(fate, incoming, read)
    return answer
  }

  /** When every document that was taken so far is answered. */
  async idle(): Promise<void> {
    await Promise.all([...this.#turns.values()].map((turns) => turns.idle()))
  }

  #judge(incoming: SipIncoming, read: ReadDocument): [DocumentFate, SipAnswer] {
    if (!MEDIA_TYPES.has(incoming.contentType)) {
      return ['not-scaip', { status: 415, headers: [['Accept', SCAIP_MEDIA_TYPE]] }]
    }
    const from = withoutPlus(incoming.fromUser)
    const cid = read.kind === 'mrq' ? read.request.cid : from
    if (cid !== from && !this.parts.anyFrom()) return ['wrong-caller', { status: 403 }]
    const caller = this.parts.callers.of(cid)
    if (caller === undefined) return ['unknown-caller', { status: 403 }]
    const { devices } = this.parts
    const refusal = this.#checkPassword(incoming, caller)
    if (refusal !== undefined) return refusal
    switch (read.kind) {
      case 'mrs':
        // Nobody asked: it is noted, and has no effect (scaip.md §13, check 6).
        return this.#admit(devices, cid, incoming) ?? ['stray', { status: 200 }]
      case 'refused': {
        const slowed = this.#admit(devices, cid, incoming)
        if (slowed !== undefined) return slowed
        devices.pay(cid, 1)
        const { ref, snu, ste } = read
        this.parts.reply(incoming, writeResponse({ ref: ref ?? '0', snu, ste }), cid)
        return ['refused', { status: 200 }]
      }
      case 'mrq':
        return this.#takeRequest(incoming, read.request, caller)
    }
  }

  #checkPassword(incoming: SipIncoming, caller: Caller): [DocumentFate, SipAnswer] | undefined {
    const { credentials } = caller
    if (credentials === undefined) return undefined
    const { guard, now } = this.parts
    const at = now()
    // The caller's own alone: another municipality may have given the same name to somebody else.
    const ownPassword = (name: string) => (name === credentials.username ? credentials.password : undefined)
    const verdict = guard.check('MESSAGE', incoming.authorization, ownPassword, at)
    if (verdict.ok) return undefined
    const headers = guard.challenges(at, verdict.code === 'stale')
    return [verdict.code === 'wrong' ? 'wrong-password' : 'unauthorised', { status: 401, headers }]
  }

  /** Undefined: it may go on. */
  #admit(limits: StationLimits, who: string, { body }: SipIncoming): [DocumentFate, SipAnswer] | undefined {
    const waitMs = limits.admit(who, body.length)
    if (waitMs === 0) return undefined
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    return ['slowed', { status: 503, headers: [['Retry-After', String(seconds)]] }]
  }

  #takeRequest(incoming: SipIncoming, request: ScaipRequest, caller: Caller): [DocumentFate, SipAnswer] {
    const isOwn = readIdentity(request.ite) !== undefined
    const limits = isOwn ? this.parts.stations : this.parts.devices
    const who = isOwn ? caller.station : request.cid
    const slowed = this.#admit(limits, who, incoming)
    if (slowed !== undefined) return slowed
    const leave = limits.enter(who, 1, incoming.body.length)
    const work = async (): Promise<void> => {
      this.parts.reply(incoming, await this.parts.desk.take(request, caller), who)
    }
    // Messages of a station carry their order; those of a device get theirs by coming one after another.
    void this.#inTurn(isOwn ? `${who} ${request.ref}` : who, work).finally(leave)
    return ['taken', { status: 200 }]
  }

  async #inTurn(key: string, work: () => Promise<void>): Promise<void> {
    const turns = this.#turns.get(key) ?? new Turns()
    this.#turns.set(key, turns)
    await turns.take(work)
    if (turns.size === 0) this.#turns.delete(key)
  }
}
