/** What a telegram says of its sender to somebody who looks for new devices or places a sensor. */
import { hexByte } from '../bytes.ts'
import { findProfile, readWith } from './profiles/profiles.ts'
import { introduction } from './teach-in.ts'
import { RORG } from './telegram.ts'
import type { Telegram } from './telegram.ts'

/** Base-id range of programmable senders: such an address proves nothing (enocean-esp3.md, section 4). */
const FIRST_BASE_ID = 0xff800000
const LAST_BASE_ID = 0xffffff80
const ROCKER = findProfile('F6-02-01')

/**
 * `rorg`; `repeats`, `security` as digits; `teachIn`, `eep`, `manufacturer` of a teach-in; `position` of a press;
 * `programmable` where anybody can send with this address. A copy that a repeater brings later (`isCopy`) does not
 * say how directly the sender is heard.
 */
export function aboutSender(telegram: Telegram, isCopy: boolean): Readonly<Record<string, string>> {
  const { rorg, sender, repeats, reception } = telegram
  const id = parseInt(sender, 16)
  const position = pressedPosition(telegram)
  return {
    rorg: hexByte(rorg),
    ...(isCopy ? {} : { repeats: String(repeats) }),
    ...(reception === null ? {} : { security: String(reception.securityLevel) }),
    ...(id >= FIRST_BASE_ID && id <= LAST_BASE_ID ? { programmable: 'true' } : {}),
    ...(position === undefined ? {} : { position }),
    ...introduction(telegram),
  }
}

/**
 * As a rocker would mean it: which position a cord sends is learnt by pulling it once. Undefined where nothing
 * was pressed.
 */
export function pressedPosition(telegram: Telegram): string | undefined {
  if (telegram.rorg !== RORG.rps || ROCKER === undefined) return undefined
  const press = readWith(ROCKER, telegram)?.facts.find((fact) => fact.type === 'button')
  return press?.pressed === true ? press.position : undefined
}
