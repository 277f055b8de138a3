import { z } from 'zod'
import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import { CentreSoundPausedSchema } from '../../shared/api/centre/sound.ts'
import type { CentreServices } from '../services.ts'
import { operatorOf } from './access.ts'
import { WATCHERS } from './rights.ts'
import type { Api } from './server.ts'

/** A page that is locked rings on, and its sound can be paused. */
export function registerSoundRoutes(api: Api, { soundPauses }: CentreServices): void {
  api.route({
    method: 'POST',
    url: '/v1/sound/paused',
    config: { access: WATCHERS },
    schema: {
      summary: 'The sound of this page was paused: for the audit log',
      security: [{ session: [] }],
      body: CentreSoundPausedSchema,
      response: { 204: z.null().describe('nothing'), '4xx': ProblemSchema, '5xx': ProblemSchema },
    },
    handler: async (request, reply) => {
      await soundPauses.note(operatorOf(request), request.body)
      return reply.code(204).send(null)
    },
  })
}
