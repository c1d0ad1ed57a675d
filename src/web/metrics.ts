import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Report } from '../intake/commit-batch.ts';

export interface Metrics {
  batch(report: Report): void;
  batchTook(seconds: number): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/** Prometheus metrics of one process. `waiting` tells how much is still to be said, `uncounted` how many updates wait. */
export function createMetrics(waiting: () => number, uncounted: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const updates = new Counter({ name: 'laurel_updates_total', help: 'Updates committed', registers });
  const duplicates = new Counter({ name: 'laurel_duplicates_total', help: 'Updates seen before', registers });
  const aside = new Counter({ name: 'laurel_set_aside_total', help: 'Updates set aside', registers });
  const notices = new Counter({
    name: 'laurel_notices_total',
    help: 'Notices put into the outbox',
    registers,
  });
  const took = new Histogram({
    name: 'laurel_batch_seconds',
    help: 'Time from the turn of a batch to its commit',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  new Gauge({
    name: 'laurel_outbox_waiting',
    help: 'Notices and removals waiting in this process',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  new Gauge({
    name: 'laurel_inbox_waiting',
    help: 'Updates that have come to this process and are not being counted yet',
    registers,
    collect() {
      this.set(uncounted());
    },
  });
  return {
    batch(report) {
      updates.inc(report.updates - report.duplicates);
      duplicates.inc(report.duplicates);
      aside.inc(report.aside);
      notices.inc(report.notices);
    },
    batchTook: (seconds) => took.observe(seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
