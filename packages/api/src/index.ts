export * from './schemas/schema-set.js';
