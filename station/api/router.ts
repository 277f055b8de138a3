/** The station's API: few procedures, named after what people do. Clients import the type of this alone. */
import { z } from 'zod'
import {
  AttendInput,
  SoundedInput,
  SoundPausedInput,
  BoardChangesInput,
  BoardMessageSchema,
  type Board,
  type BoardMessage,
} from '../../shared/api/board.ts'
import {
  DiagnosticsOutput,
  TrainingActInput,
  TrainingOutput,
  type Diagnostics,
} from '../../shared/api/diagnostics.ts'
import type { AlarmDesk, BoardReader, Log, ProofSource } from '../services.ts'
import type { TrainingControl } from '../training/training-control.ts'
import { alarmRouter } from './alarm-procedures.ts'
import { refuse } from './api-failure.ts'
import type { BoardFeed } from './board-feed.ts'
import { peopleRouter, sessionRouter, shiftRouter } from './people-procedures.ts'
import type { NightRoom } from '../night/night-room.ts'
import type { HouseDesk } from '../house/house-desk.ts'
import { houseRouter } from './house-procedures.ts'
import { nightRouter } from './night-procedures.ts'
import { createProcedures } from './procedures.ts'
import { ANY_ROLE, EVERYBODY } from './rights.ts'
import type { RuleDesk } from '../alarms/time-rules/rule-desk.ts'
import type { ResidentsRoom } from '../residents/residents-room.ts'
import { residentRouter } from './resident-procedures.ts'
import { ruleRouter } from './rule-procedures.ts'
import { screenRouter } from './screen-procedures.ts'
import { technicianRouter } from './technician-procedures.ts'
import type { PeopleRoom } from '../people/people-room.ts'
import type { Sight } from '../people/sight-log.ts'
import type { Attendance } from '../supervision/attendance.ts'
import type { TechnicianRoom } from '../technician/technician-room.ts'
import { veilMessage } from './veil.ts'

export interface RouterDeps {
  readonly desk: AlarmDesk
  readonly reader: BoardReader
  readonly proof: ProofSource
  readonly feed: BoardFeed
  readonly station: () => Board['station']
  readonly diagnostics: () => Promise<Diagnostics>
  /** Null outside the training home. */
  readonly training: TrainingControl | null
  readonly technician: TechnicianRoom
  readonly rules: RuleDesk
  readonly night: NightRoom
  readonly house: HouseDesk
  readonly attendance: Attendance
  readonly people: PeopleRoom
  readonly residents: ResidentsRoom
  /** Tells a full or failing database from every other failure; those answer `cannot-store`. */
  readonly isStorageFailure: (cause: unknown) => boolean
  readonly log: Log
}

export function createRouter(deps: RouterDeps) {
  const { people } = deps
  const procedures = createProcedures(people.parts, deps)
  const { router, procedureFor } = procedures
  const everybody = procedureFor(EVERYBODY)
  const noteSight = (sight: Sight): Promise<void> => deps.night.parts.sights.note(sight)

  const readBoard = async (): Promise<Board> => ({
    station: deps.station(),
    people: [...people.parts.roster.tiles()],
    alarms: [...(await deps.reader.openCards())],
    proof: deps.proof.proof(),
  })

  const training = (): TrainingControl => {
    if (deps.training === null) throw refuse('not-training', 'this station has no simulated devices')
    return deps.training
  }

  return router({
    board: router({
      /** Snapshot, then numbered changes, then a tick at least once a second. */
      changes: everybody.input(BoardChangesInput.strict().optional()).subscription(async function* ({
        input,
        ctx,
        signal,
      }): AsyncGenerator<BoardMessage, void, void> {
        const messages = deps.feed.messages({
          since: input?.since,
          readBoard,
          signal: signal ?? new AbortController().signal,
          isCongested: ctx.isCongested,
          onOutdated: (again) => ctx.connection.onChanged(again),
        })
        for await (const message of messages) {
          yield BoardMessageSchema.parse(people.isVeiled(ctx.connection) ? veilMessage(message) : message)
        }
      }),
    }),
    client: router({
      /** For as long as it lasts this client is there to be heard; the first word says that it is counted. */
      attend: everybody.input(AttendInput).subscription(async function* ({ input, ctx, signal }) {
        const leave = deps.attendance.arrive(ctx.connection, input.sound)
        try {
          yield { attending: true }
          await ended(signal)
        } finally {
          leave()
        }
      }),
      soundPaused: everybody
        .input(SoundPausedInput)
        .output(z.object({}))
        .mutation(({ input: { by, seconds, agoMs = 0 }, ctx: { personId } }) => {
          const tile = by === undefined ? undefined : people.parts.roster.person(by)
          deps.attendance.paused(personId ?? (tile?.signIn === 'tile' ? tile.id : null), seconds, agoMs)
          return {}
        }),
      sounded: everybody
        .input(SoundedInput)
        .output(z.object({}))
        .mutation(({ input, ctx }) => {
          deps.attendance.sounded(ctx.connection, input.alarmIds)
          return {}
        }),
    }),
    alarm: alarmRouter(procedures, { ...deps, noteSight }),
    station: router({
      diagnostics: everybody.output(DiagnosticsOutput).query(() => deps.diagnostics()),
    }),
    session: sessionRouter(procedures, people),
    residents: residentRouter(
      procedures,
      deps.residents,
      (personId) => people.parts.roster.person(personId)?.role,
    ),
    rules: ruleRouter(procedures, deps.rules),
    night: nightRouter(procedures, deps),
    shift: shiftRouter(procedures, people, noteSight),
    people: peopleRouter(procedures, people),
    house: houseRouter(procedures, deps.house),
    screens: screenRouter(procedures, people.parts.screens),
    technician: technicianRouter(procedures, deps.technician),
    training: router({
      devices: procedureFor(ANY_ROLE)
        .output(TrainingOutput)
        .query(() => ({ devices: [...training().devices()] })),
      act: everybody.input(TrainingActInput.strict()).mutation(async ({ input }) => {
        const result = await training().act(input.deviceId, input.act)
        if (result === 'unknown-device') {
          throw refuse('unknown-device', `the training home has no device ${input.deviceId}`)
        }
        return {}
      }),
    }),
  })
}

function ended(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal === undefined || signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

export type AppRouter = ReturnType<typeof createRouter>
