/** How the status page looks: in the reader's own colours, on a phone as on a desk; nothing is said by colour alone. */
export const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 25%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); --mark: #0b62c4; }
@media (prefers-color-scheme: dark) { :root { --mark: #7db8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.overall { font-size: 1.25rem; padding: .75rem 1rem; border: 2px solid currentColor; border-radius: .35rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .5rem; border-bottom: 1px solid var(--line); }
th { font-weight: 400; } td { font-weight: 600; }
thead th { font-weight: 600; }
article { border: 1px solid var(--line); border-radius: .35rem; margin: .75rem 0; padding: 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; } dt { opacity: .8; } dd { margin: 0; }
ol { list-style: none; padding: 0; } li { border-top: 1px solid var(--line); padding: .25rem 0; } li p { margin: .25rem 0; }
footer { margin-top: 2rem; opacity: .8; }
`;
