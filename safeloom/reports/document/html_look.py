"""How the stand-alone page looks: its style sheet and the shapes of the statuses."""

_SHAPES = {
    "blue": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="#1f5fa8" stroke-width="2"/>'
    '<path d="M5 8.2l2.2 2.3 4-4.6" fill="none" stroke="#1f5fa8" stroke-width="2"/>',
    "green": '<circle cx="8" cy="8" r="7" fill="#1b6e3c"/>',
    "amber": '<path d="M8 1l7.5 14H.5z" fill="#8a5300"/>',
    "red": '<rect x="1.5" y="1.5" width="13" height="13" fill="#b3261e"/>',
    "none": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="#505a5f" stroke-width="2"/>',
}
RAG_SHAPES = {
    status: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="14" height="14"'
    f' aria-hidden="true" focusable="false">{shape}</svg>'
    for status, shape in _SHAPES.items()
}

CSS = """
:root{--ink:#1b2226;--accent:#0b5c63;--quiet:#505a5f;--line:#c9d2cd;--surface:#f4f6f4}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:none;text-size-adjust:none;scroll-padding-top:15px}
body{margin:0;color:var(--ink);background:#fff;font:1.125rem/1.55 system-ui,"Segoe UI",Roboto,
"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
body>*{padding-left:max(15px,calc(50vw - 25rem));padding-right:max(15px,calc(50vw - 25rem))}
main:focus{outline:0}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.15em}
a:hover{text-decoration-thickness:3px}
a:focus-visible,summary:focus-visible{outline:3px solid transparent;background:#fd0;color:var(--ink);
box-shadow:0 -2px #fd0,0 4px var(--ink);text-decoration:none}
.table:focus-visible{outline:3px solid #fd0;box-shadow:0 0 0 6px var(--ink)}
.skip{position:absolute;left:-999em;padding:10px 15px}
.skip:focus{position:static;display:block;outline:3px solid #fd0;background:#fd0;color:var(--ink)}
body>header{background:var(--accent);color:#fff;padding-top:40px;padding-bottom:30px}
header p{margin:0 0 10px}
h1{font-size:clamp(2rem,1.4rem + 3vw,3.25rem);line-height:1.1;margin:5px 0 15px;text-wrap:balance}
.who{font-weight:600;font-size:1.1rem}
.subtitle{font-size:1.375rem}
.when{font-size:1.125rem}
header .status{margin:20px 0 0;font-size:1rem}
nav{background:var(--surface);padding-top:20px;padding-bottom:20px}
nav h2{margin:0 0 10px;font-size:1.25rem;border:0;padding:0}
nav ol{list-style:none;margin:0;padding:0;max-width:none;columns:20rem;column-gap:40px}
nav li{break-inside:avoid;padding:3px 0;font-weight:600}
nav li.level-2{padding-left:1.9rem;font-weight:400;font-size:1rem}
nav a{display:flex;gap:5px;text-decoration:none}
nav span+span{text-decoration:underline;text-decoration-thickness:1px}
nav span:first-child{flex:none;min-width:1.7rem;color:var(--quiet);font-weight:400}
h2,h3,h4{line-height:1.2;text-wrap:balance;break-after:avoid}
h2{font-size:1.85rem;margin:60px 0 20px;padding-top:15px;border-top:3px solid var(--accent);
color:var(--accent)}
h3{font-size:1.375rem;margin:40px 0 15px}
h4{font-size:1.125rem;margin:30px 0 10px}
.number{font-weight:400;color:var(--quiet);margin-right:.25em}
p,ul,ol{margin:0 0 15px;max-width:42rem}
li{margin-bottom:5px}
li>p,li>ul,li>ol{margin-bottom:5px}
.figure{color:inherit;text-decoration:underline dotted;text-decoration-thickness:1px}
.table{overflow-x:auto;margin:25px 0 15px}
table{border-collapse:collapse;width:100%;font-size:1rem;line-height:1.35;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding-bottom:10px;caption-side:top}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{vertical-align:bottom;border-bottom:2px solid var(--accent);font-weight:600}
tbody th{font-weight:400;min-width:8rem}
tr.head th{font-weight:600;padding-top:15px}
.dense table{font-size:.9375rem}
.dense th,.dense td{padding-top:5px;padding-bottom:5px}
.n{text-align:right;white-space:nowrap}
thead .n{white-space:normal}
.note{font-size:1rem;color:var(--quiet)}
figure{margin:30px 0;padding:0}
figcaption{margin-bottom:15px;max-width:42rem}
figure svg{display:block;width:100%;height:auto}
.wide,.only{max-width:640px}
.narrow{display:none}
details{margin:10px 0}
summary{cursor:pointer;color:var(--accent);text-decoration:underline;font-size:1rem;padding:3px 0;
width:fit-content}
details table{font-size:1rem}
.spark svg{display:inline-block;width:120px;height:32px;vertical-align:middle}
blockquote{margin:25px 0;padding:5px 0 5px 20px;border-left:5px solid var(--accent);font-size:1.25rem}
blockquote p:last-of-type{margin-bottom:5px}
blockquote footer{font-size:1rem;color:var(--quiet)}
.callout{background:var(--surface);border-left:5px solid var(--accent);padding:20px;margin:25px 0}
.callout>:last-child{margin-bottom:0}
.callout-title,.list-title{font-weight:600}
.checklist{list-style:none;padding:0;max-width:none}
.checklist li{display:flex;gap:5px 15px;padding:8px 0;margin:0;border-bottom:1px solid var(--line)}
.state{flex:0 0 10.5rem;font-weight:600;font-size:1rem}
.state-met{color:#1b6e3c}.state-met::before{content:"✓ ";content:"✓ "/""}
.state-partly{color:#8a5300}.state-partly::before{content:"◐ ";content:"◐ "/""}
.state-missing{color:#b3261e}.state-missing::before{content:"✕ ";content:"✕ "/""}
.rag{white-space:nowrap;font-weight:600}
.rag svg{vertical-align:-.1em;margin-right:.4em}
.rag.blue{color:#1f5fa8}.rag.green{color:#1b6e3c}.rag.amber{color:#8a5300}.rag.red{color:#b3261e}
.rag.none{color:var(--quiet)}
body>footer{margin-top:60px;padding-top:20px;padding-bottom:30px;background:var(--surface);font-size:1rem;
color:var(--quiet)}
@media(max-width:520px){
body{font-size:1.0625rem}
h2{font-size:1.55rem;margin-top:40px}
.narrow{display:block;max-width:26rem}.wide{display:none}
.stack table,.stack caption,.stack tbody,.stack tr,.stack th,.stack td{display:block;width:100%}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack tr{padding:10px 0;border-bottom:1px solid var(--line)}
.stack tbody th{font-weight:600}
.stack tbody th,.stack td{border:0;padding:3px 0}
.stack td{display:flex;justify-content:space-between;gap:15px;text-align:right;white-space:normal}
.stack td[data-name]::before{content:attr(data-name);text-align:left;color:var(--quiet)}
.stack caption{border-bottom:2px solid var(--accent)}
.checklist li{flex-direction:column}.state{flex:none}
}
@page{size:A4;margin:20mm 18mm}
@media print{
body{font-size:10.5pt;line-height:1.4}
body>*{padding-left:0;padding-right:0}
body>header{background:none;color:var(--ink);border-bottom:3pt solid var(--accent)}
nav,body>footer{background:none}
.skip,summary{display:none}
h2{font-size:18pt;margin-top:30pt}
.wide,.only,.callout,blockquote,tr{break-inside:avoid}
thead{display:table-header-group}
.table{overflow:visible}
table,details table,.note,.rag,.state{font-size:9pt}
.wide,.only{max-width:13cm}
figcaption{break-after:avoid}
details::details-content{content-visibility:visible;display:block}
a{color:inherit;text-decoration:none}
}
""".strip()
