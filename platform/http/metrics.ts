import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database/database.ts'
import { jobCounts } from '../jobs/store.ts'

export interface Metrics {
  /** @param seconds from the first byte of the request to the last of the answer */
  answered(method: string, route: string, status: number, seconds: number): void
  /** In the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

/** Upper bounds in seconds: what feels instant, what is noticed, what is waited for. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Counts of one web process: requests by the pattern of their route, open event streams, connections of the database, jobs. */
export function openMetrics({ database, streams }: { database: Database; streams(): number }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by method, pattern of the route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: durationBuckets,
    registers,
  })
  new Gauge({
    name: 'secondchair_event_streams',
    help: 'Open streams of live events.',
    registers,
    collect() {
      this.set(streams())
    },
  })
  new Gauge({
    name: 'secondchair_database_connections',
    help: 'Connections of the pool of this process; waiting are requests for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = database.pool
      this.set({ state: 'busy' }, totalCount - idleCount)
      this.set({ state: 'idle' }, idleCount)
      this.set({ state: 'waiting' }, waitingCount)
    },
  })
  new Gauge({
    name: 'secondchair_jobs',
    help: 'Background jobs that are not done, by queue and state; dead ones wait for a person.',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      this.reset()
      for (const { queue, state, count } of await jobCounts(database)) this.set({ queue, state }, count)
    },
  })
  return {
    answered: (method, route, status, seconds) => durations.observe({ method, route, status: String(status) }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
