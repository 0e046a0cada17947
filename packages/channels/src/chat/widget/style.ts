/** The widget's own look; nothing of the page reaches in. A bank overrides `--strowger-brand`, `--strowger-on-brand`, `--strowger-font`. */
const light =
  "--surface:#fff;--well:#e9ece8;--line:#dce0db;--edge:#7c8581;--ink:#16201e;--ink-2:#45504d;--ink-3:#5e6865;--accent:#0f4c4a;--on-accent:#fff;--brand:var(--strowger-brand,#0f4c4a);--on-brand:var(--strowger-on-brand,#fff);--focus:#1a5fd0;--info:#0b5f66;--info-soft:#dff0f1;--soon:#8a4e00;--soon-soft:#fdeed6;--late:#b0241c;--sh:0 0 0 1px #dce0db,0 10px 32px rgb(20 30 28/.16);color-scheme:light"
const dark =
  "--surface:#161c1b;--well:#262f2d;--line:#2b3533;--edge:#77837f;--ink:#e8edeb;--ink-2:#b6c0bd;--ink-3:#95a09c;--accent:#8ad2ca;--on-accent:#06201f;--brand:var(--strowger-brand,#15403d);--on-brand:var(--strowger-on-brand,#e3f4f1);--focus:#9cc2ff;--info:#83cfd6;--info-soft:#12363a;--soon:#f3ba6b;--soon-soft:#402d0e;--late:#ffa096;--sh:0 0 0 1px #2b3533,0 12px 36px rgb(0 0 0/.55);color-scheme:dark"

export const style = `
:host{${light};font:15px/1.6 var(--strowger-font,-apple-system,"Segoe UI","PingFang SC","HarmonyOS Sans SC","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif);font-variant-numeric:tabular-nums;color:var(--ink)}
@media (prefers-color-scheme:dark){:host(:not([theme=light])){${dark}}}
:host([theme=dark]){${dark}}
*{box-sizing:border-box}
[hidden]{display:none!important}
ol,p,h2{margin:0;padding:0;list-style:none}
button,textarea{font:inherit;color:inherit}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
svg{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.go{position:fixed;right:24px;bottom:24px;z-index:2147483000;display:flex;align-items:center;gap:9px;min-height:52px;padding:0 20px;border:0;border-radius:26px;background:var(--brand);color:var(--on-brand);font-weight:500;box-shadow:var(--sh)}
.go b{min-width:22px;padding:0 6px;border-radius:11px;background:var(--on-brand);color:var(--brand);font-size:13px;line-height:22px;text-align:center}
.w{position:fixed;right:24px;bottom:24px;z-index:2147483000;width:384px;height:min(660px,calc(100vh - 48px));display:flex;flex-direction:column;background:var(--surface);border-radius:16px;box-shadow:var(--sh);overflow:hidden}
header{display:flex;align-items:center;gap:11px;padding:13px 8px 13px 16px;background:var(--brand);color:var(--on-brand)}
header div{flex:1;min-width:0}
h2{font-size:16px;line-height:1.3;font-weight:700}
header p{font-size:13px;line-height:1.5;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
header button{display:grid;place-items:center;width:44px;height:44px;margin:-6px 0;border:0;background:none}
header :focus-visible{outline-color:var(--on-brand);outline-offset:-4px}
.b{display:flex;align-items:center;gap:10px;padding:10px 14px;border-bottom:1px solid var(--line);background:var(--info-soft);font-size:13px}
.b svg{width:16px;height:16px;color:var(--info)}
.b.lost{background:var(--soon-soft)}.b.lost svg{color:var(--soon)}
.b span{flex:1}
.b button{min-height:32px;padding:0 12px;border:1px solid var(--edge);border-radius:7px;background:var(--surface)}
.log{flex:1;min-height:0;overflow:auto;padding:14px;display:flex;flex-direction:column-reverse}
ol{display:flex;flex-direction:column;gap:10px;margin-bottom:auto}
.m{display:grid;justify-items:start;gap:3px;max-width:84%}
.m p{padding:9px 13px;border-radius:16px 16px 16px 5px;background:var(--well);white-space:pre-wrap;overflow-wrap:anywhere}
.m span{padding:0 4px;color:var(--ink-3);font-size:12px}
.me{align-self:flex-end;justify-items:end}
.me p{background:var(--brand);color:var(--on-brand);border-radius:16px 16px 5px 16px}
.pend p{background:none;color:var(--ink);box-shadow:inset 0 0 0 1px var(--surface);outline:1px dashed var(--edge);outline-offset:-1px}
.bad span{color:var(--late)}
.sys{align-self:center;max-width:92%;color:var(--ink-3);font-size:12px;text-align:center;overflow-wrap:anywhere}
form{display:flex;align-items:flex-end;gap:8px;padding:10px 12px;border-top:1px solid var(--line)}
textarea{flex:1;min-width:0;min-height:44px;max-height:128px;padding:9px 16px;border:1px solid var(--edge);border-radius:22px;background:var(--surface);font-size:16px;line-height:24px;resize:none;field-sizing:content}
textarea:focus{outline:2px solid var(--focus);outline-offset:-1px}
::placeholder{color:var(--ink-3);opacity:1}
form button{display:grid;place-items:center;width:44px;height:44px;flex:none;border:0;border-radius:50%;background:var(--accent);color:var(--on-accent)}
.pv{padding:0 14px calc(10px + env(safe-area-inset-bottom));text-align:center;color:var(--ink-3);font-size:12px}
.over{padding:0 14px 14px;display:grid}
.over button{min-height:44px;border:1px solid var(--accent);border-radius:22px;background:none;color:var(--accent)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:560px){.w{inset:0;width:auto;height:auto;border-radius:0}header{padding-top:calc(13px + env(safe-area-inset-top))}.go{right:16px;bottom:16px}}
@media (forced-colors:active){.m p,.w,.go,form button{border:1px solid CanvasText}}
`
