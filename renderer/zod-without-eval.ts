/** Must be imported before any schema: zod would try `new Function`, which the page's CSP forbids and reports. */
import { z } from 'zod'

z.config({ jitless: true })
