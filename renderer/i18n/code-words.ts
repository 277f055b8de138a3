/** Sentences for codes that drivers and stations send. A code of a newer station is shown as it is, never hidden. */
import nb from '../../resources/locales/nb.json'
import { dotted } from './dotted.ts'
import type { Words } from './use-words.ts'

const WORDS = nb.technician

type Data = Readonly<Record<string, string | number>>

/** A driver's remark: `teach-in` → "En enhet ba om å bli koblet til …". */
export function noticeWords(code: string, data: Data, t: Words): string {
  return isKey(WORDS.notice, code)
    ? t(`technician.notice.${code}`, data)
    : t('technician.code.notice', { code })
}

/** A fault of a receiver or a device, with what to do. */
export function faultWords(code: string, t: Words): string {
  return isKey(WORDS.fault, code) ? t(`technician.fault.${code}`) : t('technician.code.fault', { code })
}

/** Why bytes were thrown away. */
export function discardWords(reason: string, t: Words): string {
  return isKey(WORDS.discard, reason) ? t(`technician.discard.${reason}`) : reason
}

/** A setting that the protocol can write. */
export function settingWords(name: string, t: Words): string {
  return isKey(WORDS.setting, name) ? t(`technician.setting.${name}`) : name
}

/** A choice of a setting where it is a word. */
export function choiceWords(choice: string, t: Words): string {
  return isKey(WORDS.settingChoice, choice) ? t(`technician.settingChoice.${choice}`) : choice
}

/** A question that a driver asks at setting up. */
export function setupWords(name: string, t: Words): string {
  return isKey(WORDS.setup.field, name) ? t(`technician.setup.field.${name}`) : name
}

/** An answer to it where it is one of a few. */
export function setupChoiceWords(choice: string, t: Words): string {
  return isKey(WORDS.setup.choice, choice) ? t(`technician.setup.choice.${choice}`) : choice
}

/** A profile with its number, since that stands on the device. */
export function profileWords(id: string, t: Words): string {
  return isKey(WORDS.profile, id) ? dotted([id, t(`technician.profile.${id}`)]) : id
}

export function variantWords(id: string, t: Words): string {
  return isKey(WORDS.variant, id) ? t(`technician.variant.${id}`) : id
}

/** What a pasted frame needs beside its bytes. */
export function frameFactWords(name: string, t: Words): string {
  return isKey(WORDS.frames.fact, name) ? t(`technician.frames.fact.${name}`) : name
}

/** A protocol by what hangs on it. */
export function protocolWords(id: string, t: Words): string {
  return isKey(WORDS.protocol, id) ? t(`technician.protocol.${id}`) : id
}

/** What a device of this protocol must be made to do so that the test hears it. */
export function provokeWords(protocol: string, t: Words): string {
  return isKey(WORDS.provoke, protocol) ? t(`technician.provoke.${protocol}`) : t('technician.test.provoke')
}

/** Own keys alone: what comes off a wire may be called `constructor`. */
export function isKey<Keys extends object>(words: Keys, key: string): key is Extract<keyof Keys, string> {
  return Object.hasOwn(words, key)
}
