/** Protocols as a station tells of them: one of each kind of question. */
import type { ProtocolInfo, SetupField } from '../../shared/api/receiver-setup.ts'

export function field(change: Partial<SetupField> & Pick<SetupField, 'name' | 'kind'>): SetupField {
  const nothing = { usual: null, unit: null, min: null, max: null, isWhole: false, canBeNever: false }
  return { ...nothing, choices: [], columns: [], when: {}, ...change }
}

function protocol(change: Partial<ProtocolInfo> & Pick<ProtocolInfo, 'id'>): ProtocolInfo {
  return {
    carrier: 'bluetooth',
    portIsDevice: false,
    variants: [],
    defaultVariant: null,
    profiles: [],
    keyDigits: null,
    line: null,
    receiverFields: [],
    deviceFields: { '': [] },
    inspectorFacts: [],
    ...change,
  }
}

const USES = ['help-call', 'button']
const use = (usual: string): SetupField => field({ name: 'use', kind: 'choice', usual, choices: USES })
const PROFILES = ['F6-01-01', 'F6-02-01', 'F6-02-03', 'F6-05-01', 'D5-00-01', 'A5-02-05', 'A5-07-01']
const KEYS = ['help-call', 'help-cancelled', 'button']
const height = field({ name: 'install-height', kind: 'number', unit: 'm', min: 2, max: 3 })
const LINE = { dataBits: 8, parity: 'none', stopBits: 1 } as const

export const SAMPLE_PROTOCOLS: ProtocolInfo[] = [
  protocol({
    id: 'mr60fda',
    carrier: 'serial',
    portIsDevice: true,
    variants: ['r60-fda1', 'r60-c1001', 'tf-fda2'],
    defaultVariant: 'r60-fda1',
    line: { baudRate: 115_200, ...LINE },
    deviceFields: { 'r60-fda1': [], 'r60-c1001': [height], 'tf-fda2': [height] },
    inspectorFacts: [{ name: 'variant', choices: ['r60-fda1', 'r60-c1001', 'tf-fda2'] }],
  }),
  protocol({
    id: 'espa-444',
    carrier: 'serial',
    line: { baudRate: 9_600, ...LINE },
    receiverFields: [
      field({ name: 'role', kind: 'choice', usual: 'slave', choices: ['slave', 'control'] }),
      field({ name: 'ownAddress', kind: 'text' }),
      field({ name: 'peers', kind: 'list', usual: '2', when: { role: ['control'] } }),
      field({
        name: 'pollIntervalMs',
        kind: 'number',
        usual: 1000,
        unit: 'ms',
        min: 150,
        max: 30_000,
        isWhole: true,
        when: { role: ['control'] },
      }),
      field({ name: 'charset', kind: 'choice', usual: 'latin-1', choices: ['latin-1', 'norwegian'] }),
      field({ name: 'firePanel', kind: 'switch', usual: false }),
      field({ name: 'senders', kind: 'table', columns: ['callAddress', 'text', 'device'] }),
      field({
        name: 'partnerSilenceSeconds',
        kind: 'number',
        usual: 30,
        unit: 's',
        min: 0,
        max: 86_400,
        canBeNever: true,
      }),
    ],
  }),
  protocol({
    id: 'enocean-esp3',
    carrier: 'serial',
    line: { baudRate: 57_600, ...LINE },
    profiles: PROFILES,
    deviceFields: {
      ...Object.fromEntries(PROFILES.map((profile) => [profile, []])),
      'F6-01-01': [use('help-call')],
      'F6-02-01': [use('help-call')],
      'F6-02-03': [use('button')],
    },
    inspectorFacts: [{ name: 'eep', choices: PROFILES }],
  }),
  protocol({
    id: 'bthome-v2',
    keyDigits: 32,
    deviceFields: {
      '': [
        field({ name: 'use', kind: 'choice', choices: [...KEYS, 'by-key'] }),
        ...['key-1', 'key-2', 'key-3', 'key-4'].map((name) =>
          field({ name, kind: 'choice', usual: 'help-call', choices: KEYS, when: { use: ['by-key'] } }),
        ),
        field({ name: 'gesture', kind: 'choice', usual: 'any', choices: ['any', 'long', 'hold'] }),
      ],
    },
    inspectorFacts: [
      { name: 'mac', choices: [] },
      { name: 'key', choices: [] },
    ],
  }),
  protocol({
    id: 'ble-gatt-pendant',
    receiverFields: [
      field({ name: 'pressSignal', kind: 'number', usual: 0, min: 0, max: 63, isWhole: true }),
      field({ name: 'lenientLength', kind: 'switch', usual: false }),
    ],
    deviceFields: {
      '': [
        field({ name: 'connection', kind: 'choice', usual: 'kept', choices: ['kept', 'reports'] }),
        field({ name: 'outOfRangeSeconds', kind: 'number', unit: 's', min: 10, max: 86_400 }),
      ],
    },
  }),
]
