/** The broker of this centre: what the command line names, with what the configuration adds. */
import { readFile } from 'node:fs/promises'
import type { CentreConfiguration } from '../configuration-schema.ts'
import type { CentreServices } from '../services.ts'
import { parseBrokerUrl, type BrokerAddress } from './broker-address.ts'
import { startMqttReceiver } from './mqtt-receiver.ts'

export interface OpenMqttOptions {
  /** From the command line; it comes before the configuration's. */
  readonly mqtt?: BrokerAddress
  readonly configuration?: CentreConfiguration
}

export interface OpenMqtt {
  /** As the ready line says it; undefined where there is no broker. */
  readonly address: string | undefined
  close(): Promise<void>
}

/** Resolves when the broker has been tried once. Rejects where the file of its authority cannot be read. */
export async function openMqtt(options: OpenMqttOptions, services: CentreServices): Promise<OpenMqtt> {
  const { configuration } = options
  const broker = brokerOf(options)
  if (broker === undefined) return { address: undefined, close: () => Promise.resolve() }
  const { prefix, group, ca } = configuration?.mqtt ?? {}
  const receiver = await startMqttReceiver(
    {
      ...broker,
      ...(prefix === undefined ? {} : { prefix }),
      ...(group === undefined ? {} : { group }),
      ...(ca === undefined ? {} : { ca: await readFile(ca, 'utf8') }),
    },
    { ...services, knows: (station) => services.tokens.knows(station) },
  )
  return { address: broker.url, close: () => receiver.close() }
}

/** Credentials of the configuration stand in for those that the address leaves out. */
function brokerOf({ mqtt, configuration }: OpenMqttOptions): BrokerAddress | undefined {
  const configured = configuration?.mqtt
  const address = mqtt ?? (configured?.url === undefined ? undefined : parseBrokerUrl(configured.url))
  if (address === undefined || typeof address === 'string') return undefined
  return {
    url: address.url,
    username: address.username ?? configured?.username,
    password: address.password ?? configured?.password,
  }
}
