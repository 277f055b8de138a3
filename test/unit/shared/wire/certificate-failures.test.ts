import { expect, test } from 'vitest'
import { failureOf } from '../../../../shared/sip/node-net.ts'
import { CERTIFICATE_FAILURES } from '../../../../shared/wire/certificate-failures.ts'
import { connectionFailureOf } from '../../../../station/sync/transports/connection-failure.ts'

test.each(Object.entries(CERTIFICATE_FAILURES))(
  '%s is the same fault over SIP and over HTTPS',
  (code, fault) => {
    const error = Object.assign(new Error('refused'), { code })
    expect([failureOf(error), connectionFailureOf(error)]).toEqual([fault, fault])
  },
)
