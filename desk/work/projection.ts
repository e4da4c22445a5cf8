import type { Projection } from '../../platform/ledger/projection.ts'
import { apply } from './model.ts'
import { noWork, type Work } from './task.ts'

export const works: Projection<Work> = {
  subject: 'order',
  initial: noWork,
  apply,
  tables: [
    { name: 'task', key: ['id'], stream: 'matterId' },
    { name: 'timeEntry', key: ['id'], stream: 'matterId' },
    { name: 'handover', key: ['id'], stream: 'matterId' },
  ],
  rows: ({ tasks, times, timers, handovers }) => ({
    task: tasks.map((task) => ({ ...task, timerSince: timers.find(({ taskId }) => taskId === task.id)?.startedAt ?? null })),
    timeEntry: times,
    handover: handovers,
  }),
}
