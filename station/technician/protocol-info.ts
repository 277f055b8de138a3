/** What a screen must know of a protocol: taken from its driver, so that a new one needs no change of any screen. */
import { setupFields, type SetupField } from '../../device-drivers/setup-fields.ts'
import type { ProtocolInfo, SetupField as AskedField } from '../../shared/api/receiver-setup.ts'
import type { KnownProtocol } from './technician-view.ts'

export function protocolInfo(protocol: KnownProtocol): ProtocolInfo {
  const { id, line, variants = [], profiles = [], keyDigits, inspectorFacts = [] } = protocol
  return {
    id,
    carrier: line === undefined ? 'bluetooth' : 'serial',
    portIsDevice: protocol.portIsDevice ?? false,
    variants: [...variants],
    defaultVariant: protocol.defaultVariant ?? null,
    profiles: [...profiles],
    keyDigits: keyDigits ?? null,
    line: line === undefined ? null : { ...line },
    receiverFields: setupFields(protocol.settings).map(asked),
    deviceFields: deviceFields(protocol),
    inspectorFacts: inspectorFacts.map(({ name, choices }) => ({ name, choices: [...choices] })),
  }
}

function deviceFields({
  variants = [],
  profiles = [],
  deviceSetup,
}: KnownProtocol): Record<string, AskedField[]> {
  const fieldsOf = (variant: string | null, eep: string | null) =>
    setupFields(deviceSetup?.({ variant, eep })).map(asked)
  const kinds = [
    ...profiles.map((eep) => [eep, fieldsOf(null, eep)] as const),
    ...variants.map((variant) => [variant, fieldsOf(variant, null)] as const),
  ]
  return Object.fromEntries(kinds.length === 0 ? [['', fieldsOf(null, null)]] : kinds)
}

function asked({ choices, columns, when, ...field }: SetupField): AskedField {
  return {
    ...field,
    choices: [...choices],
    columns: [...columns],
    when: Object.fromEntries(Object.entries(when).map(([name, values]) => [name, [...values]])),
  }
}
