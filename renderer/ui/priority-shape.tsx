import type { Priority } from '../../shared/domain/priority.ts'

/** Shapes that tell the priorities apart without colour (design: priorities): octagon, triangle, diamond, circle. */
const SHAPES: Readonly<Record<Priority, string>> = {
  critical: 'M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z',
  high: 'M12 2 23 21.5H1z',
  medium: 'M12 1 23 12 12 23 1 12z',
  low: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z',
}

export function PriorityShape({ priority }: { readonly priority: Priority }) {
  return (
    <svg className="shape" data-priority={priority} viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[priority]} />
    </svg>
  )
}
