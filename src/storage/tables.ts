import { pgTable, text } from 'drizzle-orm/pg-core';

/** A few values of the installation itself, such as the secret that seeds the draws. */
export const meta = pgTable('meta', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});
