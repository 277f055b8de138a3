/** Text → configuration, or every mistake with its line. Refused whole: half a configuration guards nobody. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { SLOWEST_HEARTBEAT } from '../../shared/api/house.ts'
import { ConfigurationSchema, type Configuration } from './configuration.ts'
import { checkTogether, segment, type Finding, type KnownProtocol } from './cross-checks.ts'
import { readJson, type JsonText } from './json-text.ts'
import { readablePart } from './readable-part.ts'

export interface ConfigurationMistake {
  /** Both from 1. */
  readonly line: number
  readonly column: number
  /** `devices[2].resident`; empty for the file as a whole. */
  readonly field: string
  /** What is wrong and what to do. */
  readonly problem: string
}

export type LoadedConfiguration =
  | {
      readonly ok: true
      readonly configuration: Configuration
      readonly warnings: readonly string[]
      /** What the text alone does not show (files that it names), each where it stands. */
      readonly located: (findings: readonly Finding[]) => readonly ConfigurationMistake[]
    }
  | { readonly ok: false; readonly mistakes: readonly ConfigurationMistake[] }

/** A municipality's largest building needs well under a tenth of it. */
const LONGEST_TEXT = 4 * 1024 * 1024

/** `known`: the protocols this program runs. Others of the contract are accepted with a warning. */
export function loadConfiguration(text: string, known: readonly KnownProtocol[]): LoadedConfiguration {
  if (text.length > LONGEST_TEXT) {
    return {
      ok: false,
      mistakes: [{ line: 1, column: 1, field: '', problem: 'the file is larger than 4 MiB' }],
    }
  }
  const json = readJson(text.replace(/^\uFEFF/, ''))
  if (!json.ok) return { ok: false, mistakes: json.mistakes }
  const parsed = ConfigurationSchema.safeParse(json.value)
  const readable = parsed.success ? parsed.data : readablePart(json.value)
  const findings = [
    ...(parsed.error?.issues.flatMap(findingsOf) ?? []),
    ...(readable === undefined ? [] : checkTogether(readable, known)),
  ]
  if (!parsed.success || findings.length > 0) {
    return { ok: false, mistakes: mistakesOf(findings, json) }
  }
  return {
    ok: true,
    configuration: parsed.data,
    located: (wrong) => mistakesOf(wrong, json),
    warnings: [
      ...notBuiltYet(parsed.data, known),
      ...uselessKeys(parsed.data, known),
      ...rareHeartbeats(json.value),
    ],
  }
}

/** Each where it stands, in the order of the file. */
function mistakesOf(
  findings: readonly Finding[],
  json: Extract<JsonText, { readonly ok: true }>,
): ConfigurationMistake[] {
  return findings
    .map(({ path, problem, atKey }) => ({
      ...json.locate(path, atKey ?? false),
      field: fieldName(path),
      problem,
    }))
    .sort((a, b) => (a.line === b.line ? a.column - b.column : a.line - b.line))
}

/** One mistake a line, as compilers say it: `file:line:column: field: problem`. */
export function describeMistakes(file: string, mistakes: readonly ConfigurationMistake[]): string {
  return mistakes
    .map(({ line, column, field, problem }) => {
      return `${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${problem}`
    })
    .join('\n')
}

/** Names a configuration's content: a station provisions itself once for each (contract: "station"). */
export function configurationDigest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path.map(segment)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: 'unknown field; remove it',
      atKey: true,
    }))
  }
  // The text was JSON, so only a field that is not there can be undefined.
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [{ path, problem: `missing; ${issue.expected} expected` }]
  }
  return [{ path, problem: issue.message }]
}

function fieldName(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('')
}

/** The device is known, but nothing it says can be read: it will be shown as faulty. */
function uselessKeys({ devices }: Configuration, known: readonly KnownProtocol[]): string[] {
  if (!known.some(({ id }) => id === 'bthome-v2')) return []
  return devices.flatMap(({ protocol, key }, index) =>
    protocol !== 'bthome-v2' || key === undefined || /^[0-9A-Fa-f]{32}$/.test(key)
      ? []
      : `devices[${index}].key: not 32 hexadecimal digits, so nothing that it encrypts can be read`,
  )
}

const HeartbeatWishSchema = z.object({ careCentre: z.object({ heartbeatSeconds: z.number() }) })

/** What was written, before it was bounded. */
function rareHeartbeats(written: unknown): string[] {
  const wish = HeartbeatWishSchema.safeParse(written).data?.careCentre.heartbeatSeconds
  if (wish === undefined || wish <= SLOWEST_HEARTBEAT) return []
  return [
    `careCentre.heartbeatSeconds: ${wish} is taken as ${SLOWEST_HEARTBEAT}: with more a lost path is not noticed within 90 s, and the care centre calls the station silent between two heartbeats`,
  ]
}

function notBuiltYet(configuration: Configuration, known: readonly KnownProtocol[]): string[] {
  const isKnown = (id: string): boolean => known.some((protocol) => protocol.id === id)
  const ignored = (field: string, what: string): string => `${field}: ${what} is not built yet, ignored`
  return [
    ...configuration.ports.flatMap((port, index) =>
      isKnown(port.protocol) ? [] : [ignored(`ports[${index}]`, port.protocol)],
    ),
    ...configuration.bluetooth.flatMap((adapter, index) =>
      isKnown(adapter.protocol) ? [] : [ignored(`bluetooth[${index}]`, adapter.protocol)],
    ),
    ...configuration.devices.flatMap((device, index) =>
      isKnown(device.protocol) ? [] : [ignored(`devices[${index}]`, device.protocol)],
    ),
  ]
}
