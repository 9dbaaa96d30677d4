import { isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { editable, editableList, type EditableFields } from '../object-fields.js';

/** Kinds of resource.k8s.io that have not one shape in all their versions. */
const reshaped: ReadonlySet<string> = new Set([
  'ResourceClaim',
  'ResourceClaimTemplate',
  'ResourceSlice',
]);

/** Versions that keep the details of a request beside its name, and those of a device below `basic`. */
const early: ReadonlySet<string> = new Set(['v1alpha3', 'v1beta1']);

/**
 * Takes an object of resource.k8s.io to another version: v1alpha3 and v1beta1 differ from v1beta2 and v1 in where
 * requests and devices keep their details, and v1alpha3 has plain quantities for the capacity of devices.
 * @see kubernetes/kubernetes `pkg/apis/resource/v1alpha3/conversion.go`, `pkg/apis/resource/v1beta1/conversion.go`
 */
export function betweenResourceVersions(
  from: string,
  to: string,
): (object: Immutable<KubeObject>) => Immutable<KubeObject> {
  return (object) => {
    if (!reshaped.has(object.kind)) return object;
    const copy = structuredClone(object) as KubeObject;
    if (from === 'v1alpha3') changeCapacity(copy, (quantity) => ({ value: quantity }));
    if (early.has(from) && !early.has(to)) fromEarly(copy);
    if (!early.has(from) && early.has(to)) toEarly(copy);
    if (to === 'v1alpha3') changeCapacity(copy, (each) => (isRecord(each) ? each['value'] : each));
    return copy;
  };
}

/** Fields of a request below `exactly`, each with what counts as not set. */
const exactFields: Readonly<Record<string, unknown>> = {
  deviceClassName: '',
  selectors: undefined,
  allocationMode: '',
  count: 0,
  adminAccess: undefined,
  tolerations: undefined,
  capacity: undefined,
};

function fromEarly(object: KubeObject): void {
  for (const request of requestsOf(object)) {
    const exactly: EditableFields = {};
    let isSet = false;
    for (const [field, zero] of Object.entries(exactFields)) {
      isSet ||= request[field] !== undefined && request[field] !== null && request[field] !== zero;
      move(request, exactly, field);
    }
    if (isSet) request['exactly'] = exactly;
  }
  for (const device of devicesOf(object)) {
    const { basic } = device;
    delete device['basic'];
    if (isRecord(basic)) Object.assign(device, basic);
  }
}

function toEarly(object: KubeObject): void {
  for (const request of requestsOf(object)) {
    const { exactly } = request;
    delete request['exactly'];
    if (isRecord(exactly)) Object.assign(request, exactly);
  }
  for (const device of devicesOf(object)) {
    const basic: EditableFields = {};
    for (const field of Object.keys(device)) if (field !== 'name') move(device, basic, field);
    device['basic'] = basic;
  }
}

/** Capacities of devices as v1alpha3 and v1beta1 have them. */
function changeCapacity(object: KubeObject, change: (each: unknown) => unknown): void {
  for (const device of devicesOf(object)) {
    const basic = editable(device, 'basic');
    if (!isRecord(basic?.['capacity'])) continue;
    basic['capacity'] = Object.fromEntries(
      Object.entries(basic['capacity']).map(([name, each]) => [name, change(each)]),
    );
  }
}

/** Claims have their requests in the spec, templates in the spec of the claims they make. */
function requestsOf(object: KubeObject): readonly EditableFields[] {
  const spec = editable(object, 'spec');
  return [spec, editable(spec, 'spec')].flatMap((each) =>
    editableList(editable(each, 'devices'), 'requests'),
  );
}

const devicesOf = (object: KubeObject): readonly EditableFields[] =>
  object.kind === 'ResourceSlice' ? editableList(editable(object, 'spec'), 'devices') : [];

function move(from: EditableFields, to: EditableFields, field: string): void {
  if (!Object.hasOwn(from, field)) return;
  to[field] = from[field];
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- fields of a JSON object
  delete from[field];
}
