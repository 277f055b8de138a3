import { createHash } from 'node:crypto'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { DEFAULT_TOPIC_PREFIX } from '../../shared/wire/mqtt-topics.ts'
import type { Clock } from '../clock.ts'
import type { CentrePath } from '../config/configuration.ts'
import { readSecret, secretsOf } from '../config/read-configuration-file.ts'
import type { Registry } from '../devices/registry.ts'
import type { Log } from '../services.ts'
import type { OutboxTransport } from './transport.ts'
import { HttpsTransport } from './transports/https-transport.ts'
import { MqttTransport } from './transports/mqtt-transport.ts'
import { answerAddressOf } from './transports/scaip-addresses.ts'
import { ScaipTransport } from './transports/scaip-transport.ts'

/** What a way to the centre may have to know of its station. */
export interface TransportContext {
  readonly stationId: string
  /** As it is now: devices and residents may change while the way stands. */
  readonly registry: () => Registry
  readonly clock: Clock
  readonly log: Log
}

/**
 * The way of one path of the configuration, not connected yet. Rejects where a file of it cannot be read.
 */
export async function openPath(
  path: CentrePath,
  { stationId, registry, log }: TransportContext,
): Promise<OutboxTransport> {
  switch (path.kind) {
    case 'https':
      return new HttpsTransport(
        {
          url: path.url,
          token: await readSecret(path.token),
          ca: await optional(path.ca),
          clientCert: await optional(path.clientCert),
          clientKey: await optional(path.clientKey),
          pinSha256: path.pinSha256,
          proxy: path.proxy,
          proxyUsername: path.proxyUsername,
          proxyPassword: await optional(path.proxyPassword),
        },
        stationId,
      )
    case 'mqtt':
      return new MqttTransport(
        {
          url: path.url,
          username: path.username,
          password: await optional(path.password),
          topicPrefix: path.topicPrefix ?? DEFAULT_TOPIC_PREFIX,
          ca: await optional(path.ca),
          clientCert: await optional(path.clientCert),
          clientKey: await optional(path.clientKey),
        },
        stationId,
      )
    case 'scaip':
      return new ScaipTransport(
        {
          uri: path.uri,
          cid: path.cid,
          listen: answerAddressOf(path),
          username: path.username,
          password: await optional(path.password),
          tls: {
            ca: await optional(path.ca),
            cert: await optional(path.clientCert),
            key: await optional(path.clientKey),
          },
        },
        registry,
        log,
      )
    default:
      return assertNever(path)
  }
}

/** Whether a file or the key store has something of it. */
export function hasFiledSecrets(path: CentrePath): boolean {
  return filedSecrets(path).length > 0
}

/** A digest of what stands there now; rejects where something of it cannot be read. */
export async function readSecrets(path: CentrePath): Promise<string> {
  const words = await Promise.all(filedSecrets(path).map(readSecret))
  return createHash('sha256').update(JSON.stringify(words)).digest('hex')
}

function filedSecrets(path: CentrePath) {
  return Object.values(secretsOf(path)).filter((secret) => typeof secret === 'object')
}

async function optional(secret: Parameters<typeof readSecret>[0] | undefined): Promise<string | undefined> {
  return secret === undefined ? undefined : await readSecret(secret)
}
