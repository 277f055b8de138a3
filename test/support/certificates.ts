/** Certificates made by openssl at test time, as a municipality's own authority makes them. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

export interface Certificate {
  readonly cert: string
  readonly key: string
}

export interface CertificateOptions {
  /** As in `subjectAltName`, such as `IP:127.0.0.1` or `DNS:centre.example`. */
  readonly names?: string
  /** Negative for one that has run out. */
  readonly days?: number
}

/** Files of an authority and of what it signs, in one folder. */
export class Authority {
  private constructor(
    private readonly folder: string,
    private readonly key: string,
    /** What others trust. */
    readonly cert: string,
  ) {}

  static async made(folder: string): Promise<Authority> {
    const [key, cert] = [join(folder, 'authority.key'), join(folder, 'authority.crt')]
    const subject = ['-subj', '/CN=Tryggvakt test authority']
    const own = ['req', '-x509', ...NEW_KEY, '-keyout', key, '-out', cert]
    await run('openssl', [...own, ...subject, '-days', '10'])
    return new Authority(folder, key, cert)
  }

  async sign(name: string, options: CertificateOptions = {}): Promise<Certificate> {
    const { names = 'IP:127.0.0.1,DNS:localhost', days = 10 } = options
    const file = (end: string): string => join(this.folder, `${name}.${end}`)
    const [key, request, cert] = [file('key'), file('csr'), file('crt')]
    const ask = ['req', '-new', ...NEW_KEY, '-keyout', key, '-out', request]
    await run('openssl', [...ask, '-subj', `/CN=${name}`, '-addext', `subjectAltName=${names}`])
    const by = ['-CA', this.cert, '-CAkey', this.key, '-CAcreateserial', '-copy_extensions', 'copyall']
    await run('openssl', ['x509', '-req', '-in', request, ...by, '-out', cert, '-days', String(days)])
    return { cert, key }
  }
}
