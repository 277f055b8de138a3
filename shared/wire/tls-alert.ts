/** Alerts of the other side's TLS that speak of the certificate that we showed, or did not show. */

/** RFC 8446 6.2: bad, unsupported, revoked, expired, unknown certificate, unknown authority, access denied, required. */
const ABOUT_CERTIFICATE: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48, 49, 116])

/** OpenSSL writes the alert's number into the message, also where the code of the error is only that of the socket. */
export function isAboutOurCertificate(error: unknown): boolean {
  const alert = error instanceof Error ? /SSL alert number (\d{1,3})/.exec(error.message)?.[1] : undefined
  return alert !== undefined && ABOUT_CERTIFICATE.has(Number(alert))
}
