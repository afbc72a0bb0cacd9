import { defineConfig } from 'drizzle-kit';

/** `npm run generate:migration` writes the difference between the schema and the last migration. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './db/sqlite/schema.ts',
  out: './db/sqlite/migrations',
});
