/** Calls about residents over the station's WebSocket; every answer is checked before a screen sees it. */
import { ResidentRulesOutput } from '../../shared/api/rules.ts'
import {
  AddResidentOutput,
  CardOutput,
  KeysOutput,
  PaperOutput,
  RecordOutput,
  ResidentsOutput,
} from '../../shared/api/residents.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { TechnicianTransport } from '../technician/trpc-technician-client.ts'
import type { ResidentCall, ResidentsClient } from './residents-client.ts'

export function createTrpcResidentsClient({
  api,
  answered,
  limitMs,
}: Pick<TechnicianTransport, 'api' | 'answered' | 'limitMs'>): ResidentsClient {
  const { residents, rules } = api
  const limit = () => ({ signal: AbortSignal.timeout(limitMs) })
  return {
    list: () =>
      answered(residents.list.query(undefined, limit()).then((it) => ResidentsOutput.parse(it).residents)),
    record: (input) => answered(residents.record.query(input, limit()).then((it) => RecordOutput.parse(it))),
    card: (input) => answered(residents.card.query(input, limit()).then((it) => CardOutput.parse(it).card)),
    keys: (input) => answered(residents.keys.mutate(input, limit()).then((it) => KeysOutput.parse(it))),
    add: (input) =>
      answered(residents.add.mutate(input, limit()).then((it) => AddResidentOutput.parse(it).residentId)),
    take: async (call) => {
      await answered<unknown>(send(call))
    },
    paper: () => answered(residents.paper.query(undefined, limit()).then((it) => PaperOutput.parse(it))),
    setPaperKeys: (input) =>
      answered(residents.setPaperKeys.mutate(input, limit()).then((it) => PaperOutput.parse(it))),
    rules: (residentId) =>
      answered(rules.of.query({ residentId }, limit()).then((it) => ResidentRulesOutput.parse(it))),
    switchRule: (input) =>
      answered(rules.switch.mutate(input, limit()).then((it) => ResidentRulesOutput.parse(it))),
    setHours: (input) =>
      answered(rules.setHours.mutate(input, limit()).then((it) => ResidentRulesOutput.parse(it))),
  }

  function send(call: ResidentCall): Promise<unknown> {
    switch (call.act) {
      case 'change':
        return residents.change.mutate(call.input, limit())
      case 'set-keys':
        return residents.setKeys.mutate(call.input, limit())
      case 'leave':
        return residents.leave.mutate(call.input, limit())
      case 'return':
        return residents.return.mutate(call.input, limit())
      case 'set-away':
        return residents.setAway.mutate(call.input, limit())
      case 'end-away':
        return residents.endAway.mutate(call.input, limit())
      default:
        return assertNever(call)
    }
  }
}
