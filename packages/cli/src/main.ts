#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { realHost } from './real-host.js';
import { run } from './run.js';

const host = realHost(process, fileURLToPath(import.meta.url));
// Not by `exitCode`: what a failed start has left open must not keep a dead program running.
process.exit(await run(process.argv.slice(2), host));
