/** Calls of the night room over the station's WebSocket; every answer is checked before a screen sees it. */
import { StepOutput } from '../../shared/api/alarm-calls.ts'
import { HomesOutput, SearchOutput, ShiftReportOutput } from '../../shared/api/night.ts'
import { NumbersOutput, ReceiverNumberOutput, ReceiversOutput } from '../../shared/api/people.ts'
import { CardOutput } from '../../shared/api/residents.ts'
import { callList } from '../residents/call-list.ts'
import type { TechnicianTransport } from '../technician/trpc-technician-client.ts'
import type { NightClient } from './night-client.ts'

export function createTrpcNightClient({ api, answered, limitMs }: TechnicianTransport): NightClient {
  const limit = () => ({ signal: AbortSignal.timeout(limitMs) })
  return {
    homes: () =>
      answered(api.night.homes.query(undefined, limit()).then((it) => HomesOutput.parse(it).homes)),
    report: (input) =>
      answered(api.night.report.mutate(input, limit()).then((it) => StepOutput.parse(it).alarm)),
    askForHelp: (input) =>
      answered(api.night.askForHelp.mutate(input, limit()).then((it) => StepOutput.parse(it).alarm)),
    askForHelpLocked: async (input) => {
      await answered(api.night.askForHelpLocked.mutate(input, limit()))
    },
    search: (terms) =>
      answered(api.night.search.query({ terms: [...terms] }, limit()).then((it) => SearchOutput.parse(it))),
    contacts: (by, alarmId) =>
      answered(
        api.residents.card
          .query({ by, alarmId }, limit())
          .then((it) => CardOutput.parse(it).card)
          .then((card) => (card === null ? [] : callList(card.details))),
      ),
    numbers: (by, alarmId) =>
      answered(api.people.numbers.query({ by, alarmId }, limit()).then((it) => NumbersOutput.parse(it))),
    receivers: (by, alarmId) =>
      answered(
        api.people.receivers
          .query({ by, alarmId }, limit())
          .then((it) => ReceiversOutput.parse(it).receivers),
      ),
    receiverNumber: (by, alarmId, personId) =>
      answered(
        api.people.receiverNumber
          .query({ by, alarmId, personId }, limit())
          .then((it) => ReceiverNumberOutput.parse(it).phone),
      ),
    shiftReport: (input) =>
      answered(api.night.shiftReport.query(input, limit()).then((it) => ShiftReportOutput.parse(it))),
    remark: async (input) => {
      await answered(api.night.remark.mutate(input, limit()))
    },
  }
}
