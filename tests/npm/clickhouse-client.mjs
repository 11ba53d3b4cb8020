// Speaks to an engine with ClickHouse's official client, as its own users do.
// Usage: node clickhouse-client.mjs <socket> ; one line per check, exit code 1 when one failed.
import { createClient, ClickHouseError, ClickHouseLogLevel } from '@clickhouse/client';
import assert from 'node:assert/strict';
import http from 'node:http';
import { Readable } from 'node:stream';

const database = `npm_${process.pid}`;
// An agent each: a client destroys sockets it knows to be idle, also while another client uses them.
const connect = (more = {}) => createClient({ url: 'http://localhost', http_agent: new http.Agent({ socketPath: process.argv[2], keepAlive: true }), keep_alive: { enabled: true }, log: { level: ClickHouseLogLevel.OFF }, ...more });
const admin = connect();
await admin.command({ query: `CREATE DATABASE ${database}` });
const client = connect({ database });
const rows = async (query, more = {}) => (await client.query({ query, format: 'JSONEachRow', ...more })).json();

const checks = {
  async ping() {
    assert.deepEqual(await client.ping(), { success: true });
  },
  async 'ping with SELECT'() {
    assert.equal((await client.ping({ select: true })).success, true);
  },
  async 'JSON with meta and statistics'() {
    const answer = await (await client.query({ query: 'SELECT number AS n FROM numbers(3)' })).json();
    assert.equal(answer.rows, 3);
    assert.deepEqual(answer.meta, [{ name: 'n', type: 'UInt64' }]);
    assert.equal(answer.statistics.rows_read, 3);
  },
  async 'JSONEachRow stream of many blocks'() {
    const answer = await client.query({ query: 'SELECT number FROM numbers(300000)', format: 'JSONEachRow' });
    let count = 0;
    for await (const batch of answer.stream()) {
      for (const row of batch) {
        assert.equal(Number(row.json().number), count++);
      }
    }
    assert.equal(count, 300000);
  },
  async 'RowBinary bytes'() {
    const answer = await client.exec({ query: 'SELECT toUInt32(number) FROM numbers(100000) FORMAT RowBinary' });
    const parts = [];
    for await (const part of answer.stream) {
      parts.push(part);
    }
    const bytes = Buffer.concat(parts);
    assert.equal(bytes.length, 400000);
    assert.equal(bytes.readUInt32LE(399996), 99999);
    assert.equal(answer.response_headers['x-clickhouse-format'], 'RowBinary');
  },
  async 'CSV with names has its header once'() {
    const text = await (await client.query({ query: 'SELECT number AS n FROM numbers(200000)', format: 'CSVWithNames' })).text();
    assert.equal(text.split('"n"').length, 2);
    assert.equal(text.trimEnd().split('\n').length, 200001);
  },
  async 'Parquet is one file'() {
    const answer = await client.exec({ query: 'SELECT number FROM numbers(300000) FORMAT Parquet' });
    const parts = [];
    for await (const part of answer.stream) {
      parts.push(part);
    }
    const bytes = Buffer.concat(parts);
    assert.equal(bytes.subarray(0, 4).toString(), 'PAR1');
    assert.equal(bytes.subarray(-4).toString(), 'PAR1');
    assert.equal(bytes.indexOf('PAR1', 4), bytes.length - 4);
  },
  async 'parameters of many types'() {
    const query_params = {
      text: 'tab\t quote \' back\\slash \n ünïcode 🚀', whole: 42, big: '18446744073709551615', real: 1.5, yes: true, none: null,
      list: ['a', "it's", 'b\\'], nested: [[1], [2, 3]], map: { k: 'v' }, when: new Date(Date.UTC(2026, 10, 23, 1, 2, 3)), name: 'system', table: 'one',
    };
    const [row] = await rows(`SELECT {text:String} AS text, {whole:Int32} AS whole, toString({big:UInt64}) AS big, {real:Float64} AS real, {yes:Bool} AS yes,
      {none:Nullable(String)} AS none, {list:Array(String)} AS list, {nested:Array(Array(UInt8))} AS nested, {map:Map(String, String)} AS map,
      toString({when:DateTime('UTC')}) AS when, (SELECT count() FROM {name:Identifier}.{table:Identifier}) AS ones`, { query_params });
    assert.deepEqual(row, {
      text: query_params.text, whole: 42, big: query_params.big, real: 1.5, yes: true, none: null, list: query_params.list, nested: [[1], [2, 3]],
      map: { k: 'v' }, when: '2026-11-23 01:02:03', ones: 1,
    });
  },
  async 'insert of values and its summary'() {
    await client.command({ query: 'CREATE TABLE v (id UInt32, name String, tags Array(String)) ENGINE = MergeTree ORDER BY id' });
    const answer = await client.insert({ table: 'v', format: 'JSONEachRow', values: [{ id: 1, name: 'a', tags: ['x'] }, { id: 2, name: 'b', tags: [] }] });
    assert.equal(answer.executed, true);
    assert.equal(answer.summary.written_rows, '2');
    assert.deepEqual(await rows('SELECT * FROM v ORDER BY id'), [{ id: 1, name: 'a', tags: ['x'] }, { id: 2, name: 'b', tags: [] }]);
  },
  async 'insert from a stream'() {
    await client.command({ query: 'CREATE TABLE s (id UInt32) ENGINE = MergeTree ORDER BY id' });
    const values = Readable.from((function* () { for (let id = 0; id < 50000; id++) { yield { id }; } })());
    await client.insert({ table: 's', format: 'JSONEachRow', values });
    assert.deepEqual(await rows('SELECT toUInt32(count()) AS n, toUInt32(max(id)) AS m FROM s'), [{ n: 50000, m: 49999 }]);
  },
  async 'insert of raw CSV into chosen columns'() {
    await client.command({ query: 'CREATE TABLE c (id UInt32, name String DEFAULT \'d\') ENGINE = MergeTree ORDER BY id' });
    await client.insert({ table: 'c', columns: ['id'], format: 'CSV', values: Readable.from(['1\n', '2\n'], { objectMode: false }) });
    assert.deepEqual(await rows('SELECT * FROM c ORDER BY id'), [{ id: 1, name: 'd' }, { id: 2, name: 'd' }]);
  },
  async 'INSERT VALUES and INSERT SELECT as commands'() {
    await client.command({ query: 'CREATE TABLE i (id UInt32) ENGINE = MergeTree ORDER BY id' });
    await client.command({ query: 'INSERT INTO i VALUES (1), (2)' });
    const answer = await client.command({ query: 'INSERT INTO i SELECT number FROM numbers(10)' });
    assert.equal(answer.summary.written_rows, '10');
    assert.deepEqual(await rows('SELECT toUInt32(count()) AS n FROM i'), [{ n: 12 }]);
  },
  async 'settings reach the query'() {
    const [row] = await rows("SELECT getSetting('max_threads') AS t", { clickhouse_settings: { max_threads: 1 } });
    assert.equal(Number(row.t), 1);
    await assert.rejects(rows('SELECT 1', { clickhouse_settings: { no_such_setting: 1 } }), { code: '115', type: 'UNKNOWN_SETTING' });
  },
  async 'readonly is kept'() {
    await assert.rejects(client.command({ query: 'CREATE TABLE r (a Int8) ENGINE = Memory', clickhouse_settings: { readonly: '1' } }), { code: '164', type: 'READONLY' });
  },
  async 'error with code and type'() {
    await assert.rejects(rows('SELECT * FROM nowhere'), (e) => e instanceof ClickHouseError && e.code === '60' && e.type === 'UNKNOWN_TABLE');
    await assert.rejects(rows('SELEC 1'), { code: '62' });
    await assert.rejects(client.insert({ table: 'nowhere', values: [{ a: 1 }], format: 'JSONEachRow' }), { code: '60' });
  },
  async 'error in the middle of a stream'() {
    const answer = await client.query({
      query: "SELECT number, throwIf(number = 250000, 'boom') AS t FROM numbers(300000)", format: 'JSONEachRow', clickhouse_settings: { max_block_size: '1000' },
    });
    let count = 0;
    await assert.rejects(async () => {
      for await (const batch of answer.stream()) {
        count += batch.length;
      }
    }, (e) => e instanceof ClickHouseError && e.code === '395' && e.message.includes('boom'));
    assert.ok(count > 100000);
  },
  async 'abort stops the query'() {
    const abort = new AbortController();
    const query_id = `abort-${process.pid}`;
    const answer = client.query({ query: 'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1', abort_signal: abort.signal, query_id });
    const running = async () => Number((await rows(`SELECT count() AS n FROM system.processes WHERE Settings['log_comment'] LIKE '%:${query_id}'`))[0].n);
    while (await running() === 0) { /* the query itself is the wait */ }
    abort.abort();
    await assert.rejects(answer, /abort/i);
    while (await running() > 0) { /* the same */ }
  },
  async 'gzip both ways'() {
    const packed = connect({ database, compression: { request: true, response: true } });
    await packed.command({ query: 'CREATE TABLE g (id UInt32) ENGINE = MergeTree ORDER BY id' });
    await packed.insert({ table: 'g', format: 'JSONEachRow', values: Array.from({ length: 20000 }, (_, id) => ({ id })) });
    const answer = await packed.query({ query: 'SELECT id FROM g ORDER BY id', format: 'JSONCompactEachRow' });
    assert.equal(answer.response_headers['content-encoding'], 'gzip');
    assert.equal((await answer.json()).length, 20000);
    await packed.close();
  },
  async 'query id and response headers'() {
    const answer = await client.query({ query: 'SELECT 1', query_id: 'my-own-id', format: 'JSONEachRow' });
    assert.equal(answer.query_id, 'my-own-id');
    for (const name of ['x-clickhouse-summary', 'x-clickhouse-timezone', 'x-clickhouse-server-display-name', 'x-clickhouse-format', 'x-clickhouse-exception-tag']) {
      assert.ok(answer.response_headers[name], name);
    }
    assert.equal(JSON.parse(answer.response_headers['x-clickhouse-summary']).read_rows, '1');
    await answer.json();
  },
  async 'requests side by side'() {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => rows(`SELECT toUInt32(${i}) AS i, toUInt32(count()) AS n FROM numbers(100000)`)));
    assert.deepEqual(answers.map(([row]) => row), answers.map((_, i) => ({ i, n: 100000 })));
  },
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
await admin.command({ query: `DROP DATABASE ${database}` });
await client.close();
await admin.close();
process.exit(failed === 0 ? 0 : 1);
