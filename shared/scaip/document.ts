/**
 * The two documents of SCAIP (scaip.md §4, §5). Fields carry the names of their elements; codes are numbers, since
 * devices send the same code as `3`, `03`, `003` and `0003` (§6).
 */

/** A body over this is refused whole with `snu` 1 (scaip.md §13, check 2). */
export const LONGEST_DOCUMENT_BYTES = 64 * 1024

/** The one media type that is sent; `application/xml` is taken as well (scaip.md §2). */
export const SCAIP_MEDIA_TYPE = 'application/scaip+xml'

/** ME alarm or notification, RE reset, IN further information, PI heartbeat (scaip.md §6.1). */
export type DocumentType = 'ME' | 'RE' | 'IN' | 'PI'

export interface GeoPosition {
  readonly geo?: string
  readonly tim?: string
  readonly gga?: string
}

/** `mrq`: what a device or a station tells. Defaults of the standard are filled in for `mty` and `stc` alone. */
export interface ScaipRequest {
  readonly ref: string
  readonly ver?: string
  readonly sco?: number
  readonly cha?: number
  readonly mty: DocumentType
  readonly hbo?: number
  readonly cid: string
  readonly dty: number
  readonly did?: string
  readonly dco?: number
  readonly dte?: string
  readonly crd?: readonly string[]
  readonly stc: number
  readonly stt?: string
  readonly pri?: number
  readonly lco?: number
  readonly lva?: string
  readonly lge?: GeoPosition
  readonly lte?: string
  readonly ico?: number
  readonly ite?: string
  readonly ame?: number
  readonly mreq?: number
}

/** `mrs`: what the receiver answers; only `snu` 0 means that the alarm centre has it (scaip.md §3). */
export interface ScaipResponse {
  readonly ref: string
  readonly snu: number
  readonly ste?: string
  readonly cve?: string
  readonly mre?: number
  readonly cre?: number
  readonly tnu?: string
  readonly hbi?: number
}

/** Why a document is not taken (scaip.md §6.11): too long, not understood, content not valid, element missing. */
export type DocumentRefusal = 1 | 2 | 3 | 7

export type ReadDocument =
  | {
      readonly kind: 'mrq'
      readonly request: ScaipRequest
      /** What was there and not as the standard has it, as `tag` or `tag: why`; for the log, never a value. */
      readonly oddities: readonly string[]
    }
  | { readonly kind: 'mrs'; readonly response: ScaipResponse }
  | {
      readonly kind: 'refused'
      /** As far as it could be made out; an answer needs one. */
      readonly ref: string | null
      readonly snu: DocumentRefusal
      /** The element that is missing or wrong, or what is wrong with the document. */
      readonly ste: string
    }
