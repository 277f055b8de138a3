/** A station's equipment as a technician meets it: every state of a receiver, every need of a device. */
import type { DeviceLine, DevicePage, Discovery, Receiver } from '../../shared/api/technician.ts'

const INGRID = { id: 'r-204', name: 'Ingrid Solberg', unit: '204' }
const OLAV = { id: 'r-112', name: 'Olav Berg', unit: '112' }
const HOUR = 3_600_000
/** Only EnOcean has such. */
const NO_PROFILES = { fitting: [], likely: null }

export function receiver(now: number, change: Partial<Receiver> = {}): Receiver {
  return {
    kind: 'port',
    name: '/dev/ttyUSB0',
    protocols: ['mr60fda'],
    variant: null,
    line: { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 },
    state: 'open',
    since: now - HOUR,
    hint: null,
    bytesPerSecond: 41.6,
    framesPerSecond: 3.2,
    framesGood: 11_520,
    bytesGood: 149_760,
    bytesDiscarded: 0,
    discardReasons: {},
    reconnects: 0,
    faults: [],
    notices: [],
    identity: {
      vendorId: '10c4',
      productId: 'ea60',
      serialNumber: '0001',
      byId: '/dev/serial/by-id/usb-Silicon_Labs_CP2102-if00-port0',
      manufacturer: 'Silicon Labs',
    },
    candidates: [],
    ...change,
  }
}

export function sampleReceivers(now: number): readonly Receiver[] {
  return [
    receiver(now),
    receiver(now, {
      name: '/dev/ttyUSB1',
      protocols: ['espa-444'],
      line: { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 },
      bytesDiscarded: 412,
      discardReasons: { badBcc: 380, noise: 32 },
      faults: ['wrong-line-settings'],
      notices: [{ at: now - 8_000, code: 'turn-timed-out', deviceId: null, data: { waitingFor: 'ACK' } }],
      reconnects: 2,
    }),
    receiver(now, {
      name: '/dev/ttyUSB2',
      protocols: ['enocean-esp3'],
      line: { baudRate: 57_600, dataBits: 8, parity: 'none', stopBits: 1 },
      notices: [{ at: now - 3_000, code: 'teach-in', deviceId: null, data: { eep: 'A5-02-05' } }],
    }),
    receiver(now, {
      name: '/dev/ttyUSB3',
      state: 'no-permission',
      hint: 'sudo usermod -aG dialout tryggvakt',
      framesGood: 0,
      framesPerSecond: 0,
      bytesPerSecond: 0,
    }),
    receiver(now, {
      name: '/dev/ttyUSB4',
      state: 'which-port',
      framesPerSecond: 0,
      bytesPerSecond: 0,
      candidates: ['/dev/ttyUSB5', '/dev/ttyUSB6'],
    }),
    receiver(now, {
      name: '/dev/ttyS0',
      framesGood: 0,
      bytesGood: 0,
      framesPerSecond: 0,
      bytesPerSecond: 0,
      identity: null,
    }),
    receiver(now, {
      kind: 'adapter',
      name: 'hci0',
      protocols: ['bthome-v2', 'ble-gatt-pendant'],
      line: null,
      state: 'off',
      hint: 'bluetoothctl power on',
      identity: null,
      framesPerSecond: 0,
      bytesPerSecond: 0,
    }),
  ]
}

export function discovery(now: number, change: Partial<Discovery> = {}): Discovery {
  return {
    protocol: 'enocean-esp3',
    receiver: '/dev/ttyUSB2',
    address: '01825dab',
    firstHeardAt: now - 60_000,
    lastHeardAt: now - 4_000,
    lastActedAt: null,
    frames: 12,
    signal: -54,
    about: { rorg: 'f6', position: 'A0' },
    profiles: { fitting: ['F6-01-01', 'F6-02-01', 'F6-02-03', 'F6-05-01'], likely: 'F6-02-01' },
    ...change,
  }
}

export function sampleDiscoveries(now: number): readonly Discovery[] {
  return [
    discovery(now, { address: '05834fa4', signal: -78, about: { rorg: 'd5' }, lastHeardAt: now - 42_000 }),
    discovery(now),
    discovery(now, {
      protocol: 'bthome-v2',
      receiver: 'hci0',
      address: 'b4:35:22:f5:3d:a4',
      signal: -61,
      about: { name: 'SBBT-002C', keyNeeded: 'true' },
      profiles: NO_PROFILES,
    }),
    discovery(now, {
      protocol: 'espa-444',
      receiver: '/dev/ttyUSB1',
      address: '118',
      signal: null,
      about: { text: 'ROM 118 BAD' },
      profiles: NO_PROFILES,
    }),
  ]
}

function device(now: number, change: Partial<DeviceLine>): DeviceLine {
  return {
    deviceId: 'radar-204-bath',
    protocol: 'mr60fda',
    variant: 'r60-c1001',
    eep: null,
    receiver: '/dev/ttyUSB0',
    address: null,
    placement: 'bathroom',
    resident: INGRID,
    lifecycle: 'commissioned',
    did: 'R204B',
    supervisionSeconds: 30,
    silent: false,
    lastHeardAt: now - 4_000,
    lastTestAt: now - 9 * 24 * HOUR,
    testDue: false,
    battery: null,
    signal: null,
    suspendedUntil: null,
    faults: [],
    ...change,
  }
}

