import type { ReactNode } from 'react'
import classes from './list-detail.module.css'

/** A list, and beside it the detail of the row that is open; on a narrow screen the detail alone. */
export function ListDetail({ list, detail, label }: { list: ReactNode; detail: ReactNode | null; label: string }) {
  if (detail === null) return list
  return (
    <div className={classes.both}>
      <div className={classes.list}>{list}</div>
      <section className={classes.detail} aria-label={label}>
        {detail}
      </section>
    </div>
  )
}
