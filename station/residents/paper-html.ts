/** What every part of the paper is written with. */
import type en from '../../resources/locales/paper.en.json'
import { callLink } from '../../shared/domain/call-link.ts'

export type PaperWords = typeof en

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escape(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

export function fill(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

/** A number that a telephone program on the same machine can call. */
export function linkTo(phone: string): string {
  return `<a href="${escape(callLink(phone))}">${escape(phone)}</a>`
}

/** Label and value, the value as HTML; what is not known has no line. */
export function factsOf(facts: readonly (readonly [label: string, value: string | null])[]): string {
  const rows = facts.flatMap(([label, value]) =>
    value === null ? [] : `<dt>${escape(label)}</dt><dd>${value}</dd>`,
  )
  return `<dl>${rows.join('')}</dl>`
}
