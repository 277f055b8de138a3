/** What a frame says of a device that nobody has paired: for the list of discovered devices. */
import { readObjects } from './read-objects.ts'
import { BTHOME_VERSION, splitServiceData } from './service-data.ts'

/** Longest name and list that the list of discovered devices needs. */
const LONGEST = 100

export function aboutFrame(data: Uint8Array, name: string | null): Readonly<Record<string, string>> {
  const frame = splitServiceData(data)
  const about = name === null ? {} : { model: name.slice(0, LONGEST) }
  if (frame === undefined) return about
  if (frame.header.version !== BTHOME_VERSION) return { ...about, version: String(frame.header.version) }
  if (frame.header.encrypted) return { ...about, keyNeeded: 'true' }
  const { objects } = readObjects(frame.rest ?? new Uint8Array())
  const names = [...new Set(objects.map((object) => object.name))].join(',').slice(0, LONGEST)
  const pressed = objects.find(({ id, raw }) => id === 0x3a && raw[0] !== 0)
  return {
    ...about,
    encrypted: 'false',
    objects: names,
    ...(pressed === undefined ? {} : { pressed: String(pressed.value) }),
  }
}
