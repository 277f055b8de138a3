/** The table of "Layer rule", as data, and the check of one import against it. */
export type Room = 'shared' | 'device-drivers' | 'station' | 'renderer' | 'electron' | 'care-centre'

export const ROOMS: readonly Room[] = [
  'shared',
  'device-drivers',
  'station',
  'renderer',
  'electron',
  'care-centre',
]

export interface FoundImport {
  /** Path of the importing file below the repository, with `/`. */
  readonly from: string
  readonly specifier: string
  /** No value crosses at run time: `import type`, `export type … from`, or every name marked `type`. */
  readonly typeOnly: boolean
  /** For a relative import: the path below the repository that it leads to. */
  readonly target: string | null
}

interface RoomRule {
  readonly rooms: readonly Room[]
  readonly typesFrom: readonly string[]
  readonly node: boolean
  /** Packages the room may use; `null` leaves the room its own choice of all that is not spoken for. */
  readonly packages: readonly string[] | null
}

const RULES: Readonly<Record<Room, RoomRule>> = {
  shared: { rooms: ['shared'], typesFrom: [], node: false, packages: ['zod', 'saxes'] },
  'device-drivers': {
    rooms: ['device-drivers', 'shared'],
    typesFrom: [],
    node: true,
    packages: ['serialport', '@serialport/', 'dbus-next', 'node-ble', 'zod'],
  },
  station: { rooms: ['station', 'device-drivers', 'shared'], typesFrom: [], node: true, packages: null },
  electron: { rooms: ['electron', 'shared'], typesFrom: [], node: true, packages: ['electron'] },
  renderer: {
    rooms: ['renderer', 'shared'],
    typesFrom: ['station/api/', 'care-centre/api/'],
    node: false,
    packages: null,
  },
  'care-centre': { rooms: ['care-centre', 'shared'], typesFrom: [], node: true, packages: null },
}

/** Packages with a place of their own: whoever imports them elsewhere breaks the rule. */
const OWNERS: readonly { readonly packages: RegExp; readonly places: readonly string[] }[] = [
  { packages: /^electron$|^electron\//, places: ['electron/'] },
  {
    packages:
      /^react$|^react\/|^react-|^@testing-library\/|^i18next$|^@tanstack\/|^lucide-react$|^@fontsource/,
    places: ['renderer/'],
  },
  { packages: /^typeorm$|^typeorm\//, places: ['station/store/', 'care-centre/store/'] },
  { packages: /^sqlite3$/, places: ['station/store/', 'care-centre/store/'] },
  { packages: /^pg$/, places: ['care-centre/store/'] },
  { packages: /^mqtt$/, places: ['station/sync/transports/', 'care-centre/mqtt/'] },
  { packages: /^saxes$/, places: ['shared/scaip/'] },
  { packages: /^@napi-rs\/keyring$/, places: ['station/config/'] },
  { packages: /^@fastify\/cookie$/, places: ['care-centre/api/'] },
  { packages: /^serialport$|^@serialport\//, places: ['device-drivers/serial/'] },
  { packages: /^node-ble$|^dbus-next$/, places: ['device-drivers/bluetooth/'] },
]

/** Native packages: one importing file in each of these folders at most. */
const ONE_FILE_ONLY: readonly { readonly packages: RegExp; readonly folder: string }[] = [
  { packages: /^sqlite3$/, folder: 'station/store/' },
  { packages: /^sqlite3$/, folder: 'care-centre/store/' },
  { packages: /^serialport$|^@serialport\//, folder: 'device-drivers/serial/' },
]

export function roomOf(path: string): Room | undefined {
  return ROOMS.find((room) => path.startsWith(`${room}/`))
}

/** The words for a breach; undefined when the import is allowed. */
export function breachOf(found: FoundImport): string | undefined {
  const room = roomOf(found.from)
  if (room === undefined) return undefined
  const rule = RULES[room]
  const says = (why: string): string => `${found.from} imports ${found.specifier}: ${why}`
  if (found.target !== null) {
    // Words of the screens and icons belong to everyone who shows something.
    if (found.target.startsWith('resources/')) return undefined
    const target = roomOf(found.target)
    if (target !== undefined && rule.rooms.includes(target)) return undefined
    if (rule.typesFrom.some((folder) => found.target?.startsWith(folder) === true)) {
      return found.typeOnly ? undefined : says('only types may come from there')
    }
    return says(`${room} may not import ${target ?? 'what lies outside the rooms'}`)
  }
  if (found.specifier.startsWith('node:')) return rule.node ? undefined : says(`${room} runs without Node`)
  const owner = OWNERS.find(({ packages }) => packages.test(found.specifier))
  if (owner !== undefined && !owner.places.some((place) => found.from.startsWith(place))) {
    return says(`it may be imported in ${owner.places.join(' and ')} only`)
  }
  if (rule.packages === null) return undefined
  const known = rule.packages.some((name) =>
    name.endsWith('/')
      ? found.specifier.startsWith(name)
      : found.specifier === name || found.specifier.startsWith(`${name}/`),
  )
  return known ? undefined : says(`${room} has no such package in its line of the table`)
}

/** Breaches of "exactly one importing file", over all imports of the repository. */
export function crowdedNatives(imports: readonly FoundImport[]): string[] {
  return ONE_FILE_ONLY.flatMap(({ packages, folder }) => {
    const files = new Set(
      imports
        .filter((it) => it.from.startsWith(folder) && packages.test(it.specifier) && !it.typeOnly)
        .map((it) => it.from),
    )
    return files.size > 1 ? [`${String(packages)} has ${files.size} importers: ${[...files].join(', ')}`] : []
  })
}
