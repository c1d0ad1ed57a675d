/** Whether updates come in and can be stored, as last seen; `/healthz` asks. */
export interface Health {
  intake(well: boolean, words?: string): void;
  /** Null: what came in was stored; otherwise why it waits. */
  storing(trouble: string | null): void;
  readonly well: boolean;
  readonly words: string;
}

export function createHealth(): Health {
  let incoming: string | null = 'starting';
  let storing: string | null = null;
  return {
    intake(isWell, said = '') {
      incoming = isWell ? null : said;
    },
    storing(trouble) {
      storing = trouble;
    },
    get well() {
      return incoming === null && storing === null;
    },
    get words() {
      return [incoming, storing].filter((words) => words !== null).join('; ');
    },
  };
}
