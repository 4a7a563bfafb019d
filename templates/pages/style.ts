/** The one stylesheet: system fonts, two columns where there is room, colours that follow the reader's scheme. */
export const STYLE = `
:root { color-scheme: light dark;
  --ink: #1d2329; --soft: #55606b; --line: #d9dee3; --paper: #ffffff; --ground: #f4f6f8; --accent: #0b5cad;
  --warn: #8a5200; --warn-ground: #fff4de; --bad: #a31621; --bad-ground: #fdebec; --good: #1c6b3a; --good-ground: #e7f5ec }
@media (prefers-color-scheme: dark) { :root {
  --ink: #e8ecf0; --soft: #a7b1bb; --line: #38414a; --paper: #1b2127; --ground: #12171c; --accent: #7db7f5;
  --warn: #f0bd6a; --warn-ground: #33270f; --bad: #f39aa1; --bad-ground: #3a1a1d; --good: #84cfa0; --good-ground: #14301f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere }
a { color: var(--accent) }
a:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px }
.skip { position: absolute; left: -999em } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem }
header.top { background: var(--paper); border-bottom: 1px solid var(--line) }
.wide { max-width: 72rem; margin: 0 auto; padding: 0 1rem }
header.top .wide { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; padding-top: .6rem } .brand:last-child { padding-bottom: .6rem }
.brand { font-weight: 700; text-decoration: none; color: inherit } .brand small { font-weight: 400; color: var(--soft); margin-left: .5rem }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem; list-style: none; margin: 0; padding: 0 }
nav a { display: inline-block; padding: .55rem .8rem; text-decoration: none; color: var(--ink); border-bottom: 3px solid transparent }
nav a[aria-current] { border-color: var(--accent); font-weight: 600 }
.count { display: inline-block; min-width: 1.6em; padding: 0 .4em; margin-left: .35em; border-radius: 1em; background: var(--ground); border: 1px solid var(--line); font-size: .85em; text-align: center }
.mailbox { margin-left: auto; padding: .55rem 0; color: var(--soft); text-decoration: none } .mailbox:hover { text-decoration: underline }
header.top form { display: inline } .me { display: flex; align-items: baseline; gap: .75rem; padding: .4rem 0; margin-left: auto } .mailbox + .me { margin-left: 0 }
.stack { display: grid; gap: .8rem; max-width: 26rem } .stack label { display: grid; gap: .25rem } .stack button { justify-self: start } .stack .tight { margin-top: -.5rem }
.reads main form[method="post"]:not(.own) { display: none }
main.wide { padding-top: 1.2rem; padding-bottom: 3rem }
h1 { font-size: 1.55rem; line-height: 1.3; margin: .2rem 0 .6rem } h2 { font-size: 1.15rem; margin: 0 0 .6rem } h3 { font-size: 1rem; margin: 0 }
.soft { color: var(--soft) } small, .small { font-size: .9rem }
.rows { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 10px }
.rows > li { display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem 1rem; padding: .8rem 1rem; border-top: 1px solid var(--line) }
.rows > li:first-child { border-top: 0 } .rows > li.plain { grid-template-columns: 1fr } .rows > li.pick { grid-template-columns: auto 1fr } .pick input { width: 1.5rem; height: 1.5rem } label[data-all], .reads .pick input { display: none } @media (scripting: enabled) { label[data-all] { display: inline } }
.rows h2 { margin: 0; font-size: 1.08rem } .rows h2 a { text-decoration: none } .rows h2 a:hover { text-decoration: underline }
.thumb { width: 7.5rem; height: 5.6rem; object-fit: cover; border-radius: 6px; background: var(--ground); display: block }
.nothumb { display: grid; place-items: center; color: var(--soft); border: 1px dashed var(--line); font-size: .8rem; text-align: center; padding: .3rem }
.chips { display: flex; flex-wrap: wrap; gap: .35rem; margin: .35rem 0 0; padding: 0; list-style: none }
.chip { display: inline-block; margin: 0; padding: .08rem .6rem; border-radius: 1em; font-size: .87rem; background: var(--warn-ground); color: var(--warn) }
.chip.bad { background: var(--bad-ground); color: var(--bad) } .chip.good { background: var(--good-ground); color: var(--good) }
.box { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin: 0 0 1rem }
.box.narrow { max-width: 28rem; margin: 1rem auto } .box.after { margin-top: 1.5rem }
.banner { background: var(--bad-ground); color: var(--bad); border-radius: 10px; padding: .7rem 1rem; margin-bottom: 1rem }
div.banner, .buttons { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between }
.buttons { justify-content: start }
.columns { display: grid; gap: 1rem } @media (min-width: 62rem) { .columns { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); align-items: start } }
.halves { display: grid; gap: 0 1rem } @media (min-width: 48rem) { .halves { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start } }
.article { font-size: 1.12rem; max-width: 42rem } .article p { margin: 0 0 .9em }
.photos { display: grid; gap: 1.6rem 1rem; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); list-style: none; margin: 0; padding: 0 }
.photos img, .photos .nothumb { width: 100%; height: auto; aspect-ratio: 4/3; object-fit: contain; background: var(--ground); border-radius: 6px }
.photos .nothumb { aspect-ratio: 4/3 } .photos p { margin: .35rem 0 }
.pswp__words { position: absolute; left: 0; right: 0; bottom: 0; padding: .6rem 1rem; text-align: center; color: #fff; background: rgb(0 0 0 / .6) } .pswp__words:empty { display: none }
.same { display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem .8rem; margin-top: .7rem; padding-top: .7rem; border-top: 1px solid var(--line) }
.beside { margin-top: .7rem; padding-top: .7rem; border-top: 1px solid var(--line) } .photos .beside p { margin: 0 0 .2rem }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem } .pair figure { margin: 0 0 .3rem } .pair figcaption { color: var(--soft) }
.same .thumb { width: 7.5rem; height: 5.6rem; aspect-ratio: auto } .photos .same p { margin: 0 0 .2rem } .same .chips { margin: 0 0 .2rem }
dl { margin: 0; display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .35rem 1rem } dt, dt a { color: var(--soft) } dd { margin: 0 }
.missing { color: var(--warn) }
.findings { margin: 0; padding-left: 1.1rem } .findings li { margin: .3rem 0 } .findings .asks { font-weight: 600 }
.letter { white-space: pre-wrap; font: inherit; margin: .6rem 0 0; padding: .8rem; background: var(--ground); border-radius: 6px }
details { margin-top: .5rem } summary { cursor: pointer; color: var(--accent) }
table { border-collapse: collapse; font-size: .92rem } td, th { text-align: left; padding: .15rem .8rem .15rem 0; vertical-align: top; font-weight: 400 } th { color: var(--soft); white-space: nowrap }
button { font: inherit; padding: .5rem 1rem; border-radius: 8px; border: 1px solid var(--accent); background: var(--accent); color: var(--paper); cursor: pointer }
button.quiet { padding: .2rem .7rem; background: transparent; color: var(--accent); font-size: .9rem }
input, textarea { font: inherit; padding: .45rem .6rem; border: 1px solid var(--soft); border-radius: 8px; background: var(--paper); color: inherit }
a.button { display: inline-block; padding: .5rem 1rem; border-radius: 8px; border: 1px solid var(--accent); background: var(--accent); color: var(--paper); text-decoration: none }
a.button.quiet { background: transparent; color: var(--accent) } .buttons a.button.quiet { padding: .2rem .7rem; font-size: .9rem } .bar button.quiet { padding: .5rem 1rem; font-size: 1rem }
.bar, .buttons { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .6rem 0 1rem }
.from { border-left: 3px solid var(--accent); padding-left: .6rem } mark { background: var(--warn-ground); color: inherit } .mail:target, .photos > :target, :target ~ mark { outline: 2px solid var(--accent); outline-offset: 2px }
main [id] { scroll-margin-top: 5rem }
.bar { position: sticky; top: 0; background: var(--ground); padding: .4rem 0; margin: .2rem 0 .6rem; z-index: 1 }
.decide textarea, .decide input[type=url] { width: 100%; line-height: 1.5 } .decide label, .decide section { display: block; max-width: 48rem } .decide p { margin: .6rem 0 } .decide section { margin-bottom: 1rem }
.arrange { list-style: none; margin: 0; padding: 0 } .arrange li { display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem 1rem; padding: .7rem 0; border-top: 1px solid var(--line) } .arrange textarea { width: 100% } .grip[draggable] { cursor: grab } .arrange .held { opacity: .5 } fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 1rem; padding: .6rem 1rem; max-width: 48rem } .short { width: 5rem }
.decide input[name=tit] { width: 100% } .claim { margin-top: 0 } ins { background: var(--good-ground); color: var(--good); text-decoration: none } del { background: var(--bad-ground); color: var(--bad) } .changes { white-space: pre-wrap }
.post textarea { width: 100%; font-size: .95rem; margin-top: .4rem }
.banner.done { background: var(--good-ground); color: var(--good); display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center }
.today { margin: 0 0 .6rem } progress { width: 8rem; margin-left: .5rem; accent-color: var(--good); vertical-align: middle }
.search { margin: 0 0 .8rem; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center } .search input { flex: 1 1 8rem; min-width: 0; max-width: 26rem }
.keys { display: none } @media (hover: hover) and (min-width: 62rem) { .keys { display: block; margin-top: 1rem } } kbd { border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em; background: var(--paper); font: inherit }
.filters { margin: 0 0 .8rem } .filters form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin-top: .5rem } .filters label { display: grid; gap: .15rem; font-size: .9rem } select { font: inherit; padding: .45rem .6rem; border: 1px solid var(--soft); border-radius: 8px; background: var(--paper); color: inherit }
.history { margin: 0; padding-left: 1.1rem } .history form, form.inline { display: inline }
ul.files { margin: 0; padding-left: 1.1rem }
.tight { margin: .1rem 0 } .box > :last-child { margin-bottom: 0 } .mail { border-top: 1px solid var(--line); padding: .8rem 0 }
.empty { text-align: center; padding: 3rem 1rem; color: var(--soft) }
.pages { display: flex; justify-content: space-between; margin-top: 1rem }
@media print { header.top, .skip, .bar, .buttons, .claim, .keys, .search, .filters, .pages, main form, details:not([open]) { display: none } body, .box { background: #fff; color: #000 } .box { border: 0; padding: 0; break-inside: avoid } .columns { display: block } }
@media (max-width: 40rem) { main [id] { scroll-margin-top: 7rem } .arrange li { grid-template-columns: 5rem 1fr } .bar { gap: .3rem } .bar a.button, .bar button.quiet { padding: .35rem .55rem; font-size: .95rem } .rows > li { grid-template-columns: 5rem 1fr } .rows > li.plain { grid-template-columns: 1fr } .rows > li.pick { grid-template-columns: auto 1fr } .thumb { width: 5rem; height: 4rem } nav ul { margin: 0 -.4rem; gap: 0 } nav a { padding: .5rem .4rem; font-size: .92rem } .count { margin-left: .2em; padding: 0 .25em } dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem } }
`
