/** The care centre as it is built: it serves its page, and its command line follows the audit log. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writingSource } from '../../../care-centre/store/data-source.ts'
import { message } from '../../integration/care-centre/centre-harness.ts'
import { CareCentre } from '../../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { STATION_ID } from '../../support/home.ts'
import { CENTRE_CLI, Program } from '../../support/program.ts'
import { waitUntil } from '../../support/wait-until.ts'

test('serves the operator page, and finds with `audit verify` what was changed behind its back', async () => {
  const cleanUp = new CleanUp()
  onTestFinished(() => cleanUp.run())
  const data = await temporaryFolder(cleanUp)
  const centre = await CareCentre.started(cleanUp, data)
  const verify = async () => {
    const program = new Program(cleanUp, process.execPath, [CENTRE_CLI, 'audit', 'verify', '--data', data])
    const { code } = await program.ended
    return { code, found: JSON.parse(program.lines[0] ?? '') as unknown }
  }

  const page = await fetch(`${centre.url}/`)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const script = /src="\.?(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? 'none'
  const sent = await fetch(`${centre.url}${script}`)
  expect([sent.status, sent.headers.get('content-type')]).toEqual([
    200,
    'application/javascript; charset=utf-8',
  ])

  await fetch(`${centre.url}/v1/stations/${STATION_ID}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${centre.path.token}` },
    body: JSON.stringify({ messages: [message('a-1', 1, 'raised')] }),
  })
  for (const text of ['one', 'two']) await centre.command('a-1', { type: 'note', by: 'ase', text })
  expect(await verify()).toEqual({ code: 0, found: { ok: true, entries: 2 } })

  await centre.end('SIGTERM')
  const source = await writingSource(`${data}/centre.sqlite`).initialize()
  await source.query('DROP TRIGGER audit_entry_never_updated')
  await source.query(`UPDATE audit_entry SET actor = 'ola' WHERE position = 1`)
  await source.destroy()
  expect(await verify()).toEqual({
    code: 1,
    found: { ok: false, municipality: 'trial', entry: 1, problem: 'hash' },
  })
})

test('a token that opens two doors, or a door with two tokens, is wrong usage: exit code 2, in words that repeat no token', async () => {
  const cleanUp = new CleanUp()
  onTestFinished(() => cleanUp.run())
  const data = await temporaryFolder(cleanUp)
  const file = join(data, 'configuration.json')
  const stations = [{ id: 'hus', token: 'word-of-hus' }]
  await writeFile(
    file,
    JSON.stringify({ municipalities: [{ id: '5001', stations }], operationsToken: 'word-of-all-operations' }),
  )
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['--token', 'a=word-of-a', '--token', 'b=word-of-a'], 'the station a'],
    [['--token', 'a=word-of-a', '--token', 'a=word-of-b'], 'there are two tokens'],
    [['--config', file, '--token', 'b=word-of-hus'], 'the station hus'],
    [['--config', file, '--token', 'hus=word-of-b'], 'there are two tokens'],
    [['--config', file, '--token', 'b=word-of-all-operations'], 'the operations'],
  ]
  for (const [words, reason] of cases) {
    const database = join(data, 'nobody-made-it')
    const program = new Program(cleanUp, process.execPath, [CENTRE_CLI, '--data', database, ...words])
    expect(await program.ended, words.join(' ')).toEqual({ code: 2, signal: null })
    expect(program.lines).toEqual([])
    expect(program.words).toContain(reason)
    expect(program.words).not.toMatch(/word-of|\n\s+at /)
    expect(existsSync(database)).toBe(false)
  }
})

test('SIGHUP has the configuration read anew: a token that was changed opens the door at once', async () => {
  const cleanUp = new CleanUp()
  onTestFinished(() => cleanUp.run())
  const data = await temporaryFolder(cleanUp)
  const file = join(data, 'configuration.json')
  const write = (token: string) =>
    writeFile(file, JSON.stringify({ municipalities: [{ id: '5001', stations: [{ id: 'hus', token }] }] }))
  await write('token-of-before')
  const twoDoors = ['--token', 'annet=token-of-before']
  const refused = await CareCentre.at(cleanUp, data, { more: ['--config', file, ...twoDoors] })
  await expect(refused.start()).rejects.toThrow('this token is that of the station hus, too')
  const centre = await CareCentre.started(cleanUp, data, { more: ['--config', file] })
  const knock = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` }
    const where = `${centre.url}/v1/stations/hus/messages`
    return (await fetch(where, { method: 'POST', headers, body: '{"messages":[]}' })).status
  }
  expect(await knock('token-of-before')).toBe(200)
  await write('token-of-now')
  process.kill(centre.pid, 'SIGHUP')
  await waitUntil(async () => (await knock('token-of-now')) === 200, 'the new token opens nothing')
  expect(await knock('token-of-before')).toBe(401)
  await writeFile(file, '{')
  process.kill(centre.pid, 'SIGHUP')
  expect(await knock('token-of-now')).toBe(200)
  centre.assertRuns()
})
