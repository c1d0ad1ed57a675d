/** Whether updates come in, as last seen; `/healthz` asks. */
export interface Health {
  intake(well: boolean, words?: string): void;
  readonly well: boolean;
  readonly words: string;
}

export function createHealth(): Health {
  let well = false;
  let words = 'starting';
  return {
    intake(isWell, said = '') {
      well = isWell;
      words = isWell ? '' : said;
    },
    get well() {
      return well;
    },
    get words() {
      return words;
    },
  };
}
