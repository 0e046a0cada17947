/** A countdown as a ring that empties, with its whole seconds inside. The number is read out elsewhere, at 5 s only. */
export const Ring = ({ leftMs, wholeMs, label }: { leftMs: number; wholeMs: number; label: string }) => {
  const round = 2 * Math.PI * 19
  const share = wholeMs <= 0 ? 0 : Math.min(1, Math.max(0, leftMs / wholeMs))
  return (
    <span class="cd" role="timer" aria-label={label}>
      <svg width="46" height="46" viewBox="0 0 46 46" aria-hidden="true">
        <circle cx="23" cy="23" r="19" fill="none" class="cd-track" stroke-width="4" />
        <circle
          cx="23"
          cy="23"
          r="19"
          fill="none"
          stroke="currentColor"
          stroke-width="4"
          stroke-linecap={share === 0 ? "butt" : "round"}
          stroke-dasharray={`${round * share} ${round}`}
          transform="rotate(-90 23 23)"
        />
        <text x="50%" y="50%" dy=".36em" text-anchor="middle" fill="currentColor" class="cd-n">
          {Math.max(0, Math.ceil(leftMs / 1000))}
        </text>
      </svg>
    </span>
  )
}
