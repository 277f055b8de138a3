/** The configuration file with the files that it names, judged before anything is opened or changed. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { assertAuthorities } from './certificates.ts'
import { lineOfField, parseConfiguration } from './configuration.ts'
import type { CentreConfiguration } from './configuration-schema.ts'

interface WrongFile {
  readonly field: string
  readonly message: string
}

/** The words on what is wrong with it where it will not do: `FILE:LINE: field: message`, one a line. */
export async function readConfiguration(file: string): Promise<CentreConfiguration | string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => new Error(String(error)))
  if (text instanceof Error) return `--config ${file} cannot be read: ${text.message}`
  const parsed = parseConfiguration(text)
  const mistakes = parsed.ok
    ? (await judgeFiles(parsed.configuration)).map((wrong) => ({
        line: lineOfField(text, wrong.field.split('.')),
        ...wrong,
      }))
    : parsed.mistakes
  if (parsed.ok && mistakes.length === 0) return parsed.configuration
  return mistakes
    .map(({ line, field, message }) => `${file}:${line}: ${field === '' ? '' : `${field}: `}${message}`)
    .join('\n')
}

async function judgeFiles({ tls, mqtt }: CentreConfiguration): Promise<WrongFile[]> {
  const wrong: WrongFile[] = []
  const read = async <T>(
    field: string,
    file: string | undefined,
    parse: (pem: string) => T,
  ): Promise<T | undefined> => {
    if (file === undefined) return undefined
    try {
      return parse(await readFile(file, 'utf8'))
    } catch (error) {
      const message = `this file will not do: ${error instanceof Error ? error.message : String(error)}`
      wrong.push({ field, message })
      return undefined
    }
  }
  const own = await read('tls.cert', tls?.cert, (cert) => ({ cert, first: new X509Certificate(cert) }))
  const secret = await read('tls.key', tls?.key, (key) => ({ key, parsed: createPrivateKey(key) }))
  await read('tls.ca', tls?.ca, assertAuthorities)
  await read('mqtt.ca', mqtt?.ca, assertAuthorities)
  if (own === undefined || secret === undefined) return wrong
  if (!own.first.checkPrivateKey(secret.parsed)) {
    wrong.push({ field: 'tls.key', message: 'this key is of another certificate' })
  } else {
    // A key too short for TLS, or a broken certificate further down the chain.
    await read('tls.cert', tls?.cert, (cert) => createSecureContext({ cert, key: secret.key }))
  }
  return wrong
}
