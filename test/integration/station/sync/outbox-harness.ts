/** The outbox of a real core over ways that are told what to answer. */
import { CentreCommands } from '../../../../station/alarms/centre-commands.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import { seenByCentre } from '../../../../station/store/command-rows.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import { Outbox } from '../../../../station/sync/outbox.ts'
import { Settlement } from '../../../../station/sync/settlement.ts'
import type { OutboxTransport } from '../../../../station/sync/transport.ts'
import { newWay, Ways } from '../../../../station/sync/ways.ts'
import { quiet, type StationCore } from '../station-core.ts'

/** `onRejected` gets the id of a message that a technician hears of. */
export async function outboxTo(
  core: StationCore,
  transports: readonly OutboxTransport[],
  onRejected: (messageId: string) => void = () => undefined,
): Promise<Outbox> {
  const { writeQueue, deliveries, clock, desk } = core
  const ways = transports.map((transport, index) =>
    newWay(`way-${String(index)}`, `https ${String(index)}`, transport),
  )
  const metrics = {
    observeIntake: () => undefined,
    observeBoard: () => undefined,
    observeCentre: () => undefined,
  }
  const registry = new Registry(await readRegistry(core.store.reader.manager))
  const settlement = new Settlement({
    writeQueue,
    deliveries,
    clock,
    metrics,
    log: quiet,
    onDelivered: () => undefined,
    onRejected: ({ id }) => {
      onRejected(id)
    },
  })
  const commands = new CentreCommands(
    {
      writeQueue,
      desk,
      registry: () => registry,
      audit: core.parts.audit,
      clock,
      log: quiet,
      seenByCentre: ({ manager }, alarmId) => seenByCentre(manager, alarmId),
      onResultWaiting: () => {
        outbox.heartbeats.wake()
      },
    },
    [],
  )
  const outbox = new Outbox({
    reader: core.store.reader.manager,
    ways: new Ways(ways),
    settlement,
    commands,
    clock,
    log: quiet,
    random: () => 0,
    heartbeatMs: () => 60_000,
    heartbeatData: () => ({ openAlarms: core.book.size, waiting: 0, status: 'ok' }),
  })
  return outbox
}
