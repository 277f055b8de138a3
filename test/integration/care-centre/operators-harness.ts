/** A care centre of two municipalities with people in every role, and a browser for each of them. */
import type { CareCentreOptions } from '../../../care-centre/centre.ts'
import { tokensOf } from '../../../care-centre/configuration.ts'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { startCentre, type Answer } from './centre-harness.ts'

export const PIN = '482915'
/** The same six digits, with a cost that a test can pay often. */
export const PIN_HASH = 'scrypt$2$1$1$c2FsdHNhbHRzYWx0c2FsdA$HAKdSkePnZ2_G_5kX6K3y6ASBJhkmtQCaBYyX2uQ6sI'

export const ROLES = ['operator', 'lead', 'administrator'] as const

const municipality = (id: string, station: string) => ({
  id,
  name: `Kommune ${id}`,
  stations: [{ id: station, name: `Hus ${station}`, token: `token-of-${station}` }],
  operators: [
    ...ROLES.map((role) => ({ id: `${role}-${id}`, name: `Ola ${role}`, role, pin: PIN_HASH })),
    { id: `second-${id}`, name: 'Åse', role: 'operator', pin: PIN_HASH },
    { id: `new-${id}`, name: 'Nils', role: 'operator', pin: '739106' },
  ],
})

export const CONFIGURATION = ConfigurationSchema.parse({
  municipalities: [municipality('5001', 'solbakken'), municipality('4601', 'fjellhus')],
})

/** `alarms` of the station's municipality; every answer is what a page would see. */
export async function startTwoMunicipalities(options: Partial<CareCentreOptions> = {}) {
  const tokens = tokensOf(options.configuration ?? CONFIGURATION)
  const centre = await startCentre({ configuration: CONFIGURATION, tokens, ...options })

  /** A browser: it keeps its cookie and sends the header of the page. */
  const browser = () => {
    let cookie = ''
    const call = async (
      method: string,
      where: string,
      body?: unknown,
      headers: Record<string, string> = { 'x-tryggvakt': '1' },
    ): Promise<Answer> => {
      const response = await fetch(`${centre.url}${where}`, {
        method,
        headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const given = response.headers.getSetCookie()[0]
      if (given !== undefined) cookie = given.split(';')[0] ?? ''
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    }
    return {
      call,
      get: (where: string) => call('GET', where),
      post: (where: string, body?: unknown) => call('POST', where, body),
      /** Events as text, until `end` is called or the centre ends them. */
      listen: async () => await listenTo(`${centre.url}/v1/stream`, cookie),
    }
  }

  const signIn = async (operator: string, of: string, pin = PIN) => {
    const page = browser()
    const answer = await page.post('/v1/session', { municipality: of, operator, pin })
    if (answer.status !== 201) throw new Error(`${operator} cannot sign in: ${JSON.stringify(answer.body)}`)
    return page
  }
  /** What the station of the municipality says; the answer must be 200. */
  const say = async (station: string, messages: readonly unknown[], more: Record<string, unknown> = {}) => {
    const where = `/v1/stations/${station}/messages`
    const answer = await centre.post(where, { messages, ...more }, `token-of-${station}`)
    if (answer.status !== 200) throw new Error(`answered ${String(answer.status)}`)
    return answer.body as { commands: { id: string; type: string; by: string }[] }
  }
  return { ...centre, browser, signIn, say }
}

async function listenTo(url: string, cookie: string) {
  const abort = new AbortController()
  const response = await fetch(url, { headers: { cookie }, signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  return {
    status: response.status,
    heard: () => heard,
    /** Resolves when the words have been heard; rejects when the stream ends before. */
    hear: async (words: string): Promise<void> => {
      while (!heard.includes(words)) {
        const chunk = await reader?.read()
        if (chunk === undefined || chunk.done) throw new Error(`the stream ended before ${words}`)
        heard += chunk.value
      }
    },
    end: () => {
      abort.abort()
    },
  }
}
