/** Puts the parts of a station together over an open store, and runs them. */
import type { AlarmEffects } from './alarms/effects.ts'
import { Escalator } from './alarms/escalator.ts'
import { HelpIsComing } from './alarms/help-is-coming.ts'
import { BoardFeed } from './api/board-feed.ts'
import { tellsOfScreen } from './alarms/card.ts'
import { createAlarms } from './assembly/alarms.ts'
import type { AssembledStation, StationParts } from './assembly/assembled-station.ts'
import { createBoard } from './assembly/board.ts'
import { createCentreLink, readDeliveries, transportContext } from './assembly/centre-link.ts'
import { createDevices } from './assembly/devices.ts'
import { createPeople } from './assembly/people.ts'
import { createRun } from './assembly/run.ts'
import { createSupervision } from './assembly/supervision.ts'
import { createEars, createTechnician } from './assembly/technician.ts'
import { loadState } from './assembly/stored-state.ts'
import { createResidents } from './assembly/residents.ts'
import { createHouse } from './assembly/house.ts'
import { createNight } from './assembly/night.ts'
import { createTimeRules } from './assembly/time-rules.ts'
import { SYSTEM_KEY_STORE } from './config/key-store.ts'
import { createMetrics } from './metrics.ts'
import { receiversInUse } from './self-check/receivers-in-use.ts'
import { readDuty } from './store/duty-rows.ts'
import { Attendance } from './supervision/attendance.ts'
import { SoundLog } from './supervision/sound-log.ts'
import { DatabaseWatch } from './supervision/database-watch.ts'
import { DutyWatch } from './supervision/duty-watch.ts'
import { openWays } from './sync/open-ways.ts'
import { Ways } from './sync/ways.ts'
import { Vitals } from './vitals.ts'