export function sampleDevices(now: number): readonly DeviceLine[] {
  return [
    device(now, {}),
    device(now, {
      deviceId: 'cord-204',
      protocol: 'enocean-esp3',
      eep: 'F6-02-01',
      receiver: '/dev/ttyUSB2',
      address: '002ca1f0',
      supervisionSeconds: null,
      testDue: true,
      lastHeardAt: now - 35 * 24 * HOUR,
      lastTestAt: now - 35 * 24 * HOUR,
      signal: { dbm: -71, at: now - 35 * 24 * HOUR },
    }),
    device(now, {
      deviceId: 'door-112',
      protocol: 'bthome-v2',
      receiver: 'hci0',
      address: 'a4:c1:38:8d:18:b2',
      placement: 'front-door',
      resident: OLAV,
      supervisionSeconds: 7_200,
      silent: true,
      lastHeardAt: now - 5 * HOUR,
      battery: { percent: 12, at: now - 5 * HOUR, daysLeft: 18 },
      signal: { dbm: -88, at: now - 5 * HOUR },
    }),
    device(now, {
      deviceId: 'pendant-112',
      protocol: 'ble-gatt-pendant',
      receiver: 'hci0',
      address: 'c0:ff:ee:00:01:12',
      placement: null,
      resident: OLAV,
      faults: ['sensor-fault'],
      battery: { percent: 64, at: now - HOUR, daysLeft: null },
      signal: { dbm: -63, at: now - 2_000 },
    }),
    device(now, {
      deviceId: 'radar-112-hall',
      receiver: '/dev/ttyUSB3',
      resident: OLAV,
      placement: 'hall',
      lifecycle: 'suspended',
      suspendedUntil: now + 24 * 60_000,
    }),
    device(now, {
      deviceId: 'smoke-kitchen',
      protocol: 'enocean-esp3',
      eep: 'F6-05-02',
      receiver: '/dev/ttyUSB2',
      address: '0180aa31',
      placement: 'kitchen',
      resident: null,
      lifecycle: 'paired',
      lastTestAt: null,
      supervisionSeconds: 3_600,
    }),
    device(now, {
      deviceId: 'old-cord',
      lifecycle: 'retired',
      address: '00112233',
      protocol: 'enocean-esp3',
    }),
  ]
}

/** Half a year of battery, three days of signal, a fall with its frame. */
export function samplePage(now: number, line: DeviceLine): DevicePage {
  const isRadar = line.protocol === 'mr60fda'
  const battery = Array.from({ length: 60 }, (_, day) => ({
    at: now - (60 - day) * 3 * 24 * HOUR,
    value: Math.round(100 - day * 1.4),
  }))
  const signal = Array.from({ length: 200 }, (_, index) => ({
    at: now - (200 - index) * 20 * 60_000,
    value: -70 - Math.round(9 * Math.sin(index / 12)) - (index % 7),
  }))
  return {
    device: line,
    battery: isRadar ? [] : battery,
    signal: isRadar ? [] : signal,
    events: [
      {
        id: 'e-1',
        kind: 'fall',
        value: true,
        receivedAt: now - 2 * HOUR,
        residentId: line.resident?.id ?? null,
        alarmId: 'a-1',
        raw: '53598301000101325443',
        fields: [
          { name: 'command', value: '01' },
          { name: 'kind', value: 'fall' },
          { name: 'fallen', value: 'true' },
        ],
      },
      {
        id: 'e-2',
        kind: 'presence',
        value: true,
        receivedAt: now - 3 * HOUR,
        residentId: line.resident?.id ?? null,
        alarmId: null,
        raw: '535980010001012f5443',
        fields: [{ name: 'kind', value: 'presence' }],
      },
    ],
    nextEvents: 'e-2',
    settings: isRadar ? radarSettings(now) : [],
    canBeFound: line.protocol === 'ble-gatt-pendant',
    assignments: [
      { residentName: 'Olav Berg', from: now - 90 * 24 * HOUR, until: now - 30 * 24 * HOUR },
      { residentName: 'Ingrid Solberg', from: now - 30 * 24 * HOUR, until: null },
    ],
  }
}

function radarSettings(now: number): DevicePage['settings'] {
  const setting = { unit: null, min: null, max: null, step: null, choices: [], readAt: now - HOUR }
  const height = { unit: 'm', min: 2, max: 3, step: 0.1, value: 2.4 }
  return [
    { ...setting, ...height, name: 'install-height', kind: 'number' },
    { ...setting, name: 'fall-sensitivity', kind: 'choice', choices: ['0', '1', '2', '3'], value: '2' },
    { ...setting, name: 'stillness-detection', kind: 'switch', value: null, readAt: null },
  ]
}
