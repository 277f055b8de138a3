/** The window gives its page nothing but the board: no Node, no way out, no permissions, no code from elsewhere. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { DesktopClient } from './support/desktop-client.ts'

const cleanUp = new CleanUp()
let client: DesktopClient
let page: Page
beforeAll(async () => {
  client = await DesktopClient.launched(cleanUp, '--data', await temporaryFolder(cleanUp))
  page = client.page
  await page.getByRole('heading').first().waitFor()
})
afterAll(async () => {
  await cleanUp.run()
})

test('there is no Node in the page and only named functions in the bridge', async () => {
  expect(await page.evaluate('[typeof require, typeof process, typeof Buffer, typeof module]')).toEqual(
    Array<string>(4).fill('undefined'),
  )
  expect(await page.evaluate('Object.keys(window.tryggvaktShell).sort()')).toEqual([
    'getState',
    'onState',
    'reportBoard',
    'runtime',
    'saveAsPdf',
    'startStation',
    'startTraining',
  ])
})

test('every answer carries the content security policy, and code from text is refused', async () => {
  const policy = `fetch(location.href).then((it) => it.headers.get('content-security-policy'))`
  expect(await page.evaluate(policy)).toMatch(/^default-src 'none'; script-src 'self';/)
  // In a timer, where the page's policy rules and not the debugger's.
  const tried = (code: string) => `new Promise((done) => {
    const script = document.createElement('script')
    addEventListener('securitypolicyviolation', (it) => done(it.effectiveDirective), { once: true })
    setTimeout(() => { try { ${code}; done('ran') } catch (error) { done(error.name) } })
  })`
  expect(await page.evaluate(tried(`eval('1')`))).not.toBe('ran')
  expect(await page.evaluate(tried(`new Function('return 1')()`))).not.toBe('ran')
  expect(await page.evaluate(tried(`document.body.innerHTML = '<b>x</b>'`))).not.toBe('ran')
})

test('no new windows', async () => {
  expect(await page.evaluate(`window.open('https://example.org') === null`)).toBe(true)
  expect(client.app.windows()).toHaveLength(1)
})

test('no navigation away from the page', async () => {
  const here = page.url()
  // From the main process: Playwright's page would wait for a navigation that never comes.
  const denied = await client.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const tried: [string, boolean][] = []
    for (const url of ['https://example.org/', 'app://tryggvakt.example/']) {
      const asked = new Promise<[string, boolean]>((resolve) => {
        contents?.once('will-navigate', (event) => resolve([event.url, event.defaultPrevented]))
      })
      await contents?.executeJavaScript(`location.href = ${JSON.stringify(url)}`, true)
      tried.push(await asked)
    }
    return { tried, url: contents?.getURL() }
  })
  expect(denied).toEqual({
    tried: [
      ['https://example.org/', true],
      ['app://tryggvakt.example/', true],
    ],
    url: here,
  })
})

test('the client can be ended while it still asks what to do first', async () => {
  const other = await DesktopClient.launched(cleanUp, '--data', await temporaryFolder(cleanUp))
  await other.page.getByRole('heading', { name: 'Velkommen til Tryggvakt' }).waitFor()
  await other.quit()
})

test('permissions are denied', async () => {
  const states = `Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read']
    .map((name) => navigator.permissions.query({ name }).then((it) => it.state)))`
  expect(new Set(await page.evaluate<string[]>(states))).toEqual(new Set(['denied']))
  const microphone = `navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', (error) => error.name)`
  expect(await page.evaluate(microphone)).toMatch(/NotAllowedError|NotFoundError/)
})

test('files outside the built page are not served', async () => {
  const status = (path: string) => `fetch(${JSON.stringify(path)}).then((it) => it.status)`
  expect(await page.evaluate(status('/index.html'))).toBe(200)
  expect(await page.evaluate(status('/%2e%2e/electron/main.js'))).toBe(404)
  expect(await page.evaluate(status('/..%2f..%2fpackage.json'))).toBe(404)
})
