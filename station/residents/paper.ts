/** The list of residents for when nothing else works: one HTML page that needs no station, no network and no script. */
import en from '../../resources/locales/paper.en.json' with { type: 'json' }
import nb from '../../resources/locales/paper.nb.json' with { type: 'json' }
import type { Contact } from '../../shared/api/residents.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { StoredKeys, StoredResident } from '../store/resident-rows.ts'
import { callsOf, type PaperCalls } from './paper-calls.ts'
import { escape, factsOf, fill, linkTo, type PaperWords } from './paper-html.ts'

export interface PaperContent {
  readonly stationName: string
  readonly locale: string
  readonly writtenAt: Instant
  /** Those who live here now. */
  readonly residents: readonly StoredResident[]
  readonly awayUntil: (residentId: string) => Instant | null
  readonly calls: PaperCalls
  /** Null: they are not to stand on paper. */
  readonly keys: ReadonlyMap<string, StoredKeys> | null
}

/** Black on white whatever the screen's theme is: it is printed. No home is torn apart by the end of a page. */
const STYLE = `
  body { font: 12pt/1.4 "Atkinson Hyperlegible Next", "Segoe UI", Arial, sans-serif; color: #000; background: #fff;
    margin: 12mm auto; max-width: 180mm; padding: 0 4mm; }
  h1 { font-size: 18pt; margin: 0; } h2 { font-size: 15pt; margin: 0; }
  article { border-top: 2px solid #000; padding: 4mm 0; break-inside: avoid; }
  dl { display: grid; grid-template-columns: 42mm 1fr; gap: 1mm 4mm; margin: 2mm 0; }
  dt { font-weight: 700; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
  ol { margin: 0; padding-left: 6mm; } a { color: #000; } .warn { font-weight: 700; }
`

export function paperOf(content: PaperContent): string {
  const words = content.locale === 'en' ? en : nb
  const when = moment(content.locale)
  const title = `${words.title} – ${content.stationName}`
  const sorted = [...content.residents].sort(byUnit(content.locale))
  const body = [
    `<h1>${escape(title)}</h1>`,
    `<p>${escape(fill(words.written, { at: when(content.writtenAt) }))}</p>`,
    `<p>${escape(words.use)}</p>`,
    content.keys === null ? `<p>${escape(words.noKeys)}</p>` : '',
    callsOf(content.calls, words, content.locale),
    sorted.length === 0 ? `<p class="warn">${escape(words.none)}</p>` : '',
    ...sorted.map((resident) => homeOf(resident, content, words, when)),
  ]
  return [
    '<!doctype html>',
    `<html lang="${content.locale === 'en' ? 'en' : 'nb'}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escape(title)}</title><style>${STYLE}</style></head>`,
    `<body>${body.filter((part) => part !== '').join('\n')}</body></html>`,
    '',
  ].join('\n')
}

function homeOf(
  { residentId, details }: StoredResident,
  { awayUntil, keys }: PaperContent,
  words: PaperWords,
  when: (at: Instant) => string,
): string {
  const { name, birthYear, address, unit, floor, phone, contacts } = details
  const until = awayUntil(residentId)
  const home = [
    unit === null ? null : fill(words.unit, { unit }),
    floor === null ? null : fill(words.floor, { floor }),
    address,
  ].filter((it) => it !== null)
  const born = birthYear === null ? '' : `, ${fill(words.born, { year: String(birthYear) })}`
  const facts: (readonly [string, string | null])[] = [
    [words.home, home.length === 0 ? null : escape(home.join(' · '))],
    ...(keys === null ? [] : keysOf(keys.get(residentId), words)),
    [words.phone, phone === null ? null : linkTo(phone)],
    [words.contacts, contacts.length === 0 ? escape(words.noContacts) : listOf(contacts)],
    [words.language, escaped(details.language)],
    [words.hearing, escaped(details.hearing)],
    [words.aids, escaped(details.aids)],
    [words.notes, escaped(details.notes)],
  ]
  const warnings = [
    details.oxygen ? words.oxygen : null,
    details.dog ? words.dog : null,
    until === null ? null : fill(words.away, { until: when(until) }),
  ].flatMap((warning) => (warning === null ? [] : `<p class="warn">${escape(warning)}</p>`))
  return `<article><h2>${escape(name + born)}</h2>${warnings.join('')}${factsOf(facts)}</article>`
}

function keysOf(keys: StoredKeys | undefined, words: PaperWords): (readonly [string, string])[] {
  return [
    [words.doorCode, escape(keys?.doorCode ?? words.keysNotGiven)],
    [words.keyBox, escape(keys?.keyBox ?? words.keysNotGiven)],
  ]
}

function listOf(contacts: readonly Contact[]): string {
  const lines = contacts.map(({ name, relation, phone }) => {
    const who = relation === '' ? name : `${name} (${relation})`
    return `<li>${escape(who)} ${linkTo(phone)}</li>`
  })
  return `<ol>${lines.join('')}</ol>`
}

/** As one walks through the house. */
function byUnit(locale: string): (a: StoredResident, b: StoredResident) => number {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  return (a, b) => {
    const units = compare(a.details.unit ?? '', b.details.unit ?? '')
    return units === 0 ? compare(a.details.name, b.details.name) : units
  }
}

function moment(locale: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'nb-NO', {
    timeZone: 'Europe/Oslo',
    dateStyle: 'long',
    timeStyle: 'short',
  })
  return (at) => format.format(at)
}

function escaped(words: string | null): string | null {
  return words === null ? null : escape(words)
}
