/**
 * What somebody nobody has paired does by hand: a technician presses or opens a new device to see which one it
 * is. Whether a press is a call only pairing can tell.
 */
import { pressedPosition } from './about-sender.ts'
import type { Change } from './paired-device.ts'
import { findProfile, readWith } from './profiles/profiles.ts'
import type { Telegram } from './telegram.ts'

/** The only 1BS profile there is. */
const CONTACT = findProfile('D5-00-01')
/** Contacts in reach, the neighbours' too; whoever was heard first makes room. */
const MOST_CONTACTS = 256

export class StrangerActs {
  private readonly isOpen = new Map<string, boolean>()

  /** Undefined where nobody did anything: a release, a contact's regular report, a measurement. */
  actOf(telegram: Telegram): Change | undefined {
    const position = pressedPosition(telegram)
    if (position !== undefined) return { kind: 'button', value: position }
    const door = CONTACT && readWith(CONTACT, telegram)?.facts.find((fact) => fact.type === 'door')
    return door === undefined ? undefined : this.doorAct(telegram.sender, door.open)
  }

  private doorAct(sender: string, open: boolean): Change | undefined {
    const before = this.isOpen.get(sender)
    this.isOpen.delete(sender)
    this.isOpen.set(sender, open)
    const [oldest] = this.isOpen.keys()
    if (this.isOpen.size > MOST_CONTACTS && oldest !== undefined) this.isOpen.delete(oldest)
    return before === undefined || before === open ? undefined : { kind: 'door', value: open }
  }
}
