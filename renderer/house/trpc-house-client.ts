/** Calls about the station itself over its WebSocket; what comes back is checked before a screen sees it. */
import { z } from 'zod'
import { PathHealthSchema, PathTestOutput } from '../../shared/api/centre-paths.ts'
import { HouseOutput } from '../../shared/api/house.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { TechnicianTransport } from '../technician/trpc-technician-client.ts'
import type { HouseCall, HouseClient } from './house-client.ts'

/** How long the station itself waits for the centre's answer. */
const PATH_TEST_MS = 5_000

export function createTrpcHouseClient({
  api: { house },
  answered,
  limitMs,
}: Pick<TechnicianTransport, 'api' | 'answered' | 'limitMs'>): HouseClient {
  const limit = () => ({ signal: AbortSignal.timeout(limitMs) })
  return {
    view: () => answered(house.view.query(undefined, limit()).then((it) => HouseOutput.parse(it))),
    take: async (call) => {
      await answered<unknown>(send(call))
    },
    paths: () =>
      answered(house.paths.query(undefined, limit()).then((it) => z.array(PathHealthSchema).parse(it))),
    testPath: (key) =>
      answered(
        house.testPath
          .mutate({ key }, { signal: AbortSignal.timeout(limitMs + PATH_TEST_MS) })
          .then((it) => PathTestOutput.parse(it)),
      ),
  }

  function send(call: HouseCall): Promise<unknown> {
    switch (call.act) {
      case 'station':
        return house.setStation.mutate(call.input, limit())
      case 'ladder':
        return house.setLadder.mutate(call.input, limit())
      case 'on-call':
        return house.setOnCall.mutate(call.input, limit())
      case 'centre':
        return house.setCentre.mutate(call.input, limit())
      default:
        return assertNever(call)
    }
  }
}
