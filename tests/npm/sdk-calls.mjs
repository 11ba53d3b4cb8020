// Calls the Messages API with Anthropic's official SDK, many times at once, half of them streamed.
// Usage: node sdk-calls.mjs <base url> <calls> <at once> <retries> <timeout ms>
// Prints one JSON line per call: {"call","stream","ok","kind","status","stop","text_sha256","ms"}. kind is the error's class, null when ok.
import Anthropic from '@anthropic-ai/sdk';
import { createHash } from 'node:crypto';

const [baseURL, calls, atOnce, maxRetries, timeout] = process.argv.slice(2);
const client = new Anthropic({ baseURL, apiKey: 'not-a-key', maxRetries: Number(maxRetries), timeout: Number(timeout), logLevel: 'off' });

async function once(call) {
  const stream = call % 2 === 1;
  const began = performance.now();
  const outcome = { call, stream, ok: false, kind: null, status: null, stop: null, text_sha256: null };
  const body = { model: 'claude-sonnet-5-5', max_tokens: 1000, messages: [{ role: 'user', content: `Say what you like about the number ${call}.` }] };
  const options = { headers: { 'x-call': String(call) } };
  try {
    const message = stream ? await client.messages.stream(body, options).finalMessage() : await client.messages.create(body, options);
    const text = message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');
    outcome.ok = true;
    outcome.stop = message.stop_reason;
    outcome.text_sha256 = createHash('sha256').update(text).digest('hex');
  } catch (problem) {
    outcome.kind = problem.constructor.name;
    outcome.status = problem.status ?? null;
  }

  outcome.ms = Math.round(performance.now() - began);
  process.stdout.write(JSON.stringify(outcome) + '\n');
}

let next = 0;
await Promise.all(Array.from({ length: Number(atOnce) }, async () => {
  while (next < Number(calls)) {
    await once(next++);
  }
}));
