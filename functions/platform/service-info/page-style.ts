/** How the documentation page looks: in the reader's own colours, on a phone as on a desk. */
export const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 22%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); --mark: #0b62c4; }
@media (prefers-color-scheme: dark) { :root { --mark: #7db8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 small { font-weight: 400; font-size: 1rem; opacity: .75; }
h2 { margin: 2rem 0 .25rem; scroll-margin-top: 1rem; }
a { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; }
.fields { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
label { display: block; font-size: .9rem; }
input, textarea, select { display: block; width: 100%; margin-top: .2rem; padding: .5rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .35rem; }
textarea { font-family: ui-monospace, monospace; font-size: .875rem; min-height: 9rem; }
button { margin: .75rem 0; padding: .5rem 1.1rem; font: inherit; cursor: pointer; border-radius: .35rem; border: 1px solid var(--mark); background: transparent; color: var(--mark); }
nav li { margin: 0; } nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
details { border: 1px solid var(--line); border-radius: .35rem; margin: .4rem 0; }
summary { padding: .55rem .75rem; cursor: pointer; overflow-wrap: anywhere; }
details > div { padding: 0 .75rem .75rem; border-top: 1px solid var(--line); }
.method { display: inline-block; min-width: 4.2rem; font: 700 .8rem ui-monospace, monospace; }
.path { font-family: ui-monospace, monospace; font-size: .875rem; } .says { display: block; opacity: .8; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
thead th { font-weight: 600; opacity: .75; } tbody th { font-weight: 400; font-family: ui-monospace, monospace; font-size: .85rem; white-space: nowrap; }
td { min-width: 5rem; } td:last-child { min-width: 16rem; }
@media (max-width: 44rem) {
  thead { position: absolute; left: -99rem; } table, tbody, tr, td, tbody th { display: block; }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } tbody th, td { border: 0; padding: .05rem 0; min-width: 0; overflow-wrap: anywhere; } td:last-child { min-width: 0; }
  tbody th { font-weight: 600; white-space: normal; } td:empty { display: none; }
  td::before { content: attr(data-label) ': '; opacity: .65; }
}
code { font-family: ui-monospace, monospace; font-size: .9em; padding: .05em .25em; background: var(--soft); border-radius: .2rem; overflow-wrap: anywhere; }
p, li { max-width: 48rem; overflow-wrap: break-word; } li { margin: .15rem 0; }
pre { overflow: auto; max-height: 28rem; padding: .75rem; background: var(--soft); border-radius: .35rem; font-size: .8125rem; }
h4 { margin: 1rem 0 .25rem; }
`;
