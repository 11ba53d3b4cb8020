// Asks cox's /clickhouse for more than its row limit with ClickHouse's official client, which must never take a part for the whole.
// Usage: node clickhouse-limits.mjs <api address> <token> <limit>; one line per check, exit code 1 when one failed.
import { createClient, ClickHouseError, ClickHouseLogLevel } from '@clickhouse/client';
import assert from 'node:assert/strict';

const [url, password, limitText] = process.argv.slice(2);
const limit = Number(limitText);
const connect = (more = {}) => createClient({ url, pathname: '/clickhouse', username: 'default', password, log: { level: ClickHouseLogLevel.OFF }, ...more });
const client = connect();
const tooMany = (e) => e instanceof ClickHouseError && e.code === '396' && e.type === 'TOO_MANY_ROWS_OR_BYTES';
// A column wide enough that the first rows have left before the limit is met.
const wide = (rows) => `SELECT number, repeat('x', 100) AS text FROM numbers(${rows})`;
const count = async (c, query, format, settings) => {
  const answer = await c.query({ query, format, clickhouse_settings: settings });
  let rows = 0;
  for await (const batch of answer.stream()) {
    rows += batch.length;
  }
  return rows;
};

const checks = {};
for (const format of ['JSONEachRow', 'JSONCompactEachRow', 'CSV', 'TabSeparated']) {
  checks[`${format}: all rows up to the limit`] = async () => assert.equal(await count(client, wide(limit), format), limit);
  checks[`${format}: one row more is an error`] = () => assert.rejects(count(client, wide(limit + 1), format), tooMany);
  checks[`${format}: far more is an error`] = () => assert.rejects(count(client, wide(limit * 5), format, { max_block_size: '1000' }), tooMany);
}
for (const rows of [1, 10]) {
  checks[`a client's own limit of ${rows}`] = async () => {
    assert.equal(await count(client, wide(rows), 'JSONEachRow', { max_result_rows: String(rows) }), rows);
    await assert.rejects(count(client, wide(rows + 1), 'JSONEachRow', { max_result_rows: String(rows) }), tooMany);
  };
}
checks['JSON as one document'] = () => assert.rejects(async () => (await client.query({ query: wide(limit + 1), format: 'JSON' })).json(), (e) => e instanceof Error);
checks['gzip'] = async () => {
  const packed = connect({ compression: { response: true } });
  // The client unpacks in pieces and may see the broken transfer before the block at its end: an error either way.
  await assert.rejects(count(packed, wide(limit * 5), 'JSONEachRow', { max_block_size: '1000' }), (e) => e instanceof Error);
  await packed.close();
};
checks['wrong token'] = async () => {
  const stranger = connect({ password: 'wrong' });
  await assert.rejects(count(stranger, 'SELECT 1', 'JSONEachRow'), (e) => e instanceof ClickHouseError && e.code === '516');
  await stranger.close();
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok ${name}`);
  } catch (problem) {
    failed++;
    console.log(`FAILED ${name}: ${problem.stack}`);
  }
}
await client.close();
process.exit(failed === 0 ? 0 : 1);
