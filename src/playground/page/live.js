/** Before a closed line is tried again. A browser tries a broken one again by itself. */
const AGAIN_MS = 1_500;

/** Listens to what changes in the world; tells when the line is lost and when it is there (again). */
export function listen({ onChange, onOpen, onLost }) {
  const source = new EventSource('/local/events');
  source.onopen = onOpen;
  source.onmessage = ({ data }) => onChange(JSON.parse(data));
  source.onerror = () => {
    onLost();
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen({ onChange, onOpen, onLost }), AGAIN_MS);
  };
}

/** Runs `work` soon; calls during a run make one more run after it, however many they are. */
export function once(work) {
  let running = false;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
}
