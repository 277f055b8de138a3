/**
 * A night in a house of 60 residents and 300 devices, from a seed: people who sleep and get up, sensors that are
 * noisy, chatter or fall silent all at once, and real falls. The same seed gives the same night.
 */
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { NightDevice } from './night.ts'
import { seededRandom } from './seeded-random.ts'

export const RESIDENTS = 60
export const NIGHT_HOURS = 9
const NIGHT_S = NIGHT_HOURS * 3600

export interface Happening {
  /** Seconds since the night began. */
  readonly at: number
  readonly device: NightDevice
  readonly kind: EventKind
  readonly value: EventValue
  /** Somebody lies on the floor or calls: it must be heard. */
  readonly isReal: boolean
}

interface Home {
  readonly bath: NightDevice
  readonly bed: NightDevice
  readonly pendant: NightDevice
  readonly door: NightDevice
  readonly leak: NightDevice
}

export function syntheticNight(seed: number): readonly Happening[] {
  const random = seededRandom(seed)
  const happenings: Happening[] = []
  const homes = Array.from({ length: RESIDENTS }, (_, index) => homeOf(index))
  const add = (at: number, device: NightDevice, kind: EventKind, value: EventValue, isReal = false): void => {
    if (at < NIGHT_S) happenings.push({ at, device, kind, value, isReal })
  }
  const any = (): Home => homes[random(homes.length)] ?? homeOf(0)
  const goesAndComes = (
    device: NightDevice,
    kind: EventKind,
    from: number,
    times: number,
    everyS: number,
  ): void => {
    let at = from
    for (let time = 0; time < times; time += 1) {
      add(at, device, kind, true)
      at += 5 + random(everyS)
      add(at, device, 'restored', kind)
      at += 5 + random(everyS)
    }
  }

  for (const home of homes)
    for (let visit = random(4); visit > 0; visit -= 1) getsUp(home, random(NIGHT_S), add)
  // False alarms of sensors that take sitting still for lying: some a night.
  for (let count = 4 + random(8); count > 0; count -= 1) {
    const { bath } = any()
    const at = random(NIGHT_S)
    add(at, bath, 'inactivity', true)
    for (let again = random(4); again > 0; again -= 1)
      add(at + again * (60 + random(300)), bath, 'inactivity', true)
    add(at + 1_500, bath, 'restored', 'inactivity')
  }
  // Sensors at the edge of reception, lost and found for half an hour; a contact that will not rest.
  for (let count = 3; count > 0; count -= 1) goesAndComes(any().door, 'silent', random(NIGHT_S), 30, 60)
  goesAndComes(any().leak, 'fault', random(NIGHT_S), 60, 25)
  goesAndComes(any().leak, 'water', random(NIGHT_S), 20, 40)
  // A repeater without power: forty sensors within two minutes, back after a quarter of an hour.
  const dark = random(NIGHT_S - 3600)
  for (const home of homes.slice(0, 20)) {
    for (const device of [home.bed, home.door]) {
      add(dark + random(120), device, 'silent', true)
      add(dark + 900 + random(120), device, 'restored', 'silent')
    }
  }
  for (let count = 3; count > 0; count -= 1) add(random(NIGHT_S), any().pendant, 'tamper', true)
  // What the night is for.
  for (let count = 3 + random(3); count > 0; count -= 1) falls(any(), random(NIGHT_S - 1200), add, random)
  for (let count = 2 + random(4); count > 0; count -= 1)
    add(random(NIGHT_S), any().pendant, 'help-call', true, true)
  return happenings.sort((a, b) => a.at - b.at)
}

type Add = (at: number, device: NightDevice, kind: EventKind, value: EventValue, isReal?: boolean) => void

function getsUp({ bed, bath }: Home, at: number, add: Add): void {
  add(at, bed, 'presence', false)
  add(at + 30, bath, 'presence', true)
  add(at + 400, bath, 'presence', false)
  add(at + 430, bed, 'presence', true)
}

/** The radar tells it a minute and a half later and again; half of them press their pendant as well. */
function falls({ bath, pendant }: Home, at: number, add: Add, random: (below: number) => number): void {
  add(at + 90, bath, 'fall', true, true)
  if (random(2) === 0) add(at + 100 + random(120), pendant, 'help-call', true, true)
  add(at + 270, bath, 'fall', true, true)
  add(at + 1_100, bath, 'restored', 'fall')
}

function homeOf(index: number): Home {
  const unit = String(101 + index)
  const device = (what: string, placement: string): NightDevice => ({
    id: `${what}-${unit}`,
    residentId: `r-${unit}`,
    placement,
  })
  return {
    bath: device('radar-bath', 'bathroom'),
    bed: device('radar-bed', 'bedroom'),
    pendant: device('pendant', 'bedroom'),
    door: device('door', 'front-door'),
    leak: device('leak', 'kitchen'),
  }
}
