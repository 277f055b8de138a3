/** Reads `mrq` and `mrs`. Whatever a real device does differently is taken (scaip.md §12); the rest is refused by number. */
import {
  LONGEST_DOCUMENT_BYTES,
  type DocumentRefusal,
  type DocumentType,
  type GeoPosition,
  type ReadDocument,
  type ScaipRequest,
  type ScaipResponse,
} from './document.ts'
import { readXmlFields } from './xml-fields.ts'

/** Far over the lengths of the standard: a text that is too long is cut, never a reason to drop (scaip.md §12). */
const LONGEST_TEXT = 256
const MOST_CALLERS = 8
const DEFAULT_STATUS = 10

const KNOWN_REQUEST_FIELDS: ReadonlySet<string> = new Set(
  'ref ver sco cha mty hbo cid dty did dco dte crd stc stt pri lco lva lge lge/geo lge/tim lge/gga lte ico ite ame mreq'.split(
    ' ',
  ),
)

/** `text`: the body of a SIP MESSAGE as characters. */
export function readDocument(text: string): ReadDocument {
  if (utf8Length(text) > LONGEST_DOCUMENT_BYTES) return refused(guessedRef(text), 1, 'too long')
  const document = readXmlFields(text)
  if (document === undefined) return refused(guessedRef(text), 2, 'not understood')
  const fields = new Fields(document.fields)
  const isResponse = document.root === 'mrs' || (document.root === 'scaip' && fields.has('snu'))
  if (isResponse) return readResponse(fields)
  if (document.root === 'mrq' || document.root === 'scaip') return readRequest(fields)
  return refused(null, 2, 'neither mrq nor mrs')
}

function readRequest(fields: Fields): ReadDocument {
  const found = fields.word('ref')
  if (found === undefined) return refused(null, 7, 'ref')
  if (!isReference(found)) return refused(null, 3, 'ref')
  const cid = fields.word('cid')?.replace(/^\+/, '')
  if (cid === undefined || cid === '') return refused(found, 7, 'cid')
  if (!/^[0-9A-Za-z]{1,32}$/.test(cid)) return refused(found, 3, 'cid')
  if (fields.word('dty') === undefined) return refused(found, 7, 'dty')
  const request: ScaipRequest = withoutUndefined({
    ref: found,
    ver: fields.text('ver'),
    sco: fields.number('sco'),
    cha: fields.number('cha'),
    mty: readType(fields),
    hbo: fields.number('hbo'),
    cid,
    // A code that is no number is a code nobody knows, and no reason to drop what it says.
    dty: fields.number('dty') ?? 0,
    did: fields.word('did'),
    dco: fields.number('dco'),
    dte: fields.text('dte'),
    crd: fields.list('crd'),
    stc: fields.has('stc') ? (fields.number('stc') ?? 0) : DEFAULT_STATUS,
    stt: fields.text('stt'),
    pri: fields.number('pri'),
    lco: fields.number('lco'),
    lva: fields.text('lva'),
    lge: readPosition(fields),
    lte: fields.text('lte'),
    ico: fields.number('ico'),
    ite: fields.text('ite'),
    ame: fields.number('ame'),
    mreq: fields.number('mreq'),
  })
  return { kind: 'mrq', request, oddities: fields.oddities(KNOWN_REQUEST_FIELDS) }
}

function readResponse(fields: Fields): ReadDocument {
  const ref = fields.word('ref')
  if (ref === undefined || !isReference(ref)) return refused(null, ref === undefined ? 7 : 3, 'ref')
  const snu = fields.number('snu')
  if (snu === undefined) return refused(ref, fields.has('snu') ? 3 : 7, 'snu')
  const response: ScaipResponse = withoutUndefined({
    ref,
    snu,
    ste: fields.text('ste'),
    cve: fields.text('cve'),
    mre: fields.number('mre'),
    cre: fields.number('cre'),
    tnu: fields.text('tnu'),
    hbi: fields.number('hbi'),
  })
  return { kind: 'mrs', response }
}

/** Missing means ME; a type nobody knows must ring rather than be dropped. */
function readType(fields: Fields): DocumentType {
  const word = fields.word('mty')?.toUpperCase()
  if (word === 'RE' || word === 'IN' || word === 'PI' || word === 'ME') return word
  if (word !== undefined) fields.odd('mty')
  return 'ME'
}

function readPosition(fields: Fields): GeoPosition | undefined {
  const position: GeoPosition = withoutUndefined({
    geo: fields.text('lge/geo'),
    tim: fields.text('lge/tim'),
    gga: fields.text('lge/gga'),
  })
  return Object.keys(position).length === 0 ? undefined : position
}

class Fields {
  readonly #odd = new Set<string>()

  constructor(private readonly all: ReadonlyMap<string, readonly string[]>) {}

  /** Whether it is there and says something: an empty element is one that is missing. */
  has(tag: string): boolean {
    return this.text(tag) !== undefined
  }

  /** Of elements that stand there twice the first counts. */
  text(tag: string): string | undefined {
    const [first] = this.all.get(tag) ?? []
    if (first === undefined || first === '') return undefined
    if (first.length > LONGEST_TEXT) this.odd(tag)
    return cut(first)
  }

  /** Without the blanks that some devices put inside (scaip.md §12). */
  word(tag: string): string | undefined {
    const word = this.text(tag)?.replace(/\s+/g, '')
    return word === '' ? undefined : word
  }

  number(tag: string): number | undefined {
    const word = this.word(tag)
    if (word === undefined) return undefined
    if (/^[0-9]{1,6}$/.test(word)) return Number(word)
    this.odd(tag)
    return undefined
  }

  list(tag: string): readonly string[] | undefined {
    const found = (this.all.get(tag) ?? []).filter((text) => text !== '')
    return found.length === 0 ? undefined : found.slice(0, MOST_CALLERS).map(cut)
  }

  odd(tag: string): void {
    this.#odd.add(tag)
  }

  /** Names of elements alone, and few of them: they go to the log. */
  oddities(known: ReadonlySet<string>): string[] {
    const unknown = [...this.all.keys()].filter((tag) => !known.has(tag)).map((tag) => tag.slice(0, 40))
    return [...this.#odd, ...unknown].slice(0, 16)
  }
}

/** Up to 16 letters or digits by the standard; longer ones are echoed as they came. */
function isReference(word: string): boolean {
  return /^[0-9A-Za-z._-]{1,64}$/.test(word)
}

/** A refused document's own reference, so that its sender knows which one was refused. */
function guessedRef(text: string): string | null {
  return /<ref>\s*([0-9A-Za-z]{1,16})\s*<\/ref>/.exec(text.slice(0, 4096))?.[1] ?? null
}

function refused(ref: string | null, snu: DocumentRefusal, ste: string): ReadDocument {
  return { kind: 'refused', ref, snu, ste }
}

function cut(text: string): string {
  return Array.from(text).slice(0, LONGEST_TEXT).join('')
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> } & {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
}

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
