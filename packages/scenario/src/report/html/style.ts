/** Colours of outcomes are those of Okabe and Ito, which people who confuse some colours can tell apart. */
const colours = `
:root {
  color-scheme: light dark;
  --text: #1b1f24; --quiet: #57606a; --page: #ffffff; --panel: #f6f8fa; --line: #d0d7de; --accent: #0969da;
  --good: #1a7f37; --bad: #b42318; --warn: #9a6700; --added: #dafbe1; --removed: #ffebe9;
  --local: #0072b2; --proxied: #009e73; --not-found: #b87d00; --unavailable: #d55e00; --other: #b0578f; --failed: #1b1f24;
  --minor-0: #c6dbef; --minor-1: #c7e9c0; --minor-2: #fdd9b5; --minor-3: #dadaeb; --fault: #f4b6b0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --quiet: #9198a1; --page: #0d1117; --panel: #161b22; --line: #3d444d; --accent: #4493f8;
    --good: #3fb950; --bad: #ff7b72; --warn: #d29922; --added: #12361f; --removed: #4a1a1a;
    --local: #56b4e9; --proxied: #2bc79a; --not-found: #e69f00; --unavailable: #ff7f2a; --other: #d98fbd; --failed: #f0f6fc;
    --minor-0: #1f3d5c; --minor-1: #1f4a2c; --minor-2: #5c3d1a; --minor-3: #3f3a63; --fault: #6e2a26;
  }
}`;

const text = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1rem 1.5rem 3rem; font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1.05rem; margin: 1.2rem 0 .4rem; } h4 { margin: .8rem 0 .3rem; }
.run > p { white-space: pre-line; }
h2 { border-top: 1px solid var(--line); padding-top: 1rem; }
summary h3 { display: inline; }
a { color: var(--accent); }
code, pre { font-family: ui-monospace, monospace; font-size: .87em; }
code { overflow-wrap: anywhere; }
pre { margin: .3rem 0; padding: .6rem; max-height: 24rem; overflow: auto; background: var(--panel); border-radius: 6px; }
.facts { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin: .6rem 0; }
.facts dt { color: var(--quiet); font-size: .85em; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.totals { display: flex; flex-wrap: wrap; gap: 0 .8rem; list-style: none; margin: 0; padding: 0; }
.hint { color: var(--quiet); margin: .4rem 0; }
.message { font-weight: 600; overflow-wrap: anywhere; }
.outcome { font-size: .8em; font-weight: 600; padding: .05em .5em; border: 1px solid; border-radius: 1em; white-space: nowrap; }
.outcome.passed { color: var(--good); }
.outcome.failed, .outcome.error { color: var(--bad); }
.outcome.interrupted, .outcome.not-reached { color: var(--warn); }
.failure { border-left: 4px solid var(--bad); padding-left: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .93em; }
th, td { text-align: left; vertical-align: top; max-width: 44rem; overflow-wrap: break-word; padding: .25rem .8rem .25rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }`;

const timeline = `
.controls { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; align-items: center; margin: .8rem 0 .5rem; }
.controls [role=group] { display: flex; flex-wrap: wrap; gap: .3rem; }
button, select, input { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .15rem .55rem; }
button { cursor: pointer; }
button.link { border: 0; background: none; padding: 0; color: var(--accent); text-decoration: underline; }
button.legend[aria-pressed=false] { opacity: .45; text-decoration: line-through; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.icon { vertical-align: -1px; }
.icon.local { fill: var(--local); } .icon.proxied { fill: var(--proxied); } .icon.not-found { fill: var(--not-found); }
.icon.unavailable { fill: var(--unavailable); } .icon.other { fill: var(--other); } .icon.failed { fill: var(--failed); }
.frame { display: flex; border: 1px solid var(--line); border-radius: 6px; padding: .5rem; }
.names { flex: none; } .names text { fill: var(--text); font-size: 13px; } .names .other { fill: var(--quiet); }
.stage { position: relative; flex: auto; min-width: 0; overflow: hidden; cursor: crosshair; touch-action: pan-y; user-select: none; }
.stage canvas { position: absolute; left: 0; top: 0; pointer-events: none; }
.stage svg { display: block; }
.patterns { position: absolute; }
.lanes text { font-size: 11px; fill: var(--text); pointer-events: none; }
.lane { fill: var(--panel); }
.grid { stroke: var(--line); stroke-dasharray: 2 3; }
.lanes .tick { fill: var(--quiet); }
.step rect { fill: var(--panel); stroke: var(--line); } .step line { stroke: var(--line); }
.step.failed rect { stroke: var(--bad); stroke-width: 2; } .step.interrupted rect { stroke: var(--warn); stroke-width: 2; }
.minor-0 .base { fill: var(--minor-0); } .minor-1 .base { fill: var(--minor-1); } .minor-2 .base { fill: var(--minor-2); } .minor-3 .base { fill: var(--minor-3); }
.band.stopped .base { fill: none; stroke: var(--quiet); stroke-dasharray: 4 3; }
.hatch { stroke: var(--quiet); stroke-width: 1; fill: none; opacity: .5; }
.fault .base { fill: var(--fault); }
.lanes line.broke { stroke: var(--bad); stroke-width: 1.5; } .lanes text.broke { fill: var(--bad); font-weight: 600; }
.list .wide { max-height: 26rem; overflow: auto; }
.details { min-height: 4rem; padding: .2rem .6rem; background: var(--panel); border-radius: 6px; margin-top: .4rem; }`;

export const pageStyle: string = colours + text + timeline;
