import type { JsonSchema, SchemaWriter } from './json-schema.js';
import type { Body, Operation, PathItem } from './operation.js';
import { sortParameters, type Parameter } from './parameters.js';
import { responseTexts } from './write-v3.js';

/** Writes the path items of one document. */
export class PathWriterV2 {
  readonly #writer: SchemaWriter;
  readonly #shared: Map<string, JsonSchema>;

  /** @param shared gathers the parameters that the document defines once for all paths */
  constructor(writer: SchemaWriter, shared: Map<string, JsonSchema>) {
    this.#writer = writer;
    this.#shared = shared;
  }

  write(item: PathItem): JsonSchema {
    const operations = item.operations.map(
      (operation) => [operation.method, this.#operation(operation)] as const,
    );
    const { parameters } = item;
    return {
      ...Object.fromEntries(operations),
      ...(parameters.length === 0 ? {} : { parameters: parameters.map(this.#parameter) }),
    };
  }

  #operation(operation: Operation): JsonSchema {
    const { gvk } = operation;
    const parameters = this.#parametersOf(operation);
    return {
      consumes: operation.consumes,
      produces: operation.produces,
      schemes: ['https'],
      tags: [operation.tag],
      operationId: operation.id,
      ...(parameters.length === 0 ? {} : { parameters }),
      responses: this.#responses(operation),
      'x-kubernetes-action': operation.action,
      'x-kubernetes-group-version-kind': { group: gvk.group, kind: gvk.kind, version: gvk.version },
    };
  }

  /** The body has its place among the others, by its name. */
  #parametersOf({ body, parameters }: Operation): JsonSchema[] {
    const own = parameters.map((each) => ({ ...each, written: this.#parameter(each) }));
    const all =
      body === undefined ? own : [...own, { in: 'body', name: 'body', written: this.#body(body) }];
    return sortParameters(all).map(({ written }) => written);
  }

  readonly #parameter = ({ in: where, name, type, shared }: Parameter): JsonSchema =>
    this.#once(shared, {
      uniqueItems: true,
      type,
      name,
      in: where,
      ...(where === 'path' ? { required: true } : {}),
    });

  #body({ type, required, shared }: Body): JsonSchema {
    const schema = this.#writer.reference(type);
    return this.#once(shared, {
      name: 'body',
      in: 'body',
      ...(required ? { required: true } : {}),
      schema,
    });
  }

  #once(name: string | undefined, written: JsonSchema): JsonSchema {
    if (name === undefined) return written;
    this.#shared.set(name, written);
    return { $ref: `#/parameters/${name}` };
  }

  #responses(operation: Operation): JsonSchema {
    const written: JsonSchema = {};
    for (const [code, type] of operation.responses) {
      const schema = type === undefined ? { type: 'string' } : this.#writer.reference(type);
      written[code] = { description: responseTexts[code], schema };
    }
    return { ...written, 401: { description: 'Unauthorized' } };
  }
}
