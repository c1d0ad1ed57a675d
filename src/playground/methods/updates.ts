import { ApiError, badRequest } from '../api-error.ts';
import type { WebhookSettings } from '../delivery/webhook.ts';
import type { Method, MethodTable } from './method.ts';
import { array, bool, int, type Params, required, str } from './parameters.ts';

const UPDATE_KINDS = new Set(
  `message edited_message channel_post edited_channel_post business_connection business_message
  edited_business_message deleted_business_messages guest_message message_reaction message_reaction_count inline_query
  chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer
  my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot subscription
  stopped_message_generation`.split(/\s+/),
);

/** Telegram ignores unknown kinds; here they are refused, for they are slips of the pen. */
function readKinds(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  for (const kind of value as unknown[]) {
    if (typeof kind !== 'string' || !UPDATE_KINDS.has(kind)) {
      throw badRequest(`unknown update type ${JSON.stringify(kind)} in allowed_updates`);
    }
  }
  return value as string[];
}

const getUpdates: Method = {
  params: { offset: int, limit: int, timeout: int, allowed_updates: array },
  run: ({ params, delivery, signal }) => {
    if (delivery.webhook) {
      throw new ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    const kinds = readKinds(params.allowed_updates);
    const asked = { ...params, ...(kinds && { allowed_updates: kinds }) };
    return delivery.poller.poll(asked, signal);
  },
};

function checkUrl(url: string): void {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw badRequest('bad webhook: invalid URL specified');
  }
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  // Plain http is Telegram's one sin that a local test may commit.
  if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && loopback)) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  const port = parsed.port === '' ? '443' : parsed.port;
  if (!loopback && !/^(443|80|88|8443)$/.test(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

function readSettings(params: Params): WebhookSettings {
  const { url, secret_token, max_connections, ip_address } = params;
  checkUrl(url as string);
  if (secret_token !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret_token as string)) {
    throw badRequest('secret token contains unallowed characters');
  }
  return {
    url: url as string,
    max_connections: (max_connections as number | undefined) ?? 40,
    ...(secret_token !== undefined && { secret_token: secret_token as string }),
    ...(ip_address !== undefined && { ip_address: ip_address as string }),
  };
}

const setWebhook: Method = {
  params: {
    url: required(str),
    certificate: { type: 'file' },
    ip_address: str,
    max_connections: { type: 'int', min: 1, max: 100 },
    allowed_updates: array,
    drop_pending_updates: bool,
    secret_token: str,
  },
  run: ({ state, params, delivery }) => {
    const settings = params.url === '' ? undefined : readSettings(params);
    state.updates.setAllowed(readKinds(params.allowed_updates));
    delivery.setWebhook(settings, params.drop_pending_updates === true);
    return true;
  },
};

const deleteWebhook: Method = {
  params: { drop_pending_updates: bool },
  run: ({ params, delivery }) => {
    delivery.setWebhook(undefined, params.drop_pending_updates === true);
    return true;
  },
};

const getWebhookInfo: Method = {
  params: {},
  run: ({ state, delivery: { webhook } }) => {
    const allowed = state.updates.allowed;
    return {
      url: webhook?.settings.url ?? '',
      has_custom_certificate: false,
      pending_update_count: state.updates.length + (webhook?.pending ?? 0),
      ...(webhook && { max_connections: webhook.settings.max_connections }),
      ...(webhook?.settings.ip_address && { ip_address: webhook.settings.ip_address }),
      ...webhook?.lastError,
      ...(allowed && { allowed_updates: allowed }),
    };
  },
};

export const UPDATE_METHODS: MethodTable = { getUpdates, setWebhook, deleteWebhook, getWebhookInfo };
