export * from './catalogue/built-in-resource.js';
export * from './catalogue/priorities.js';
export * from './catalogue/served-resources.js';
export * from './feature-gates/feature-gates.js';
export * from './runtime-config/runtime-config.js';
export * from './runtime-config/validate-runtime-config.js';
export * from './versions/effective-version.js';
export * from './schemas/schema-set.js';
