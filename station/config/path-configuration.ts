/** Paths to the care centre. Whatever is not encrypted stays on this machine (contract: "Paths"). */
import { z } from 'zod'
import { TopicPrefixSchema } from '../../shared/wire/mqtt-topics.ts'
import { destinationOf, parseSipUri } from '../../shared/sip/addresses.ts'
import { isLoopbackHost, parseListenAddress } from './addresses.ts'

/**
 * A word, or the file that holds it (systemd credentials, key files). What was written on screen may stand as the name
 * under which the machine's key store has it.
 */
export const SecretSchema = z.union(
  [
    z.string().min(1).max(16_384),
    z.strictObject({ file: z.string().min(1).max(4096) }),
    z.strictObject({ keyring: z.string().regex(/^centre-[0-9a-f-]{36}$/) }),
  ],
  'a word, or { "file": "…" }',
)
export type Secret = z.infer<typeof SecretSchema>

export const HttpsPathSchema = z.strictObject({
  kind: z.literal('https'),
  url: z.string().superRefine((url, context) => checkUrl(url, 'https:', 'http:', context)),
  token: SecretSchema,
  ca: SecretSchema.optional(),
  /** The centre is known by its key alone, whoever signed its certificate; with `ca` by both. */
  pinSha256: z
    .string()
    .regex(
      /^(?:[A-Za-z0-9+/]{43}=|[0-9A-Fa-f]{64})$/,
      'SHA-256 of the public key: 44 characters of base64 or 64 of hex',
    )
    .optional(),
  clientCert: SecretSchema.optional(),
  clientKey: SecretSchema.optional(),
  proxy: z.string().superRefine(checkProxy).optional(),
  proxyUsername: z.string().min(1).max(256).optional(),
  proxyPassword: SecretSchema.optional(),
})

export const MqttPathSchema = z.strictObject({
  kind: z.literal('mqtt'),
  url: z.string().superRefine((url, context) => checkUrl(url, 'mqtts:', 'mqtt:', context)),
  username: z.string().max(256).optional(),
  password: SecretSchema.optional(),
  topicPrefix: TopicPrefixSchema.optional(),
  ca: SecretSchema.optional(),
  clientCert: SecretSchema.optional(),
  clientKey: SecretSchema.optional(),
})

export const ScaipPathSchema = z
  .strictObject({
    kind: z.literal('scaip'),
    uri: z.string().superRefine(checkSipUri),
    cid: z.string().regex(/^[0-9]{1,16}$/, '1–16 digits'),
    listen: z
      .string()
      .refine((text) => parseListenAddress(text) !== undefined, 'HOST:PORT, such as 127.0.0.1:5060')
      .optional(),
    username: z.string().max(256).optional(),
    password: SecretSchema.optional(),
    ca: SecretSchema.optional(),
    clientCert: SecretSchema.optional(),
    clientKey: SecretSchema.optional(),
  })
  .superRefine(checkAnswerAddress)

export const PathSchema = z.discriminatedUnion(
  'kind',
  [HttpsPathSchema, MqttPathSchema, ScaipPathSchema],
  'kind must be https, mqtt or scaip',
)

function checkUrl(text: string, secure: string, plain: string, context: z.RefinementCtx): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== secure && url.protocol !== plain) || url.hostname === '') {
    context.addIssue({ code: 'custom', message: `an address that starts with ${secure}//` })
  } else if (url.protocol === plain && !isLoopbackHost(url.hostname)) {
    context.addIssue({
      code: 'custom',
      message: `${plain}// is accepted for this machine alone (127.0.0.1); use ${secure}//`,
    })
  }
}

function checkProxy(text: string, context: z.RefinementCtx): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    context.addIssue({ code: 'custom', message: 'an address such as http://proxy.example:3128' })
  } else if (url.username !== '' || url.password !== '') {
    context.addIssue({
      code: 'custom',
      message: 'no name or password in the address; they are proxyUsername and proxyPassword',
    })
  }
}

function checkSipUri(text: string, context: z.RefinementCtx): void {
  const match = /^(sips?):[^@\s;]+@(\[[0-9A-Fa-f:]+\]|[^:;@\s]+)(?::([0-9]{1,5}))?((?:;[^;\s]+)*)$/.exec(text)
  if (match === null) {
    context.addIssue({
      code: 'custom',
      message: 'an address such as sip:sentral@192.0.2.10:5061;transport=tls',
    })
    return
  }
  const uri = parseSipUri(text)
  const kind = uri === undefined ? undefined : destinationOf(uri)?.kind
  if (kind === undefined) {
    context.addIssue({ code: 'custom', message: 'transport is udp, tcp or tls, and the port 1–65535' })
  } else if (kind !== 'tls' && !isLoopbackHost(uri?.host ?? '')) {
    context.addIssue({
      code: 'custom',
      message: 'SIP without TLS is accepted for this machine alone (127.0.0.1); add ;transport=tls',
    })
  }
}

/** Answers may come to an address of our own; what is not encrypted stays on this machine there, too. */
function checkAnswerAddress(
  path: { readonly uri: string; readonly listen?: string | undefined },
  context: z.RefinementCtx,
): void {
  const uri = parseSipUri(path.uri)
  const kind = uri === undefined ? undefined : destinationOf(uri)?.kind
  const listen = path.listen === undefined ? undefined : parseListenAddress(path.listen)
  if (kind === undefined || kind === 'tls' || listen === undefined || isLoopbackHost(listen.host)) return
  context.addIssue({
    code: 'custom',
    path: ['listen'],
    message: 'without TLS answers are taken on this machine alone (127.0.0.1)',
  })
}
