import { isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { editable, editableList, type EditableFields } from '../object-fields.js';

/** Fields that v1beta1 keeps beside the name of a request and later versions below `exactly`. */
const exactFields = [
  'deviceClassName',
  'selectors',
  'allocationMode',
  'count',
  'adminAccess',
  'tolerations',
  'capacity',
] as const;

/**
 * resource.k8s.io/v1beta1 differs from v1beta2 and v1 in where requests and devices keep their details.
 * @see kubernetes/kubernetes `pkg/apis/resource/v1beta1/conversion.go`
 */
export function fromV1beta1(object: Immutable<KubeObject>): KubeObject {
  const copy = structuredClone(object) as KubeObject;
  for (const request of requestsOf(copy)) {
    const exactly: EditableFields = {};
    for (const field of exactFields) move(request, exactly, field);
    if (Object.keys(exactly).length > 0) request['exactly'] = exactly;
  }
  for (const device of devicesOf(copy)) {
    const { basic } = device;
    delete device['basic'];
    if (isRecord(basic)) Object.assign(device, basic);
  }
  return copy;
}

export function toV1beta1(object: Immutable<KubeObject>): KubeObject {
  const copy = structuredClone(object) as KubeObject;
  for (const request of requestsOf(copy)) {
    const { exactly } = request;
    delete request['exactly'];
    if (isRecord(exactly)) Object.assign(request, exactly);
  }
  for (const device of devicesOf(copy)) {
    const basic: EditableFields = {};
    for (const field of Object.keys(device)) if (field !== 'name') move(device, basic, field);
    device['basic'] = basic;
  }
  return copy;
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
