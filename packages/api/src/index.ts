export * from './bootstrap-policy/bootstrap-policy.js';
export * from './catalogue/built-in-resource.js';
export * from './catalogue/decodable-versions.js';
export * from './catalogue/priorities.js';
export * from './catalogue/served-resources.js';
export * from './changes/changes.js';
export * from './changes/version-changes.js';
export {
  resolveFeatureGates,
  type FeatureGate,
  type FeatureGates,
  type FeatureStage,
} from './feature-gates/feature-gates.js';
export * from './runtime-config/runtime-config.js';
export * from './runtime-config/validate-runtime-config.js';
export * from './storage-versions/storage-version.js';
export * from './versions/effective-version.js';
export * from './versions/resolve-effective-version.js';
export * from './versions/version-info.js';
export * from './schemas/schema-set.js';
export * from './protobuf/message-set.js';
export * from './protobuf/proto-message.js';
