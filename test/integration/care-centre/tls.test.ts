import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { Authority, type Certificate } from '../../support/certificates.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { readTls } from '../../../care-centre/api/tls.ts'
import { startCentre, temporaryFolder } from './centre-harness.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
}

/** One call as from a machine that trusts `ca` and shows `own`, if any. */
async function get(url: string, ca: string, own?: Certificate): Promise<Answer> {
  const shown = own === undefined ? {} : { cert: await readFile(own.cert), key: await readFile(own.key) }
  const options = { ca: await readFile(ca), agent: false as const, ...shown }
  return await new Promise((resolve, reject) => {
    request(url, options, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, headers: response.headers })
    })
      .on('error', reject)
      .end()
  })
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

const configured = (own: Certificate, more: Record<string, unknown> = {}) => ({
  municipalities: [],
  tls: { cert: own.cert, key: own.key, clients: 'optional' as const, ...more },
})

test('over TLS the page and the calls are there, by 1.2 or newer, and nothing plain', async () => {
  const authority = await Authority.made(await temporaryFolder())
  const centre = await startCentre({ configuration: configured(await authority.sign('centre')) })
  expect(centre.url).toMatch(/^https:/)
  const { status, headers } = await get(`${centre.url}/healthz`, authority.cert)
  expect(status).toBe(200)
  expect(headers).toMatchObject({ 'strict-transport-security': 'max-age=31536000' })
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  await expect(fetch(centre.url.replace('https:', 'http:'))).rejects.toThrow()
  const { port } = new URL(centre.url)
  const old = await new Promise((resolve) => {
    const options = {
      host: '127.0.0.1',
      port: Number(port),
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1.1',
    } as const
    const socket = connect({ ...options, rejectUnauthorized: false, ciphers: 'DEFAULT@SECLEVEL=0' }, () =>
      resolve('open'),
    )
    socket.on('error', () => resolve('refused'))
  })
  expect(old).toBe('refused')
})

test('a certificate of a caller is the right one or none; where it is required, none is refused', async () => {
  const authority = await Authority.made(await temporaryFolder())
  const stranger = await Authority.made(await temporaryFolder())
  const [own, known, wrong] = await Promise.all([
    authority.sign('centre'),
    authority.sign('station'),
    stranger.sign('station'),
  ])
  const optional = await startCentre({ configuration: configured(own, { ca: authority.cert }) })
  expect((await get(`${optional.url}/healthz`, authority.cert)).status).toBe(200)
  expect((await get(`${optional.url}/healthz`, authority.cert, known)).status).toBe(200)
  expect((await get(`${optional.url}/healthz`, authority.cert, wrong)).status).toBe(403)

  const required = await startCentre({
    configuration: configured(own, { ca: authority.cert, clients: 'required' }),
  })
  expect((await get(`${required.url}/healthz`, authority.cert, known)).status).toBe(200)
  await expect(get(`${required.url}/healthz`, authority.cert)).rejects.toThrow()
  // TLS 1.3 says so after the handshake: the end of the connection can overtake it, and the next try is told.
  await waitUntil(async () => {
    const code = await get(`${required.url}/healthz`, authority.cert).catch(codeOf)
    return code === 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'
  }, 'nobody is told that a certificate is missing')
  await expect(get(`${required.url}/healthz`, authority.cert, wrong)).rejects.toThrow()
})

test('a key of another certificate, and what is no certificate or authority, are refused when they are read', async () => {
  const authority = await Authority.made(await temporaryFolder())
  const [own, other] = [await authority.sign('own'), await authority.sign('other')]
  expect((await readTls({ ...own, ca: authority.cert })).cert).toBeDefined()
  await expect(readTls({ cert: own.cert, key: other.key })).rejects.toThrow()
  await expect(readTls({ cert: own.key, key: own.key })).rejects.toThrow()
  await expect(readTls({ ...own, ca: own.key })).rejects.toThrow()
})
