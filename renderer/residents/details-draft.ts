/** A record while somebody writes it: text fields as they stand, and what is wrong with them. Pure. */
import {
  CONSENT_THINGS,
  ResidentDetailsSchema,
  type Consent,
  type ResidentDetails,
} from '../../shared/api/residents.ts'

export const TEXT_FIELDS = [
  'name',
  'birthYear',
  'address',
  'unit',
  'floor',
  'phone',
  'cid',
  'language',
  'hearing',
  'aids',
  'notes',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]

export interface ContactDraft {
  /** Keeps a line's fields together while lines move. */
  readonly key: number
  readonly name: string
  readonly relation: string
  readonly phone: string
}

export interface DetailsDraft {
  readonly texts: Readonly<Record<TextField, string>>
  readonly dog: boolean
  readonly oxygen: boolean
  readonly contacts: readonly ContactDraft[]
  readonly consentTo: Consent['to']
  readonly consentBy: Consent['by']
  readonly consentOn: string
}

export function draftOf(details: ResidentDetails | null): DetailsDraft {
  const text = (field: TextField): string => String(details?.[field] ?? '')
  const { consent = null, contacts = [] } = details ?? {}
  return {
    texts: {
      name: text('name'),
      birthYear: text('birthYear'),
      address: text('address'),
      unit: text('unit'),
      floor: text('floor'),
      phone: text('phone'),
      cid: text('cid'),
      language: text('language'),
      hearing: text('hearing'),
      aids: text('aids'),
      notes: text('notes'),
    },
    dog: details?.dog ?? false,
    oxygen: details?.oxygen ?? false,
    contacts: contacts.map((contact, key) => ({ key, ...contact })),
    consentTo: consent?.to ?? [],
    consentBy: consent?.by ?? 'resident',
    consentOn: consent?.on ?? '',
  }
}

export type DraftResult =
  | { readonly ok: true; readonly details: ResidentDetails }
  /** Names of the fields at fault; `contacts.1.phone`, `consent`. */
  | { readonly ok: false; readonly wrong: readonly string[] }

/** An empty field is one that nobody knows; a contact without name and number is no contact. */
export function readDraft({ texts, dog, oxygen, contacts, ...consent }: DetailsDraft): DraftResult {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  const result = ResidentDetailsSchema.safeParse({
    name: texts.name,
    birthYear: orNull(texts.birthYear) === null ? null : Number(texts.birthYear),
    address: orNull(texts.address),
    unit: orNull(texts.unit),
    floor: orNull(texts.floor),
    phone: orNull(texts.phone),
    cid: orNull(texts.cid),
    language: orNull(texts.language),
    hearing: orNull(texts.hearing),
    aids: orNull(texts.aids),
    notes: orNull(texts.notes),
    dog,
    oxygen,
    contacts: contacts
      .filter(({ name, phone }) => name.trim() !== '' || phone.trim() !== '')
      .map(({ name, relation, phone }) => ({ name, relation, phone })),
    consent:
      consent.consentTo.length === 0
        ? null
        : { to: consent.consentTo, by: consent.consentBy, on: consent.consentOn },
  })
  if (result.success) return { ok: true, details: result.data }
  const wrong = result.error.issues.map(({ path }) => (path[0] === 'consent' ? 'consent' : path.join('.')))
  return { ok: false, wrong: [...new Set(wrong)] }
}

/** A line moves up or down by one; at the end it stays. */
export function movedContact(
  contacts: readonly ContactDraft[],
  key: number,
  by: -1 | 1,
): readonly ContactDraft[] {
  const from = contacts.findIndex((contact) => contact.key === key)
  const moved = contacts[from]
  const to = from + by
  if (moved === undefined || to < 0 || to >= contacts.length) return contacts
  const rest = contacts.filter((contact) => contact !== moved)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

export function orderedConsent(chosen: readonly string[]): Consent['to'] {
  return CONSENT_THINGS.filter((thing) => chosen.includes(thing))
}
