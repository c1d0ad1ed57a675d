import { type Cluster, findPostgres, startCluster } from '../../support/cluster.ts';
import { type FreshDatabase, freshEmbedded, freshServer, type Kind } from '../../support/fresh-database.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';
import { startWire, type Wire } from '../../support/wire.ts';

/** A database that harm can be done to, and the means to do it. What this machine has not is absent. */
export interface Ground {
  readonly fresh: FreshDatabase;
  /** The bot's way to the database. */
  readonly env: Record<string, string>;
  readonly disk?: SmallDisk;
  readonly cluster?: Cluster;
  readonly wire?: Wire;
  /** What cannot be tried here, and why. */
  readonly leftOut: readonly string[];
  close(): Promise<void>;
}

export const makeGround = (kind: Kind): Promise<Ground> =>
  kind === 'embedded' ? embeddedGround() : serverGround();

const embeddedGround = async (): Promise<Ground> => {
  const disk = mountSmallDisk();
  const mounted = typeof disk === 'string' ? undefined : disk;
  const fresh = await freshEmbedded(mounted?.folder);
  return {
    fresh,
    env: fresh.env,
    ...(mounted && { disk: mounted }),
    leftOut: typeof disk === 'string' ? [`a full disk: ${disk}`] : [],
    async close() {
      if (mounted) mounted.remove();
      else await fresh.drop();
    },
  };
};

/** A server of its own, which can be killed; where PostgreSQL's programs are missing, only the wire to it can be cut. */
const serverGround = async (): Promise<Ground> => {
  const cluster = findPostgres() === undefined ? undefined : await startCluster();
  const fresh = await freshServer(cluster?.url ?? process.env.TEST_DATABASE_URL ?? '');
  const wire = await startWire(fresh.env.DATABASE_URL);
  return {
    fresh,
    env: { ...fresh.env, DATABASE_URL: wire.url },
    ...(cluster && { cluster }),
    wire,
    leftOut: cluster ? [] : ['a server that goes away: initdb was not found'],
    async close() {
      await wire.close();
      if (cluster) await cluster.stop();
      else await fresh.drop();
    },
  };
};
