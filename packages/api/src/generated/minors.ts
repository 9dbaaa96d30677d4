// Made by `node scripts/generate-tables.mjs <folder with the fact tables>`; not edited by hand.

/** Oldest and newest minor that the tables hold. */
export const oldestMinor = 30;
export const newestMinor = 36;
