/** The care centre at a broker (contract: "MQTT"): bodies in, answers and commands out. */
import type { Logger } from 'pino'
import {
  DEFAULT_TOPIC_PREFIX,
  StationStateSchema,
  stationOfTopic,
  topicOf,
} from '../../shared/wire/mqtt-topics.ts'
import type { CentreMetrics } from '../api/metrics.ts'
import { errorFields } from '../log.ts'
import { readOpenCommands } from '../store/open-commands.ts'
import type { Store } from '../store/store.ts'
import type { BrokerAddress } from './broker-address.ts'
import { BrokerClient, type Arrived } from './broker-client.ts'
import { MqttDoor, type DoorServices } from './mqtt-door.ts'

/** Nodes of one care centre share the bodies: each goes to one of them. */
const DEFAULT_GROUP = 'care-centre'

export interface MqttOptions extends BrokerAddress {
  readonly ca?: string
  /** Default: `tryggvakt`. */
  readonly prefix?: string
  /** Default: `care-centre`. */
  readonly group?: string
}

export interface ReceiverServices extends DoorServices {
  readonly store: Pick<Store, 'reading' | 'changes'>
  readonly metrics: CentreMetrics
  readonly log: Logger
}

export interface MqttReceiver {
  /** Resolves when the broker has been tried once; one that is away does not hold the centre back. */
  readonly tried: Promise<void>
  /** Answers what it has in hand, then leaves the broker; may be called once. */
  close(): Promise<void>
}

/** `onState`: whether it takes bodies now; not told of its own end. */
export function startMqttReceiver(
  options: MqttOptions,
  services: ReceiverServices,
  onState: (isUp: boolean) => void,
): MqttReceiver {
  const { log, metrics, store } = services
  const prefix = options.prefix ?? DEFAULT_TOPIC_PREFIX
  const door = new MqttDoor(services)
  // One line for the first failure, too.
  let isTold = true
  const broker = new BrokerClient(
    { ...options, ca: options.ca },
    {
      subscriptions: [
        `$share/${options.group ?? DEFAULT_GROUP}/${prefix}/+/messages`,
        // Not shared: each node watches all stations.
        `${prefix}/+/state`,
      ],
      onMessage: (arrived) => handle(arrived),
      onUp: () => {
        isTold = true
        log.info({ broker: options.url }, 'the broker is there')
        onState(true)
      },
      onDown: (reason) => {
        if (isTold) log.warn({ broker: options.url, reason }, 'the broker is away')
        isTold = false
        onState(false)
      },
    },
  )

  const handle = async ({ topic, payload, correlation, retained }: Arrived): Promise<void> => {
    try {
      const watched = stationOfTopic(prefix, topic, 'state')
      if (watched !== undefined) {
        // One from before says nothing of now; ninety seconds of silence do.
        const state = retained ? undefined : stateIn(payload)
        if (state !== undefined) door.stateIs(watched, state)
        return
      }
      const station = stationOfTopic(prefix, topic, 'messages')
      if (station === undefined || retained) {
        metrics.refusedBodies.inc({ code: 'unknown-station' })
        return
      }
      broker.publish(topicOf(prefix, station, 'replies'), await door.take(station, payload), correlation)
    } catch (error) {
      log.error(errorFields(error), 'a body over the broker could not be answered')
    }
  }

  const tellCommands = async (station: string): Promise<void> => {
    const commands = await readOpenCommands(store.reading, station)
    const reply = { acknowledged: [], rejected: [], commands }
    if (commands.length > 0) broker.publish(topicOf(prefix, station, 'replies'), reply, undefined)
  }
  const endListening = store.changes.listen({
    onChange: ({ type, station, data }) => {
      if (type !== 'command' || !isNew(data)) return
      tellCommands(station).catch((error: unknown) => {
        log.error(errorFields(error), 'commands could not be read for the broker')
      })
    },
    // Commands that were missed go with the next answer.
    onGap: () => undefined,
  })

  return {
    tried: broker.tried,
    close: async () => {
      endListening()
      await broker.close()
    },
  }
}

function stateIn(payload: Buffer) {
  try {
    const parsed = StationStateSchema.safeParse(JSON.parse(payload.toString('utf8')))
    return parsed.success ? parsed.data.state : undefined
  } catch {
    return undefined
  }
}

/** A command given, not one handled. */
function isNew(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'result' in data && data.result === null
}
