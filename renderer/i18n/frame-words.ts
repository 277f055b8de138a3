/**
 * Words for what a sensor's frame says. A driver names fields and values by keys that never change
 * (`explainFrame`); `resources/locales/frames.<language>.json` has their words, a part for each protocol and
 * `common` for all. What has no word is shown as the protocol's document writes it.
 */
import en from '../../resources/locales/frames.en.json'
import nb from '../../resources/locales/frames.nb.json'
import type { Language } from './setup.ts'

type Dictionary = Readonly<Record<string, string>>

interface Words {
  readonly common: { readonly fields: Dictionary; readonly values: Dictionary }
  readonly protocols: Readonly<Record<string, ProtocolWords>>
}

interface ProtocolWords {
  readonly fields: Dictionary
  /** By field. */
  readonly values?: Readonly<Record<string, Dictionary>>
}

const WORDS: Readonly<Record<Language, Words>> = { nb: split(nb), en: split(en) }

/** `fallen` → "Har falt". */
export function fieldWords(protocol: string | null, field: string, language: Language): string {
  const { common, protocols } = WORDS[language]
  return own(own(protocols, protocol)?.fields, field) ?? own(common.fields, field) ?? field
}

/** `true` → "ja", `stationary` as the value of `motion` → "i ro"; numbers and bytes stay as they are. */
export function valueWords(
  protocol: string | null,
  field: string,
  value: string,
  language: Language,
): string {
  const { common, protocols } = WORDS[language]
  return own(own(own(protocols, protocol)?.values, field), value) ?? own(common.values, value) ?? value
}

function split({ common, ...protocols }: typeof nb): Words {
  return { common, protocols }
}

/** Own keys alone: what comes off a wire may be called `constructor`. */
function own<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string | null,
): Value | undefined {
  return record !== undefined && key !== null && Object.hasOwn(record, key) ? record[key] : undefined
}
