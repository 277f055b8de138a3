/** The files that a configuration names are judged with it, by line, before anything is opened. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfiguration } from '../../../care-centre/read-configuration.ts'
import { Authority } from '../../support/certificates.ts'
import { temporaryFolder } from './centre-harness.ts'

/** What is said of a file with one field on each line from the third on. */
async function said(tls: object, mqtt: object = {}): Promise<unknown> {
  const file = join(await temporaryFolder(), 'centre.json')
  const fields = (named: object) =>
    Object.entries(named).map(([field, value]) => `${JSON.stringify(field)}: ${JSON.stringify(value)}`)
  const text = `{"municipalities": [],\n"tls": {\n${fields(tls).join(',\n')}},\n"mqtt": {${fields(mqtt).join(',')}}}`
  await writeFile(file, text)
  const read = await readConfiguration(file)
  return typeof read === 'string' ? read.replaceAll(file, 'centre.json').split('\n') : read
}

test('certificates and keys that cannot be read, are none, or do not belong together are named by line', async () => {
  const folder = await temporaryFolder()
  const authority = await Authority.made(folder)
  const [own, other] = [await authority.sign('own'), await authority.sign('other')]
  expect(await said({ ...own, ca: authority.cert }, { ca: authority.cert })).toMatchObject({ tls: own })
  expect(await said({ ...own, key: other.key })).toEqual([
    'centre.json:4: tls.key: this key is of another certificate',
  ])
  const missing = join(folder, 'missing.crt')
  expect(await said({ cert: missing, key: own.cert, ca: own.key }, { ca: missing })).toEqual([
    expect.stringMatching(/^centre\.json:3: tls\.cert: this file will not do: ENOENT/),
    expect.stringMatching(/^centre\.json:4: tls\.key: this file will not do: /),
    expect.stringMatching(/^centre\.json:5: tls\.ca: this file will not do: /),
    expect.stringMatching(/^centre\.json:6: mqtt\.ca: this file will not do: ENOENT/),
  ])
  const bundle = join(folder, 'bundle.crt')
  const whole = await readFile(authority.cert, 'utf8')
  await writeFile(bundle, `${whole}${whole.replace(/M[A-Za-z0-9+/]{20}/, 'A')}${whole}`)
  expect(await said({ ...own, ca: bundle }, { ca: bundle })).toEqual([
    expect.stringMatching(/^centre\.json:5: tls\.ca: this file will not do: /),
    expect.stringMatching(/^centre\.json:6: mqtt\.ca: this file will not do: /),
  ])
  const chain = join(folder, 'chain.crt')
  await writeFile(chain, `${await readFile(own.cert, 'utf8')}${whole.replace(/M[A-Za-z0-9+/]{20}/, 'A')}`)
  expect(await said({ cert: chain, key: own.key })).toEqual([
    expect.stringMatching(/^centre\.json:3: tls\.cert: this file will not do: /),
  ])
  expect(await said({}, { url: 'mqtts://u:50%@broker.example' })).toContainEqual(
    expect.stringContaining('write it as %25'),
  )
  expect(await readConfiguration(missing)).toContain('cannot be read')
})
