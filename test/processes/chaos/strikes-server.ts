import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../support/cluster.ts';
import { atServer } from '../../support/fresh-database.ts';
import type { Wire } from '../../support/wire.ts';
import type { Scene } from './scene.ts';
import { IN_FLIGHT, type Strike } from './strike.ts';

export const serverStrikes: readonly Strike[] = [
  onCluster('the database restarted', async (cluster, scene) => {
    const immediate = scene.random() < 0.5;
    const pauseMs = Math.round(scene.between(0, 1_000));
    await cluster.restart({ immediate, pauseMs });
    return `${immediate ? 'at once' : 'in order'}, away for ${pauseMs} ms`;
  }),
  onCluster('the database killed', async (cluster, scene) => {
    const pauseMs = Math.round(scene.between(0, 1_500));
    await cluster.kill();
    await sleep(pauseMs);
    await cluster.start();
    return `away for ${pauseMs} ms`;
  }),
  onCluster('all sessions ended', async (cluster) => {
    await atServer(
      cluster.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname like 'laurel%'`,
    );
    return '';
  }),
  onWire('connections cut', async (wire) => {
    wire.cut();
    return '';
  }),
  onWire('silence', async (wire, scene) => {
    const ms = Math.round(scene.between(300, 3_000));
    wire.silent = true;
    await sleep(ms);
    wire.silent = false;
    wire.cut();
    return `for ${ms} ms`;
  }),
  onWire('a slow network', async (wire, scene) => {
    const ms = Math.round(scene.between(5, 60));
    wire.delay = ms;
    await sleep(1_000);
    wire.delay = 0;
    return `${ms} ms each way`;
  }),
];

function onCluster(name: string, strike: (cluster: Cluster, scene: Scene) => Promise<string>): Strike {
  return amid(name, 'cluster', (scene) => strike(scene.ground.cluster as Cluster, scene));
}

function onWire(name: string, strike: (wire: Wire, scene: Scene) => Promise<string>): Strike {
  return amid(name, 'wire', (scene) => strike(scene.ground.wire as Wire, scene));
}

/** Half of it comes before, half of it during the trouble. The lease is lost with its session, amid calls under way. */
function amid(name: string, means: 'cluster' | 'wire', strike: (scene: Scene) => Promise<string>): Strike {
  return {
    name,
    possible: (ground) => ground[means] !== undefined,
    async run(scene, share) {
      scene.feed(share / 2);
      await sleep(scene.between(0, 150));
      scene.feed(share / 2);
      const detail = await strike(scene);
      return { what: `${name} ${detail}`, repeats: IN_FLIGHT };
    },
  };
}
