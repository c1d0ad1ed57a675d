/** Asks the local server; rejects with a sentence for the person at the screen. */
async function ask(path, init) {
  let response;
  try {
    response = await fetch(`/local/${path}`, init);
  } catch {
    throw new Error('The playground does not answer. Is it still running?');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The playground answered ${response.status}.`);
  return answer;
}

/** People and chats; with `as` and `chat` also that chat as that person sees it. */
export const look = (query = {}) => ask(`state?${new URLSearchParams(query)}`);

/** The bot's calls after this number, oldest first, and the number of the newest. */
export const callsAfter = (n) => ask(`calls?after=${n}`);

/** Something a person does: say, press, react, or the clock moved on. */
export const act = (what, body) =>
  ask(what, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** How the server is told which message is meant. */
export const named = ({ message_id, ephemeral_message_id }) =>
  ephemeral_message_id === undefined ? { message_id } : { ephemeral_message_id };
