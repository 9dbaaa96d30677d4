import { isRecord } from '@skewplane/apimachinery';
import type { RequestOutcome, RequestRecord } from '../record/run-record.js';
import type { RequestView, ResponseView } from '../expressions/compiled.js';
import type { PlaneAccess, PlaneRequest, PlaneResponse, PlaneStream } from '../run/plane-access.js';
import type { Recorder } from '../run/recorder.js';

/** One request of the traffic and what became of it. */
export interface Exchange {
  readonly record: RequestRecord;
  readonly request: RequestView;
  readonly response: ResponseView;
  /** Group, version and resource, as `group/version/resource`. */
  readonly resource: string;
  /** Nobody knows whether it was done: no answer, or one of a server that gave up. */
  readonly isUncertain: boolean;
  /** A watch lasts; how long says nothing. */
  readonly isWatch: boolean;
}

export interface ExchangeRequest extends PlaneRequest {
  readonly client: string;
  readonly resource: string;
}

const maxErrorLength = 500;

/** Sends the traffic of clients, and writes down each request. */
export class Exchanger {
  readonly #access: PlaneAccess;
  readonly #recorder: Recorder;
  readonly #onExchange: (exchange: Exchange) => void;

  constructor(access: PlaneAccess, recorder: Recorder, onExchange: (exchange: Exchange) => void) {
    this.#access = access;
    this.#recorder = recorder;
    this.#onExchange = onExchange;
  }

  /** @returns nothing when the signal ended it: then it counts for nothing */
  async send(request: ExchangeRequest): Promise<Exchange | undefined> {
    const begun = this.#begin();
    try {
      const response = await this.#access.send(request);
      return this.#finish(request, begun, response, false);
    } catch (error) {
      if (request.signal?.aborted === true) return undefined;
      return this.#finish(request, begun, error, false);
    }
  }

  /** As `send`, and leaves the body to the caller when the answer is a 200. */
  async openWatch(
    request: ExchangeRequest,
  ): Promise<{ exchange: Exchange; body: AsyncIterable<Uint8Array> | undefined } | undefined> {
    const begun = this.#begin();
    let stream: PlaneStream;
    try {
      stream = await this.#access.openStream(request);
      const isOpen = stream.head.status === 200;
      const text = isOpen ? '' : await readText(stream.body);
      const exchange = this.#finish(request, begun, { ...stream.head, text }, true);
      return { exchange, body: isOpen ? stream.body : undefined };
    } catch (error) {
      if (request.signal?.aborted === true) return undefined;
      return { exchange: this.#finish(request, begun, error, true), body: undefined };
    }
  }

  #begin() {
    return { number: this.#recorder.nextRequestNumber(), atMs: this.#recorder.now() };
  }

  #finish(
    sent: ExchangeRequest,
    { number, atMs }: { number: number; atMs: number },
    answer: unknown,
    isWatch: boolean,
  ): Exchange {
    const { client, user, method, path, via, resource } = sent;
    const response = isResponse(answer) ? answer : undefined;
    const status = response?.status ?? 0;
    const body = response === undefined ? undefined : jsonOf(response.text);
    const durationMs = this.#recorder.now() - atMs;
    const servedBy = response?.servedBy ?? [];
    const error = response === undefined ? describe(answer) : messageOf(status, body);
    const record: RequestRecord = {
      number,
      client,
      user: user.name,
      method,
      path,
      via,
      atMs,
      durationMs,
      status,
      outcome: outcomeOf(response),
      servedBy,
      ...(response?.auditId === undefined ? {} : { auditId: response.auditId }),
      ...(error === undefined ? {} : { error }),
    };
    const exchange: Exchange = {
      record,
      request: { client, user: user.name, method, path, via },
      response: { status, headers: response?.headers ?? {}, body, servedBy, durationMs },
      resource,
      isUncertain: status === 0 || status >= 500,
      isWatch,
    };
    this.#recorder.request(record);
    this.#onExchange(exchange);
    return exchange;
  }
}

function isResponse(answer: unknown): answer is PlaneResponse {
  return isRecord(answer) && typeof answer['status'] === 'number' && 'servedBy' in answer;
}

function outcomeOf(response: PlaneResponse | undefined): RequestOutcome {
  if (response === undefined) return 'failed';
  const { status, proxied } = response;
  if (status >= 200 && status < 300) return proxied ? 'proxied' : 'local';
  if (status === 404) return 'not-found';
  return status === 503 ? 'unavailable' : 'other';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // a mux answers plain text
  }
}

function messageOf(status: number, body: unknown): string | undefined {
  if (status < 300) return undefined;
  const message = isRecord(body) ? body['message'] : body;
  return typeof message === 'string' ? message.slice(0, maxErrorLength) : undefined;
}

function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const cause =
    error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${text}${cause}`.slice(0, maxErrorLength);
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
