/** What the night room asks for beside the steps at an alarm. */
import { z } from 'zod'
import { StepOutput } from '../../shared/api/alarm-calls.ts'
import {
  AskForHelpInput,
  HomesOutput,
  LockedHelpInput,
  LockedHelpOutput,
  RemarksInput,
  ReportInput,
  SearchInput,
  SearchOutput,
  ShiftReportInput,
  ShiftReportOutput,
} from '../../shared/api/night.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { Alarm } from '../../shared/domain/alarm.ts'
import type { NightRoom } from '../night/night-room.ts'
import type { BoardReader } from '../services.ts'
import { refuse } from './api-failure.ts'
import type { Procedures } from './procedures.ts'
import { ANY_ROLE, EVERYBODY, readsOfResidents, WHO_GOES_OUT } from './rights.ts'

export interface NightProcedureDeps {
  readonly night: NightRoom
  readonly reader: BoardReader
}

export function nightRouter({ router, procedureFor, personProcedure }: Procedures, deps: NightProcedureDeps) {
  const { night, reader } = deps

  async function cardOf(raised: Promise<Alarm>): Promise<{ alarm: AlarmCard }> {
    const { id } = await raised
    const [card] = await reader.cards([id])
    if (card === undefined) throw new Error(`alarm ${id} has no card after it was raised`)
    return { alarm: card }
  }

  return router({
    homes: procedureFor(ANY_ROLE)
      .output(HomesOutput)
      .query(({ ctx: { role } }) => ({ homes: [...night.homesFor(readsOfResidents(role))] })),
    search: procedureFor(WHO_GOES_OUT)
      .input(SearchInput.strict())
      .output(SearchOutput)
      .query(({ input }) => night.search(input.terms)),
    shiftReport: procedureFor(WHO_GOES_OUT)
      .input(ShiftReportInput.strict())
      .output(ShiftReportOutput)
      .query(async ({ input: { by, shiftId, openedAt = null } }) => {
        const read = await night.parts.shiftReports.read(by, shiftId, openedAt)
        if (!read.ok) throw refuse(read.code, read.message)
        return read.report
      }),
    remark: procedureFor(WHO_GOES_OUT)
      .input(RemarksInput.strict())
      .output(z.object({}))
      .mutation(async ({ input: { by, shiftId, seenRevision, words } }) => {
        const done = await night.parts.shiftReports.remark(by, shiftId, seenRevision, words)
        if (!done.ok) throw refuse(done.code, done.message)
        return {}
      }),
    report: personProcedure
      .input(ReportInput.strict())
      .output(StepOutput)
      .mutation(({ input: { cause, residentId, place, words }, ctx: { actor } }) => {
        if (residentId === null && place === null) throw refuse('bad-input', 'neither a resident nor a place')
        if (residentId !== null && !night.homes().some((home) => home.residentId === residentId)) {
          throw refuse('unknown-resident', `no resident here has the id ${residentId}`)
        }
        return cardOf(night.parts.reports.report({ cause, residentId, place }, words, actor))
      }),
    askForHelp: personProcedure
      .input(AskForHelpInput.strict())
      .output(StepOutput)
      .mutation(({ input, ctx: { actor } }) => cardOf(night.parts.reports.askForHelp(actor, input.alarmId))),
    /** Nobody needs to be signed in: whoever is threatened types no code (docs/adr/0015). */
    askForHelpLocked: procedureFor(EVERYBODY)
      .input(LockedHelpInput.strict())
      .output(LockedHelpOutput)
      .mutation(async ({ input, ctx: { connection, personId } }) => {
        if (personId !== null) {
          // Somebody signed in there meanwhile.
          await night.parts.reports.askForHelp({ kind: 'person', id: personId }, null)
          return { rang: true }
        }
        const asked = await night.helpFromLockedScreen(connection, input)
        if (!asked.ok) throw refuse('help-asked-often', 'it rang often already', null, asked.waitSeconds)
        return { rang: asked.rang }
      }),
  })
}
