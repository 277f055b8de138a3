/** Which residents, devices and people the words of a search mean. Pure. */
import type { SearchTerm } from '../../shared/api/night.ts'
import type { SoughtAlarms } from '../store/search-rows.ts'

interface Resident {
  readonly id: string
  readonly name: string
  readonly unit: string | null
}
interface Device {
  readonly id: string
  readonly placement: string | null
  readonly address: string | null
  readonly protocol: string
  readonly residentId: string | null
}
export interface House {
  readonly residents: readonly Resident[]
  readonly devices: readonly Device[]
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** What each word means for alarms. */
export function soughtAlarms(terms: readonly SearchTerm[], house: House): readonly SoughtAlarms[] {
  return terms.map((term) => {
    const text = plain(term.text)
    return {
      residentIds: house.residents.filter((one) => isResident(one, text)).map(({ id }) => id),
      deviceIds: house.devices.filter((one) => isDevice(one, term, text)).map(({ id }) => id),
      personIds: house.people.filter(({ name }) => isIn(name, text)).map(({ id }) => id),
      causes: term.causes,
      placements: [...term.placements, term.text],
      text: isWhole(text) ? null : text,
    }
  })
}

/** Residents that fit every word by name or flat. */
export function foundResidents(terms: readonly SearchTerm[], { residents }: House): readonly Resident[] {
  return residents.filter((one) => terms.every(({ text }) => isResident(one, plain(text))))
}

/** Devices that fit every word by id, address, protocol or place, or by whose they are. */
export function foundDevices(terms: readonly SearchTerm[], house: House): readonly Device[] {
  const owners = new Map(house.residents.map((resident) => [resident.id, resident]))
  return house.devices.filter((device) =>
    terms.every((term) => {
      const text = plain(term.text)
      const owner = device.residentId === null ? undefined : owners.get(device.residentId)
      return isDevice(device, term, text) || (owner !== undefined && isResident(owner, text))
    }),
  )
}

function isResident({ id, name, unit }: Resident, text: string): boolean {
  return isIn(name, text) || plain(unit ?? '') === text || id === text
}

function isDevice(
  { id, placement, address, protocol }: Device,
  { placements }: SearchTerm,
  text: string,
): boolean {
  if (placement !== null && (placements.includes(placement) || isIn(placement, text))) return true
  return [id, address ?? '', protocol].some((word) => isIn(word, text))
}

/** A single sign stands in nearly every id: it means what is called so, such as flat 7. */
function isWhole(text: string): boolean {
  return text.length < 2
}

function isIn(words: string, text: string): boolean {
  return isWhole(text) ? plain(words) === text : plain(words).includes(text)
}

function plain(words: string): string {
  return words.toLocaleLowerCase('nb')
}
