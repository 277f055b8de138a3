/** The broker of this centre: what the command line names, with what the configuration adds. */
import { readFile } from 'node:fs/promises'
import { assertAuthorities } from '../certificates.ts'
import type { CentreConfiguration } from '../configuration-schema.ts'
import { errorFields } from '../log.ts'
import type { CentreServices } from '../services.ts'
import { parseBrokerUrl, type BrokerAddress } from './broker-address.ts'
import { startMqttReceiver, type MqttOptions, type MqttReceiver } from './mqtt-receiver.ts'

/**
 * What is now at the broker. Another broker, or the same one by other words, is taken up beside the one of before,
 * which goes only when its follower hears the stations; and stays for as long as that one is not let in.
 */
export class CentreMqtt {
  #options: MqttOptions | undefined
  #now: MqttReceiver | undefined
  #before: MqttReceiver | undefined
  #isClosed = false
  readonly #leaving = new Set<Promise<void>>()

  constructor(private readonly services: CentreServices) {}

  /** As the ready line says it; undefined where there is no broker. */
  get address(): string | undefined {
    return this.#options?.url
  }

  /** Resolves when the broker has been tried once, or at once where nothing of it is new. */
  async become(options: MqttOptions | undefined): Promise<void> {
    if (this.#isClosed || JSON.stringify(options) === JSON.stringify(this.#options)) return
    const { log } = this.services
    this.#options = options
    this.#takeOver()
    if (options === undefined) {
      this.#leave(this.#before)
      this.#before = undefined
      this.#tell(null)
      return
    }
    this.#tell(false)
    const services = { ...this.services, knows: (station: string) => this.services.tokens.knows(station) }
    const receiver = startMqttReceiver(options, services, (isUp) => {
      if (this.#isClosed || this.#options !== options) return
      this.#tell(isUp)
      if (!isUp) return
      this.#leave(this.#before)
      this.#before = undefined
    })
    this.#now = receiver
    await receiver.tried
    if (this.#before !== undefined)
      log.warn(
        { broker: options.url },
        'the new broker is not there yet: the one of before stays until it is',
      )
  }

  /** Answers what it has in hand, then leaves the broker; may be called once. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#leave(this.#now)
    this.#leave(this.#before)
    await Promise.all(this.#leaving)
  }

  /** Of one that was never let in nothing is to be kept. */
  #takeOver(): void {
    if (this.#before === undefined) this.#before = this.#now
    else this.#leave(this.#now)
    this.#now = undefined
  }

  #leave(receiver: MqttReceiver | undefined): void {
    if (receiver === undefined) return
    const leaving = receiver
      .close()
      .catch((error: unknown) => this.services.log.warn(errorFields(error), 'the broker could not be left'))
    this.#leaving.add(leaving)
    void leaving.finally(() => this.#leaving.delete(leaving))
  }

  #tell(isUp: boolean | null): void {
    this.services.broker.isUp = isUp
    this.services.metrics.brokerUp.set(isUp === true ? 1 : 0)
  }
}

/** `named`: of the command line; it comes before the configuration's. Throws where its authority cannot be read. */
export async function readBroker(
  named: BrokerAddress | undefined,
  configured: CentreConfiguration['mqtt'],
): Promise<MqttOptions | undefined> {
  const address = named ?? (configured?.url === undefined ? undefined : parseBrokerUrl(configured.url))
  if (address === undefined || typeof address === 'string') return undefined
  const { prefix, group, ca: file } = configured ?? {}
  const ca = file === undefined ? undefined : await readFile(file, 'utf8')
  if (ca !== undefined) assertAuthorities(ca)
  return {
    url: address.url,
    // Credentials of the configuration stand in for those that the address leaves out.
    username: address.username ?? configured?.username,
    password: address.password ?? configured?.password,
    ...(prefix === undefined ? {} : { prefix }),
    ...(group === undefined ? {} : { group }),
    ...(ca === undefined ? {} : { ca }),
  }
}
