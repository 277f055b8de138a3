/** Who and where of an alarm, in words. Pure but for the words it is given. */
import type { AlarmCard, PersonOnAlarm, PersonTile } from '../../shared/api/board.ts'
import { CAUSES } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { dotted } from '../i18n/dotted.ts'
import { yearInNorway } from '../i18n/format.ts'
import { causeWords } from './cause-words.ts'
import { reachWords, subjectWords } from './fault-words.ts'
import type { Words } from '../i18n/use-words.ts'

/** Placements of the configuration that have a word; others are shown as they were given. */
export const PLACEMENTS = [
  'bathroom',
  'bedroom',
  'living-room',
  'kitchen',
  'hall',
  'front-door',
  'toilet',
] as const
type KnownPlacement = (typeof PLACEMENTS)[number]

export function placementWords(placement: string | null, t: Words): string | null {
  if (placement === null) return null
  return isKnown(placement) ? t(`placement.${placement}`) : placement
}

/**
 * Who: the person by name, before sign-in that it is a resident; else the port or unknown sender, else the device,
 * else the station itself.
 */
export function whoWords(card: AlarmCard, t: Words): string {
  if (card.carer !== undefined) return personWords(card.carer, t)
  if (card.lockedCall !== undefined) {
    const { lastPerson } = card.lockedCall
    return lastPerson === null
      ? t('card.lockedCarer')
      : t('card.lastSignedIn', { name: personWords(lastPerson, t) })
  }
  if (card.resident?.name === null) return t('card.veiled')
  // Reported from where nobody lives.
  if (
    card.resident === null &&
    card.category === 'care' &&
    card.subject === card.placement &&
    card.deviceId === null
  ) {
    return t('card.somebody')
  }
  return card.resident?.name ?? subjectWords(card, t) ?? card.deviceId ?? t('card.station')
}

/** Who with age, for the head of the detail. */
export function whoWithAge(card: AlarmCard, now: Instant, t: Words): string {
  const { resident } = card
  // A colleague's call is about the colleague, wherever they are.
  if (isCarersCall(card) || resident === null || resident.name === null || resident.birthYear === null)
    return whoWords(card, t)
  return t('card.years', { name: resident.name, age: yearInNorway(now) - resident.birthYear })
}

/** Where, from the large to the small: flat, floor, room. */
export function whereWords(card: AlarmCard, t: Words): string {
  const { resident } = card
  const unit = resident?.unit ?? null
  const floor = resident?.floor ?? null
  const withWhom = isCarersCall(card) ? (resident?.name ?? null) : null
  const parts = [
    withWhom === null ? null : t('card.with', { name: withWhom }),
    unit === null ? null : t('card.unit', { unit }),
    floor === null ? null : t('card.floor', { floor }),
    placementWords(card.placement, t),
    card.lockedCall === undefined ? null : screenWords(card.lockedCall, t),
  ]
  const where = dotted(parts)
  if (where !== '') return where
  if (card.carer !== undefined) return t('card.nowhere')
  return resident?.address ?? reachWords(card, t) ?? t('card.station')
}

function isCarersCall({ carer, lockedCall }: AlarmCard): boolean {
  return carer !== undefined || lockedCall !== undefined
}

/** Which screen was pressed; where it is on the network is said of those on other machines. */
function screenWords(
  { from, address, screen: name }: NonNullable<AlarmCard['lockedCall']>,
  t: Words,
): string {
  const screen = name === undefined ? t(`card.lockedScreen.${from}`) : t('card.lockedNamed', { screen: name })
  // A copied profile gives two screens one name: the address tells them apart.
  return /^(?:::ffff:)?127\.|^::1$/.test(address) ? screen : t('card.lockedAt', { screen, address })
}

/** Where, under who: nothing where that would say the same again. */
export function whereUnderWho(card: AlarmCard, t: Words): string {
  const where = whereWords(card, t)
  return where === whoWords(card, t) ? '' : where
}

/** What all the alarms of one incident are about: "Fall + Hjelpekall"; nothing for none. */
export function causesWords(cards: readonly Pick<AlarmCard, 'cause' | 'code'>[], t: Words): string {
  return [...new Set(cards.map((card) => causeWords(card, t)))].join(' + ')
}

/** Who has it, in words: "Kari Nordmann har kvittert"; of whoever has not said so yet that they are waited for. */
export function ownerWords(card: AlarmCard, t: Words): string {
  if (card.owner === null) return t('card.nobody')
  const name = personWords(card.owner, t)
  if (card.escalation?.waitsForOwner === true) return t('card.waitsFor', { name })
  // Answered by now, and on the way by nobody's own word.
  if (card.isGiven === true) return t('card.given', { name })
  return t('card.owner', { name, state: t(`state.${card.state}`) })
}

/** A person by name, also one who has left; an operator of the centre is the centre. Never an id. */
export function personWords({ name, hasLeft }: Pick<PersonOnAlarm, 'name' | 'hasLeft'>, t: Words): string {
  if (name === null) return t('card.centreOperator')
  return hasLeft ? t('card.hasLeft', { name }) : name
}

/** Rules that are called otherwise than what they raise. */
const NAMED_RULES = [
  'ordinary-call',
  'unsafe',
  'guided-test',
  'escalation',
  'engine',
  'centre-rejected',
  'bed-absence',
  'bed-not-taken',
  'bed-not-left',
  'door-left-open',
  'door-exit',
  'no-sign-of-life',
  'out-of-bed',
  'door-open-at-night',
  'too-long-in-bathroom',
  'nobody-back',
  'too-cold-or-hot',
  'medicine-not-taken',
] as const
const isNamed = (ruleId: string): ruleId is (typeof NAMED_RULES)[number] =>
  (NAMED_RULES as readonly string[]).includes(ruleId)

/** A rule by the cause it raises; a rule with a name of its own by that. */
export function ruleWords(ruleId: string, t: Words): string {
  if (isNamed(ruleId)) return t(`rule.${ruleId}`)
  const cause = CAUSES.find((known) => known === ruleId)
  return cause === undefined ? ruleId : t(`cause.${cause}`)
}

/** The name of a person of this station by id. */
export function nameOf(people: readonly PersonTile[], id: string | null): string | null {
  return people.find((person) => person.id === id)?.name ?? null
}

function isKnown(placement: string): placement is KnownPlacement {
  return (PLACEMENTS as readonly string[]).includes(placement)
}
