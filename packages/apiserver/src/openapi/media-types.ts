const json = 'application/json';
const yaml = 'application/yaml';
const protobuf = 'application/vnd.kubernetes.protobuf';

export const anyType = ['*/*'];
export const jsonType = [json];
/** What this server writes built-in objects as. */
export const producedTypes = [json, yaml, protobuf];
/** The same where a client may ask for a stream of events. */
export const streamingTypes = [
  ...producedTypes,
  `${json};stream=watch`,
  `${protobuf};stream=watch`,
];
export const logTypes = ['text/plain', ...producedTypes];
/** Custom resources go without protobuf. */
export const customTypes = [json, yaml];

const jsonPatch = 'application/json-patch+json';
const mergePatch = 'application/merge-patch+json';
const applyPatch = 'application/apply-patch+yaml';

export const patchTypes = [
  jsonPatch,
  mergePatch,
  'application/strategic-merge-patch+json',
  applyPatch,
];
/** Custom resources go without the strategic patch, which needs a Go type. */
export const customPatchTypes = [jsonPatch, mergePatch, applyPatch];
