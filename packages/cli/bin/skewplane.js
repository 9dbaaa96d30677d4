#!/usr/bin/env node
// npm links this at install time, when nothing is built yet.
await import('../dist/main.js');
