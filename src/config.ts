import { z } from 'zod';

/** Everything the environment decides, checked once at the start. */
export interface Config {
  /** Null: no token, so the playground starts. */
  botToken: string | null;
  telegramApiRoot: string;
  /** Null: the embedded database in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  port: number;
  host: string;
  publicUrl: string | null;
  /** Null: long polling. */
  webhookUrl: URL | null;
  webhookSecret: string | null;
  /** Null: made once and kept in the database. */
  secret: string | null;
  /** Seconds; 0: answers are never too old. */
  replyMaxAge: number;
  logLevel: (typeof LOG_LEVELS)[number];
  botOwners: readonly number[];
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Thrown with every fault at once, each with its cure. */
export class ConfigFault extends Error {
  constructor(faults: readonly string[]) {
    super(
      `The environment (or .env) needs a correction:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigFault';
  }
}

const url = (...protocols: string[]) =>
  z.string().refine((value) => {
    try {
      return protocols.includes(new URL(value).protocol);
    } catch {
      return false;
    }
  });

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);

/** Variable → what is allowed, and the sentence that says so. A value is never repeated: it may be a secret. */
const VARIABLES = {
  BOT_TOKEN: [
    z.string().regex(/^\d{3,20}:[\w-]{20,100}$/),
    'BOT_TOKEN is not a token. It looks like 123456789:AAE…; @BotFather gives it after /newbot. Leave it empty for the playground.',
  ],
  TELEGRAM_API_ROOT: [
    url('http:', 'https:'),
    'TELEGRAM_API_ROOT must be an address such as https://api.telegram.org. Leave it empty for Telegram itself.',
  ],
  DATABASE_URL: [
    url('postgres:', 'postgresql:'),
    'DATABASE_URL must look like postgres://user:password@host:5432/laurel. Leave it empty for the embedded database.',
  ],
  DATA_DIR: [z.string().max(1000), 'DATA_DIR must be a folder, at most 1000 characters.'],
  PORT: [whole(0, 65_535), 'PORT must be a whole number from 0 to 65535 (0: any free one).'],
  HOST: [
    z.string().regex(/^[\w.:-]+$/),
    'HOST must be an address to listen on, such as 127.0.0.1 or 0.0.0.0.',
  ],
  PUBLIC_URL: [
    url('http:', 'https:'),
    'PUBLIC_URL must be the address people reach this server at, such as https://laurel.example.org.',
  ],
  WEBHOOK_URL: [
    url('http:', 'https:').refine((value) => /^\/telegram\/[\w-]{1,128}$/.test(new URL(value).pathname)),
    'WEBHOOK_URL must be an address whose path is /telegram/<anything>, such as https://laurel.example.org/telegram/hook. Leave it empty for long polling.',
  ],
  WEBHOOK_SECRET: [
    z.string().regex(/^[\w-]{1,256}$/),
    'WEBHOOK_SECRET may hold 1 to 256 letters, digits, _ and -. Leave it empty: one is made from SECRET.',
  ],
  SECRET: [
    z.string().min(16).max(256),
    'SECRET must have 16 to 256 characters. Leave it empty: one is made and kept.',
  ],
  REPLY_MAX_AGE: [whole(0, 86_400), 'REPLY_MAX_AGE must be seconds from 0 (never too old) to 86400.'],
  LOG_LEVEL: [z.enum(LOG_LEVELS), `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`],
  BOT_OWNERS: [
    z
      .string()
      .regex(/^\s*\d{1,16}(\s*,\s*\d{1,16})*\s*$/)
      .transform((value) => value.split(',').map(Number)),
    'BOT_OWNERS must be user ids separated by commas, such as 123456789,987654321.',
  ],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

type Variables = { [Name in keyof typeof VARIABLES]?: z.output<(typeof VARIABLES)[Name][0]> };

/** Reads the environment. Empty counts as absent. Throws `ConfigFault` with everything that is wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, [schema, cure]] of Object.entries(VARIABLES)) {
    const value = env[name]?.trim();
    if (!value) continue;
    const parsed = schema.safeParse(value);
    if (parsed.success) read[name] = parsed.data;
    else faults.push(cure);
  }
  const values = read as Variables;
  if (values.WEBHOOK_URL && !values.BOT_TOKEN) faults.push('WEBHOOK_URL needs a BOT_TOKEN.');
  if (faults.length > 0) throw new ConfigFault(faults);
  return {
    botToken: values.BOT_TOKEN ?? null,
    telegramApiRoot: (values.TELEGRAM_API_ROOT ?? 'https://api.telegram.org').replace(/\/+$/, ''),
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.DATA_DIR ?? './data',
    port: values.PORT ?? 3000,
    // The playground lets anyone be anyone: it is for this machine only.
    host: values.HOST ?? (values.BOT_TOKEN ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: values.PUBLIC_URL ?? null,
    webhookUrl: values.WEBHOOK_URL ? new URL(values.WEBHOOK_URL) : null,
    webhookSecret: values.WEBHOOK_SECRET ?? null,
    secret: values.SECRET ?? null,
    replyMaxAge: values.REPLY_MAX_AGE ?? 300,
    logLevel: values.LOG_LEVEL ?? 'info',
    botOwners: values.BOT_OWNERS ?? [],
  };
}
