/** What may stand in the care centre's configuration file (contract: "`care-centre`: the receiving end"). */
import { z } from 'zod'
import { OPERATOR_ROLES } from '../shared/domain/operator-role.ts'
import { isHash, parsePinHash } from '../shared/domain/pin-code.ts'
import { IdSchema } from '../shared/wire/ids.ts'
import { TopicPrefixSchema } from '../shared/wire/mqtt-topics.ts'
import { parseBrokerUrl } from './mqtt/broker-address.ts'
import { withoutPlus } from './scaip/callers.ts'

const NameSchema = z.string().trim().min(1).max(200)
const FileSchema = z.string().min(1).max(4096)

/**
 * Devices that report over SIP: how they prove who they are, how often they beat, and whether the centre speaks with
 * them (`media` 1 both ways, 2 listen, 3 speak; `number` whom they call, without it the one they have stored).
 */
const StationSipSchema = z
  .strictObject({
    username: z.string().min(1).max(256).exactOptional(),
    password: z.string().min(1).max(256).exactOptional(),
    heartbeatSeconds: z.int().min(10).max(86_400).exactOptional(),
    voice: z
      .strictObject({
        media: z.union([z.literal(1), z.literal(2), z.literal(3)], '1, 2 or 3'),
        number: z.string().min(1).max(256).exactOptional(),
      })
      .exactOptional(),
  })
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    path: ['password'],
    message: 'a user name and a password belong together',
  })

const StationSchema = z.strictObject({
  id: IdSchema,
  /** The building as operators call it; its id where there is none. */
  name: NameSchema.exactOptional(),
  /** Where the shift answers the telephone. */
  phone: z
    .string()
    .regex(/^\+?[0-9 ]{3,20}$/, 'digits and spaces, perhaps with + in front')
    .exactOptional(),
  token: z.string().regex(/^\S+$/, 'a token is one word'),
  cids: z.array(z.string().min(1).max(64)).default([]),
  sip: StationSipSchema.exactOptional(),
})

const OperatorSchema = z.strictObject({
  id: IdSchema,
  name: NameSchema,
  role: z.enum(OPERATOR_ROLES),
  /** Six digits for the first sign-in, or a hash of the operator's own. */
  pin: z
    .string()
    .refine((pin) => /^[0-9]{6}$/.test(pin) || (isHash(pin) && parsePinHash(pin) !== undefined), {
      message: '6 digits, or scrypt$N$r$p$salt$hash',
    }),
})

const MunicipalitySchema = z.strictObject({
  id: IdSchema,
  name: NameSchema.exactOptional(),
  stations: z.array(StationSchema).default([]),
  operators: z.array(OperatorSchema).default([]),
})

/** `ca`: who may have signed certificates of callers; `clients`: whether everybody must show one. */
const TlsSchema = z
  .strictObject({
    cert: FileSchema,
    key: FileSchema,
    ca: FileSchema.exactOptional(),
    clients: z.enum(['optional', 'required']).default('optional'),
  })
  .refine(({ ca, clients }) => clients === 'optional' || ca !== undefined, {
    path: ['ca'],
    message: 'certificates of callers cannot be required without the authority that signs them',
  })
export type TlsFiles = z.infer<typeof TlsSchema>

/** What one station may ask of one node for ever; ten times as much at once. */
const LimitsSchema = z.strictObject({
  bodiesPerSecond: z.int().positive().max(100_000).default(500),
  messagesPerSecond: z.int().positive().max(100_000).default(5000),
})
export type StationLimits = z.infer<typeof LimitsSchema>
export const USUAL_LIMITS: StationLimits = LimitsSchema.parse({})

/** The broker that stations report over; `--mqtt` comes before `url`. Nodes of one centre share the `group`. */
const MqttSchema = z.strictObject({
  url: z
    .string()
    .superRefine((url, context) => {
      const address = parseBrokerUrl(url)
      if (typeof address === 'string') context.addIssue({ code: 'custom', message: address })
    })
    .exactOptional(),
  username: z.string().min(1).max(256).exactOptional(),
  password: z.string().min(1).max(1024).exactOptional(),
  prefix: TopicPrefixSchema.exactOptional(),
  group: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, '1–64 of A–Z a–z 0–9 . _ -')
    .exactOptional(),
  /** The file of the authority that signed the broker's certificate. */
  ca: FileSchema.exactOptional(),
})

export const ConfigurationSchema = z
  .strictObject({
    municipalities: z.array(MunicipalitySchema),
    tls: TlsSchema.exactOptional(),
    limits: LimitsSchema.exactOptional(),
    mqtt: MqttSchema.exactOptional(),
    /** `anyFrom`: takes documents whose `cid` is not the user that they came from, as some proxies send them. */
    sip: z.strictObject({ anyFrom: z.boolean() }).exactOptional(),
    /** Opens `/metrics` and `/openapi.json` to callers from elsewhere. */
    operationsToken: z
      .string()
      .regex(/^\S{16,}$/, 'a token is one word of 16 characters or more')
      .exactOptional(),
  })
  .superRefine(({ municipalities, operationsToken }, context) => {
    const seen = { municipality: new Set(), station: new Set(), cid: new Set() }
    // A token is a door: one that two stations share would open each one's to the other.
    const doors = new Map<string, string>()
    if (operationsToken !== undefined) doors.set(operationsToken, 'the operations')
    const ownDoor = (station: string, token: string, path: PropertyKey[]) => {
      const holder = doors.get(token)
      const message = `this token is that of ${holder ?? ''}, too; each station needs its own`
      if (holder !== undefined) context.addIssue({ code: 'custom', path, message })
      doors.set(token, `the station ${station}`)
    }
    const once = (kind: keyof typeof seen, value: string, path: PropertyKey[]) => {
      const message = `this ${kind} is configured twice`
      if (seen[kind].has(value)) context.addIssue({ code: 'custom', path, message })
      seen[kind].add(value)
    }
    for (const [m, { id: municipality, stations, operators }] of municipalities.entries()) {
      const path = ['municipalities', m]
      once('municipality', municipality, [...path, 'id'])
      for (const [s, { id, token, cids }] of stations.entries()) {
        once('station', id, [...path, 'stations', s, 'id'])
        ownDoor(id, token, [...path, 'stations', s, 'token'])
        for (const [c, cid] of cids.entries())
          once('cid', withoutPlus(cid), [...path, 'stations', s, 'cids', c])
      }
      const names = new Set<string>()
      for (const [o, { id }] of operators.entries()) {
        const message = 'this operator is configured twice'
        if (names.has(id))
          context.addIssue({ code: 'custom', path: [...path, 'operators', o, 'id'], message })
        names.add(id)
      }
    }
  })
export type CentreConfiguration = z.infer<typeof ConfigurationSchema>
export type MunicipalityConfiguration = CentreConfiguration['municipalities'][number]
export type OperatorConfiguration = z.infer<typeof OperatorSchema>
