/** A person who uses the keyboard alone, and knows where it stands as a screen reader would say it. */
import type { Page } from 'playwright-core'

const MOST_STEPS = 80
const FOCUSED = `(() => {
  const it = document.activeElement
  const names = (it.getAttribute('aria-labelledby') ?? '').split(' ')
  const named = names.map((id) => document.getElementById(id)?.textContent ?? '')
  return [it.getAttribute('aria-label') ?? '', ...named, it.textContent].join(' ')
})()`

/** Tab until the keyboard stands on what has this name. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate<string>(FOCUSED)).includes(name)) return
  }
  throw new Error(`the keyboard does not come to ${name}`)
}

/** Opens the list with this label and chooses by the first letters. */
export async function chooseByKeys(page: Page, label: string, option: string): Promise<void> {
  await tabTo(page, label)
  await page.keyboard.press('Enter')
  await page.getByRole('listbox').waitFor()
  await page.keyboard.type(option)
  await page.keyboard.press('Enter')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
}
