/** What the night room asks for beside the steps at an alarm. */
import { StepOutput } from '../../shared/api/alarm-calls.ts'
import { AskForHelpInput, HomesOutput, ReportInput } from '../../shared/api/night.ts'
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
