"""The style of the printable report: one sheet for screen and paper."""

STYLE = """
:root{color-scheme:light;--ink:#16202e;--soft:#566174;--line:#d5dbe5;--good:#1f6b41;--fair:#8a5a00;--bad:#a1160b}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;
font:15px/1.6 "Noto Sans SC Variable","Noto Sans SC",system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1040px;margin:0 auto;padding:1rem 1.5rem 4rem}
nav{max-width:1040px;margin:0 auto;padding:.5rem 1.5rem;text-align:end}
.sheet,.sheet>tbody,.sheet>*>tr,.sheet>*>tr>td{display:block;width:100%;margin:0;padding:0;border:0;font-size:inherit}
.sheet>thead{display:block;position:sticky;top:0;z-index:1}
.mark{background:#fff3cd;color:#5c3d00;text-align:center;font-weight:700;
letter-spacing:.1em;border-bottom:2px solid #8a5a00;padding:.15rem}
h1{font-size:1.8rem;margin:.6rem 0}h2{font-size:1.3rem;border-bottom:2px solid var(--ink);margin:2rem 0 .6rem}
h3{font-size:1.05rem;margin:1.3rem 0 .4rem}h4{font-size:1em;margin:.9rem 0 .2rem}
a{color:#0b4f9e}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:.2rem 1.5rem;margin:0}
dl div{display:flex;gap:.6rem;border-bottom:1px solid var(--line);padding:.25rem 0}
dt{color:var(--soft);min-width:8.5em;max-width:50%}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.92rem}
th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:start;vertical-align:top}
th{background:#f2f5f9}th:not(.tight){min-width:9em}.tight{white-space:nowrap;width:1%}.wide{width:36%}td.free,h1,p{overflow-wrap:anywhere}
td ul{margin:.2rem 0 0;padding-inline-start:1.1em}
.none{color:var(--soft)}
.badge{font-weight:700;border:1px solid currentColor;border-radius:4px;padding:0 .4em;white-space:nowrap}
.good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}
figure{margin:.5rem 0;overflow-x:auto}figure svg{display:block;width:100%;min-width:720px;height:auto}
@media screen and (max-width:760px){main,nav{padding-inline:.75rem}section{overflow-x:auto}figure{overflow:visible}}
@page{size:A4;margin:12mm 12mm 15mm;@bottom-center{content:counter(page) " / " counter(pages);font:9px sans-serif}}
@media print{nav{display:none}html{font-size:12px}
body{font-size:12px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.sheet{display:table;table-layout:fixed}.sheet>thead{display:table-header-group;position:static}
.sheet>tbody{display:table-row-group}.sheet>*>tr{display:table-row}.sheet>*>tr>td{display:table-cell}
.sheet>thead>tr>td{padding-bottom:4mm}main{max-width:none;padding:0}h1{margin-top:0}
h2,h3,h4,h2+p{break-after:avoid}main tr,dl div,svg{break-inside:avoid}th,td{padding:.2rem .4rem}
figure{overflow:visible}figure svg{min-width:0}}
"""
