/** The station itself: its name, the ladder, who is on call, the way to the centre. Managers plan who is on call. */
import { z } from 'zod'
import { PathHealthSchema, PathTestOutput, TestPathInput } from '../../shared/api/centre-paths.ts'
import {
  HouseOutput,
  SetCentreInput,
  SetLadderInput,
  SetOnCallInput,
  SetStationInput,
} from '../../shared/api/house.ts'
import type { HouseDesk } from '../house/house-desk.ts'
import type { Outcome } from '../people/outcome.ts'
import { refuse } from './api-failure.ts'
import type { Procedures } from './procedures.ts'
import { ADMINISTRATORS, WHO_SEES_PEOPLE } from './rights.ts'

const NothingOutput = z.object({})

export function houseRouter({ router, procedureFor }: Procedures, desk: HouseDesk) {
  const administrator = procedureFor(ADMINISTRATORS)
  const keeper = procedureFor(WHO_SEES_PEOPLE)
  return router({
    view: keeper.output(HouseOutput).query(() => desk.view()),
    setStation: administrator
      .input(SetStationInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, ...change } }) => done(await desk.setStation(by, change))),
    setLadder: administrator
      .input(SetLadderInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, priority, category, rungs } }) =>
        done(await desk.setLadder(by, priority, category, rungs)),
      ),
    setOnCall: keeper
      .input(SetOnCallInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, plan } }) => done(await desk.setOnCall(by, plan))),
    setCentre: administrator
      .input(SetCentreInput.strict())
      .output(NothingOutput)
      .mutation(async ({ input: { by, ...change } }) => done(await desk.setCentre(by, change))),
    paths: keeper.output(z.array(PathHealthSchema)).query(() => desk.paths()),
    testPath: keeper
      .input(TestPathInput)
      .output(PathTestOutput)
      .mutation(async ({ input: { key } }) => {
        const outcome = await desk.testPath(key)
        if (!outcome.ok) throw refuse(outcome.code, outcome.message)
        return outcome.result
      }),
  })
}

function done(outcome: Outcome<object>): Record<string, never> {
  if (outcome.ok) return {}
  throw refuse(outcome.code, outcome.message)
}
