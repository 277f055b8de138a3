import { numberWords } from '../../shared/domain/number-words.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { curveBounds, curvePoints, type CurvePoint } from './curve.ts'

const WIDTH = 480
const HEIGHT = 120

interface CurveChartProps {
  readonly title: string
  readonly unit: string
  /** Oldest first. */
  readonly points: readonly CurvePoint[]
}

/** A curve over time, with its numbers in a table behind it. */
export function CurveChart({ title, unit, points }: CurveChartProps) {
  const { t, language } = useWords()
  const bounds = curveBounds(points)
  const last = points.at(-1)
  return (
    <figure className="chart">
      <figcaption>
        <h4>{title}</h4>
      </figcaption>
      {bounds === null || last === undefined ? (
        <p className="muted">{t('technician.chart.none')}</p>
      ) : (
        <>
          <div className="chart-box">
            <span className="chart-scale figures">
              <span>
                {numberWords(bounds.high, language)} {unit}
              </span>
              <span>
                {numberWords(bounds.low, language)} {unit}
              </span>
            </span>
            <svg
              className="curve"
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              preserveAspectRatio="none"
              role="img"
              aria-label={t('technician.chart.said', { title, value: last.value, unit })}
            >
              <polyline
                points={curvePoints(points, bounds, WIDTH, HEIGHT)}
                vectorEffect="non-scaling-stroke"
              />
            </svg>
          </div>
          <p className="chart-time muted figures">
            <span>{formatDateTime(bounds.from, language)}</span>
            <span>{formatDateTime(bounds.until, language)}</span>
          </p>
          <details>
            <summary>{t('technician.chart.table')}</summary>
            <div className="table-box" tabIndex={0} role="region" aria-label={title}>
              <table className="fields figures">
                <thead>
                  <tr>
                    <th scope="col">{t('technician.chart.time')}</th>
                    <th scope="col">{title}</th>
                  </tr>
                </thead>
                <tbody>
                  {points.toReversed().map(({ at, value }) => (
                    <tr key={at}>
                      <th scope="row">{formatDateTime(at, language)}</th>
                      <td>
                        {numberWords(value, language)} {unit}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
    </figure>
  )
}
