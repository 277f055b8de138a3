/** The configuration that the contract prints, and what is said of a text that is wrong. */
import type { KnownProtocol } from '../../../../station/config/cross-checks.ts'
import { loadConfiguration } from '../../../../station/config/load-configuration.ts'

export const RADAR: KnownProtocol = {
  id: 'mr60fda',
  variants: ['r60-fda1', 'r60-c1001', 'tf-fda2'],
  portIsDevice: true,
}

export const BUTTON: KnownProtocol = { id: 'bthome-v2' }

/** The configuration that the contract prints, one field a line where a test points at it. */
export const CONTRACT_SAMPLE = `{
  "station": { "id": "0199c0de-0000-7000-8000-000000000001", "name": "Solbakken omsorgsboliger", "locale": "nb" },
  "ports": [
    { "path": "/dev/ttyUSB0", "protocol": "mr60fda", "variant": "r60-fda1", "device": "radar-204-bath" },
    { "path": "/dev/ttyUSB1", "protocol": "espa-444", "line": { "baudRate": 9600, "dataBits": 8, "parity": "even", "stopBits": 1 }, "settings": {} },
    { "path": "/dev/ttyUSB2", "protocol": "enocean-esp3" }
  ],
  "bluetooth": [ { "adapter": "hci0", "protocol": "bthome-v2" } ],
  "residents": [ { "id": "r-204", "name": "Ingrid Solberg", "birthYear": 1942, "home": { "address": "Solbakken 2", "unit": "204", "floor": "2" }, "cid": "4790000204" } ],
  "devices": [
    { "id": "radar-204-bath", "protocol": "mr60fda", "resident": "r-204", "placement": "bathroom", "supervisionSeconds": 180, "did": "R204B" },
    { "id": "cord-204", "protocol": "espa-444", "port": "/dev/ttyUSB1", "address": "204", "resident": "r-204", "placement": "bathroom" },
    { "id": "button-204", "protocol": "bthome-v2", "address": "B4:35:22:F5:3D:A4", "key": "hex, optional", "resident": "r-204" },
    { "id": "contact-204", "protocol": "enocean-esp3", "address": "01825dab", "eep": "D5-00-01", "resident": "r-204", "placement": "front-door" }
  ],
  "people": [ { "id": "kari", "name": "Kari Nordmann", "role": "caregiver", "pin": "123456" } ],
  "careCentre": { "paths": [ { "kind": "https", "url": "http://127.0.0.1:4200", "token": "secret" } ], "heartbeatSeconds": 60 }
}`

export const STATION = '"station": { "id": "s-1", "name": "Solbakken" }'

export function mistakesOf(text: string): string[] {
  const loaded = loadConfiguration(text, [RADAR])
  if (loaded.ok) return []
  return loaded.mistakes.map(({ line, column, field }) => `${line}:${column} ${field}`)
}

export function problemsOf(text: string): string {
  const loaded = loadConfiguration(text, [RADAR])
  return loaded.ok ? '' : loaded.mistakes.map((mistake) => mistake.problem).join('\n')
}

export function centre(path: string): string {
  return `{ ${STATION}, "careCentre": { "paths": [\n ${path} ] } }`
}
