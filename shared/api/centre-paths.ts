/** The ways to the care centre as an administrator sets them up, and how each fares. */
import { z } from 'zod'
import { PATH_KINDS, PATH_STATES } from '../wire/centre-messages.ts'

/** Why a way did not bring an acknowledgement; each has its words, and what to do, in the locale files. */
export const PATH_FAILURES = [
  'file-unusable',
  'unreachable',
  'timeout',
  'dns',
  'proxy',
  'certificate-expired',
  'certificate-untrusted',
  'certificate-name',
  'client-certificate',
  'tls',
  'hung-up',
  'unauthorised',
  'too-large',
  'overloaded',
  'cannot-store',
  'not-handled',
  'refused',
  'bad-answer',
] as const
export type PathFailure = (typeof PATH_FAILURES)[number]

/**
 * What a path of each kind is made of. `words` are shown as they are; of `secrets` only whether one is there; `files`
 * are full paths of files on the station's machine.
 */
export const PATH_FIELDS = {
  https: {
    words: ['url', 'pinSha256', 'proxy', 'proxyUsername'],
    secrets: ['token', 'proxyPassword'],
    files: ['ca', 'clientCert', 'clientKey'],
  },
  mqtt: {
    words: ['url', 'topicPrefix', 'username'],
    secrets: ['password'],
    files: ['ca', 'clientCert', 'clientKey'],
  },
  scaip: {
    words: ['uri', 'cid', 'listen', 'username'],
    secrets: ['password'],
    files: ['ca', 'clientCert', 'clientKey'],
  },
} as const

export const PATH_WORDS = [
  'url',
  'uri',
  'cid',
  'listen',
  'pinSha256',
  'proxy',
  'proxyUsername',
  'topicPrefix',
  'username',
] as const
export const PATH_SECRETS = ['token', 'password', 'proxyPassword'] as const
export const PATH_FILES = ['ca', 'clientCert', 'clientKey'] as const

const InstantSchema = z.number().int().nonnegative()
const KeySchema = z.string().min(1).max(64)

/** How a way fares now. */
export const PathHealthSchema = z.object({
  /** Names the way for as long as nothing of it changes. */
  key: KeySchema,
  kind: z.enum(PATH_KINDS),
  /** Kind and host, `https sentral.example`. */
  name: z.string(),
  state: z.enum(PATH_STATES),
  /** It carries the traffic now; the others stand by. */
  isInUse: z.boolean(),
  /** It answers heartbeats and no alarms. */
  isDeaf: z.boolean(),
  /** It answers, and refuses whatever it is asked to take. */
  isRefusing: z.boolean(),
  lastContactAt: InstantSchema.nullable(),
  /** What was wrong last, also where it is over. */
  lastFault: z.object({ code: z.enum(PATH_FAILURES), at: InstantSchema }).nullable(),
})
export type PathHealth = z.infer<typeof PathHealthSchema>

/** A path as it stands: its health, and its fields without the secrets. */
export const PathViewSchema = z.object({
  health: PathHealthSchema,
  words: z.partialRecord(z.enum(PATH_WORDS), z.string()),
  files: z.partialRecord(z.enum(PATH_FILES), z.string()),
  /** Which secrets are there. */
  secrets: z.array(z.enum(PATH_SECRETS)),
})
export type PathView = z.infer<typeof PathViewSchema>

/** A path as it is written on screen. An empty field is none; a secret that is left out stays as it was. */
export const PathDraftSchema = z.strictObject({
  /** Whose secrets are kept; null for a new one. */
  key: KeySchema.nullable(),
  kind: z.enum(PATH_KINDS),
  words: z.partialRecord(z.enum(PATH_WORDS), z.string().trim().max(2048)),
  files: z.partialRecord(z.enum(PATH_FILES), z.string().trim().max(4096)),
  secrets: z.partialRecord(z.enum(PATH_SECRETS), z.string().min(1).max(16_384)),
})
export type PathDraft = z.infer<typeof PathDraftSchema>

export const MOST_PATHS = 8
export const PathDraftsSchema = z.array(PathDraftSchema).max(MOST_PATHS)

export const TestPathInput = z.strictObject({ key: KeySchema })
/** The whole way and back: how long the centre's answer took, or why there was none. */
export const PathTestOutput = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), milliseconds: z.number().nonnegative() }),
  z.object({ ok: z.literal(false), code: z.enum(PATH_FAILURES) }),
])
export type PathTest = z.infer<typeof PathTestOutput>
