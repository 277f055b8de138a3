/** Serves the built page under `app://tryggvakt/` with its content security policy, and nothing else. */
import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { APP_HOST, APP_SCHEME, resolvePagePath } from './page-path.ts'

/**
 * The page talks to the station on loopback alone. Trusted types are off limits for everyone: React needs none.
 * Fonts and sounds come from the program itself.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "media-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws://127.0.0.1:* http://127.0.0.1:* ws://localhost:* http://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

function answer(status: number, body: Uint8Array<ArrayBuffer> | null, contentType: string): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': contentType,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    },
  })
}

/** @param pageFolder the built page, `dist/renderer` */
export function serveApp(pageFolder: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, null, 'text/plain')
    const file = url.host === APP_HOST ? resolvePagePath(pageFolder, url.pathname) : undefined
    if (file === undefined) return answer(404, null, 'text/plain')
    try {
      const bytes = await readFile(file)
      return answer(200, new Uint8Array(bytes), CONTENT_TYPES[extname(file)] ?? 'application/octet-stream')
    } catch {
      return answer(404, null, 'text/plain')
    }
  })
}
