"""The style of the printable report: one sheet for screen and paper."""

STYLE = """
:root{color-scheme:light;--ink:#16202e;--soft:#566174;--line:#d5dbe5;--good:#1f6b41;--fair:#8a5a00;--bad:#a1160b}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;
font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans SC Variable",sans-serif}
main{max-width:1040px;margin:0 auto;padding:1rem 1.5rem 4rem}
nav{max-width:1040px;margin:0 auto;padding:.5rem 1.5rem;text-align:end}
.mark{position:sticky;top:0;z-index:1;background:#fff3cd;color:#5c3d00;text-align:center;font-weight:700;
letter-spacing:.1em;border-bottom:2px solid #8a5a00;padding:.15rem}
h1{font-size:1.8rem;margin:.6rem 0}h2{font-size:1.3rem;border-bottom:2px solid var(--ink);margin:2rem 0 .6rem}
h3{font-size:1.05rem;margin:1.3rem 0 .4rem}
a{color:#0b4f9e}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:.2rem 1.5rem;margin:0}
dl div{display:flex;gap:.6rem;border-bottom:1px solid var(--line);padding:.25rem 0}
dt{color:var(--soft);min-width:8.5em}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.92rem}
th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{background:#f2f5f9}
.none{color:var(--soft)}
.badge{font-weight:700;border:1px solid currentColor;border-radius:4px;padding:0 .4em;white-space:nowrap}
.good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}
figure{margin:.5rem 0;overflow-x:auto}figure svg{width:100%;min-width:720px;height:auto}
@media print{nav{display:none}.mark{position:fixed;left:0;right:0}main{padding-top:2.2rem;max-width:none}
body{font-size:11px}h2{break-after:avoid}h3{break-after:avoid}tr{break-inside:avoid}figure svg{min-width:0}
@page{size:A4;margin:18mm 12mm}}
"""
