"""The style of the printable report: one sheet for screen and paper."""

STYLE = """
:root{color-scheme:light;--ink:#16202e;--soft:#566174;--line:#d5dbe5;--good:#1f6b41;--fair:#8a5a00;--bad:#a1160b}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;
font:15px/1.6 "Noto Sans SC Variable","Noto Sans SC",system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
:lang(en){font-feature-settings:"palt"}
main{max-width:1040px;margin:0 auto;padding:1rem 1.5rem 4rem}
nav{max-width:1040px;margin:0 auto;padding:.5rem 1.5rem;text-align:end}
.sheet,.sheet>tbody,.sheet>*>tr,.sheet>*>tr>td{display:block;width:100%;margin:0;padding:0;border:0;font-size:inherit}
.sheet>thead{display:block;position:sticky;top:0;z-index:1}
.mark{background:#fff3cd;color:#5c3d00;text-align:center;font-weight:700;
letter-spacing:.1em;border-bottom:2px solid #8a5a00;padding:.15rem}
h1{font-size:1.8rem;line-height:1.3;margin:.6rem 0}
h2{font-size:1.3rem;border-bottom:2px solid var(--ink);margin:2rem 0 .6rem}
h3{font-size:1.05rem;margin:1.3rem 0 .4rem}h4{font-size:1em;margin:.9rem 0 .2rem}
h1,h2,h3,h4,p,li,td,dd,figcaption{overflow-wrap:anywhere;white-space:pre-line}
a{color:#0b4f9e}
.lead{font-size:1.1rem}.note,.none,figcaption{color:var(--soft);font-size:.9rem}
.callout{border-inline-start:4px solid var(--ink);background:#f2f5f9;padding:.6rem .9rem}
.quote{border-inline-start:3px solid var(--line);padding-inline-start:.8rem;margin-inline-start:0}
dl{margin:.4rem 0}
dl div{display:flex;gap:.2rem 1rem;border-bottom:1px solid var(--line);padding:.25rem 0}
dt{color:var(--soft);flex:0 0 13em}dd{margin:0;min-width:0}
.wide{overflow-x:auto}
.wide table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.92rem}
caption.echo{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
caption{text-align:start;font-weight:600;padding-bottom:.2rem}
th,.wide td{border:1px solid var(--line);padding:.3rem .5rem;text-align:start;vertical-align:top}
th{background:#f2f5f9}th:not(.tight){min-width:7em}.wide .tight{white-space:pre;overflow-wrap:normal}
th{overflow-wrap:break-word}.wide th.tight:lang(en){white-space:normal}
.wide td.number{text-align:end}
.badge{font-weight:700;border:1px solid currentColor;border-radius:4px;padding:0 .4em}
.good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}.quiet{color:var(--soft)}
figure{margin:.5rem 0;overflow-x:auto}figure svg{display:block;width:100%;min-width:720px;height:auto}
.lines p{margin:.8rem 0 .2rem}.lines hr{border:0;border-bottom:1px solid #8a94a6;margin:0;height:2.1rem}
@media screen and (max-width:760px){main,nav{padding-inline:.75rem}dl div{flex-direction:column}dt{flex:none}}
@page{size:A4;margin:12mm 12mm 15mm;@bottom-center{content:counter(page) " / " counter(pages);font:9px sans-serif}}
@page wide{size:A4 landscape}.landscape{page:wide}
@media print{nav{display:none}html{font-size:12px}
body{font-size:12px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.sheet{display:table;table-layout:fixed}.sheet>thead{display:table-header-group;position:static}
.sheet>tbody{display:table-row-group}.sheet>*>tr{display:table-row}.sheet>*>tr>td{display:table-cell}
.sheet>thead>tr>td{padding-bottom:4mm}main{max-width:none;padding:0}h1{margin-top:0}
h2,h3,h4,h2+p,h3+p.note{break-after:avoid}main tr,dl div,svg,li{break-inside:avoid}th,.wide td{padding:.2rem .4rem}
.break{break-after:page}figure,.wide{overflow:visible}figure svg{min-width:0}}
"""
