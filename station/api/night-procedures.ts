/** What the night room asks for beside the steps at an alarm. */
import { z } from 'zod'
import { StepOutput } from '../../shared/api/alarm-calls.ts'
import {
  AskForHelpInput,
  HomesOutput,
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
import { ANY_ROLE } from './rights.ts'

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
      .query(() => ({ homes: [...night.homes()] })),
    search: procedureFor(ANY_ROLE)
      .input(SearchInput.strict())
      .output(SearchOutput)
      .query(({ input }) => night.search(input.terms)),
    shiftReport: procedureFor(ANY_ROLE)
      .input(ShiftReportInput.strict())
      .output(ShiftReportOutput)
      .query(async ({ input: { by, shiftId } }) => {
        const read = await night.parts.shiftReports.read(by, shiftId)
        if (!read.ok) throw refuse(read.code, read.message)
        return read.report
      }),
    remark: procedureFor(ANY_ROLE)
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
  })
}
