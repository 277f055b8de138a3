/** Figures as they are printed: quantiles of samples, and a ratio only ever within one run. */

/** Nearest-rank quantile, `share` in 0–1; NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export interface Spread {
  readonly samples: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export function spreadOf(samples: readonly number[]): Spread {
  return {
    samples: samples.length,
    p50: quantile(samples, 0.5),
    p99: quantile(samples, 0.99),
    max: quantile(samples, 1),
  }
}

/** `commit            p50 1.23 ms   p99 4.56 ms   max 7.89 ms   (1000)` */
export function spreadLine(name: string, { samples, p50, p99, max }: Spread): string {
  const ms = (value: number): string => `${value.toFixed(2).padStart(8)} ms`
  return `${name.padEnd(44)} p50 ${ms(p50)}   p99 ${ms(p99)}   max ${ms(max)}   (${String(samples)})`
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function heading(text: string): void {
  print(`\n${text}\n${'-'.repeat(text.length)}`)
}