export async function assemble(parts: StationParts): Promise<AssembledStation> {
  const { store, clock, log } = parts
  const { manager: reader } = store.reader
  let onChange: () => void = () => undefined
  const database = new DatabaseWatch()
  const state = await loadState(parts, (storeState) => {
    database.changed(storeState, clock.mono())
    onChange()
  })
  const { setup, book, health, writeQueue } = state
  const context = transportContext(state, clock, log)
  const ways = new Ways(await openWays(setup.careCentre?.paths ?? [], context))
  const deliveries = await readDeliveries(reader, ways.all.length > 0)

  const run = parts.newId()
  const metrics = createMetrics({
    openAlarms: () => book.size,
    outboxWaiting: () => vitals.waiting,
    ports: () => devices.hub.statuses(),
    clients: () => feed.clients,
    paths: () =>
      ways.all.map(({ name, state }) => ({
        name,
        isUp: state.link === 'ok',
        faults: state.faults,
        strays: state.strays,
        refusals: state.refusals,
      })),
    commands: () => centre.commandCounts(),
  })
  const ears = await createEars(state, {
    reader,
    log,
    command: (device, command) => devices.hub.commandDevice(device, command),
  })
  const feed = new BoardFeed({
    run,
    clock,
    metrics,
    onShown: (cards) => ears.running.shown(cards, clock.wall()),
  })
  const board = createBoard(state, {
    reader,
    deliveries,
    feed: {
      publishCards: (cards, origins) => {
        feed.publishCards(cards, origins)
        ears.running.published(cards, clock.wall())
      },
    },
    screens: {
      nameOf: (screenId) => people.parts.screens.nameOf(screenId),
      mute: () => attendance.mute.map((id) => (id === null ? null : people.parts.screens.nameOf(id))),
    },
    log,
  })
  const help = new HelpIsComing()
  const effects: AlarmEffects = {
    alarmsChanged(alarms, messages, origins) {
      const receivedAt = new Map(origins.map((origin) => [origin.eventId, origin.receivedAt]))
      for (const { id, alarm, createdAt, eventId } of messages) {
        deliveries.added(alarm.id, id, createdAt)
        const arrival = eventId === null ? undefined : receivedAt.get(eventId)
        if (arrival !== undefined) centre.settlement.arrived(id, arrival)
      }
      board.publish(alarms, origins)
      for (const deviceId of help.answered(messages)) devices.helpIsComing(deviceId)
      const critical = alarms.some(({ priority }) => priority === 'critical')
      centre.outbox.wake(critical)
      if (alarms.some(({ priority }) => priority !== 'critical')) centre.outbox.wake(false)
    },
  }
  const alarms = createAlarms(state, {
    effects,
    metrics,
    clock,
    log,
    standingOf: (deviceId) => {
      if (ears.running.isRunning(deviceId)) return 'test'
      return state.registry.device(deviceId)?.lifecycle === 'suspended' ? 'suspended' : undefined
    },
  })
  const centre = await createCentreLink(state, {
    alarms,
    board,
    deliveries,
    ways,
    context,
    reader,
    metrics,
    clock,
    log,
    heartbeatData: () => vitals.heartbeatData(),
  })
  const timeRules = await createTimeRules(state, { alarms, reader, clock, log })
  const devices = await createDevices(state, {
    alarms,
    clock,
    serialClock: parts.serialClock,
    openLink: parts.openLink,
    lister: parts.lister,
    openAdapter: parts.openAdapter,
    openConnections: parts.openConnections,
    reader,
    ears: {
      ...ears,
      onStored: (event) => {
        // As it was when the device said it: this very word may end the test.
        const standing = alarms.standingOf(event.deviceId)
        ears.onStored(event)
        timeRules.watch.onStored(event)
        if (state.absences.note(event, standing)) void residents.absences.look()
      },
    },
    log,
    onPortStatus: () => onChange(),
  })
  const technician = createTechnician(state, {
    ears,
    alarms,
    devices,
    timeRules,
    lister: parts.lister,
    reader,
    clock,
    log,
  })
  const people = await createPeople(state, {
    alarms,
    reader,
    refreshRegistry: () => devices.refreshRegistry(),
    feed,
    onScreenNamed: (screenId) => {
      board.publish(
        [...book.open()].filter((alarm) => tellsOfScreen(alarm, screenId)),
        [],
      )
    },
    clock,
    log,
  })
  const residents = createResidents(state, {
    reader,
    dataFolder: parts.dataFolder,
    refreshRegistry: () => devices.refreshRegistry(),
    board,
    alarms,
    timeRules,
    clock,
    log,
  })
  const vitals: Vitals = new Vitals({
    reader,
    heard: devices.heard,
    ports: () => devices.hub.statuses(),
    openAlarms: () => book.size,
    flood: () => book.load.banner(),
    away: () => state.absences.count,
    storeHealth: health,
    ways,
    publisher: feed,
    clock,
  })
  onChange = () => void vitals.refresh()
  const soundLog = new SoundLog({ writeQueue, audit: state.audit, clock, log })
  const attendance = new Attendance(soundLog, () => {
    board.publish(
      [...book.open()].filter(({ cause }) => cause === 'no-sound'),
      [],
    )
  })
  const { shifts, roster } = people.parts
  const duty = new DutyWatch(
    {
      shifts,
      isStaffed: () => roster.isStaffed,
      attendance,
      clients: () => feed.clients,
      // Whoever saved or wrote down an empty list of ways wants none.
      isCentreMissed: () => ways.all.length === 0 && setup.careCentre === undefined,
      writeQueue,
      clock,
      log,
    },
    await readDuty(reader),
  )
  const supervisor = createSupervision(state, {
    devices,
    database,
    ways,
    dataFolder: parts.dataFolder,
    duty,
    clock,
    log,
  })
  const escalator = new Escalator({
    ...alarms.deskParts,
    reach: () => ({ shifts, hasCentre: ways.all.length > 0 }),
    canStore: () => health.state === 'ok',
    log,
  })

  return {
    run,
    get identity() {
      return { ...setup.station, training: parts.training }
    },
    desk: alarms.desk,
    view: board.view,
    vitals,
    feed,
    metrics,
    log,
    hub: devices.hub,
    receivers: receiversInUse(setup),
    store,
    technician,
    rules: timeRules.desk,
    residents,
    house: createHouse(state, {
      people,
      effects,
      clock,
      log,
      centre,
      keyStore: SYSTEM_KEY_STORE,
      onPaper: () => {
        residents.paper.changed()
      },
    }),
    night: createNight(state, { deskParts: alarms.deskParts, view: board.view, reader, clock }),
    people,
    attendance,
    ...createRun(state, {
      store,
      database,
      alarms,
      timeRules,
      devices,
      centre,
      technician,
      people,
      residents,
      supervisor,
      escalator,
      vitals,
      log,
    }),
  }
}
