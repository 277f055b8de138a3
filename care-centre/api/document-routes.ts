import { DocumentsPageSchema, DocumentsQuerySchema } from '../../shared/api/centre/documents.ts'
import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import type { CentreServices } from '../services.ts'
import { appendAudit } from '../store/audit-rows.ts'
import { readDocuments } from '../store/document-rows.ts'
import { operatorOf, scopeOf } from './access.ts'
import { askedStations } from './alarm-routes.ts'
import { ADMINISTRATORS } from './rights.ts'
import type { Api } from './server.ts'

/** What devices said, word for word; every look stands in the audit log. */
export function registerDocumentRoutes(api: Api, { store, watch, clock }: CentreServices): void {
  api.route({
    method: 'GET',
    url: '/v1/scaip/documents',
    config: { access: ADMINISTRATORS },
    schema: {
      summary: 'SCAIP documents as they came and were answered, the newest first',
      security: [{ session: [] }],
      querystring: DocumentsQuerySchema,
      response: { 200: DocumentsPageSchema, '4xx': ProblemSchema, '5xx': ProblemSchema },
    },
    handler: async (request) => {
      const { station, cid, after, limit } = request.query
      const stations = askedStations(scopeOf(request), station) ?? watch.ids()
      const { municipality, id } = operatorOf(request)
      const entry = {
        at: clock.now(),
        actor: { kind: 'operator', id } as const,
        action: 'documents.read',
        subject: municipality,
        data: { station: station ?? null, cid: cid ?? null },
      }
      await store.writes.run((transaction) => appendAudit(transaction, municipality, entry))
      const page = await readDocuments(store.reading.query, {
        stations,
        cid,
        after: after === undefined ? undefined : Number(after),
        limit: Number(limit),
      })
      return {
        documents: page.documents.map(({ at, ...document }) => ({ ...document, at: isoInstant(at) })),
        next: page.next === null ? null : String(page.next),
      }
    },
  })
}
