/*
 * The chat widget of the privacy desk: one file, no dependency, no build step. What a site sets and what is kept: docs/widget.md
 * Message text only goes into text nodes.
 */
(() => {
  'use strict';

  // ── Words: 简体|繁體, once where they are the same ──

  const WORDS = {
    title: '隐私服务台|隱私服務台',
    launch: '隐私咨询|隱私諮詢',

    close: '收起',
    menu: '更多',
    log: '会话消息|對話訊息',
    send: '发送|傳送',
    person: '转人工客服|轉人工客服',
    download: '下载会话记录|下載對話記錄',
    restart: '重新开始|重新開始',
    end: '结束并删除会话|結束並刪除對話',
    cancel: '取消',
    sureRestart: '重新开始后，这里不再显示现在的会话。已提交的申请不受影响。|重新開始後，這裡不再顯示現在的對話。已提交的申請不受影響。',
    sureEnd: '结束后，这次会话会被删除，不能恢复。已提交的申请不受影响。|結束後，這次對話會被刪除，不能復原。已提交的申請不受影響。',

    byBot: '机器人答复，可转人工|機器人答覆，可轉人工',
    by_bot: '机器人|機器人',
    by_staff: '人工客服',
    by_user: '我',
    by_system: '系统提示|系統提示',
    sending: '发送中|傳送中',
    unsent: '未发送|未傳送',
    again: '点此重试|點此重試',
    edit: '修改',
    newest: '新消息|新訊息',
    typing: '对方正在输入|對方正在輸入',

    offline: '网络已断开。您写的内容会保留，恢复后自动发送。|網路已斷開。您寫的內容會保留，恢復後自動傳送。',
    unreachable: '暂时连不上服务台，正在重试。|暫時連不上服務台，正在重試。',
    expired: '这次会话已失效，未发送的内容会带入新的会话。|這次對話已失效，未傳送的內容會帶入新的對話。',
    fresh: '开始新会话|開始新對話',
    retry: '立即重试|立即重試',
    queued: '排队等待人工客服|排隊等待人工客服',
    waiting: '正在等待人工客服接入，您可以先留言',
    staff: '人工客服正在为您服务|人工客服正在為您服務',
    closed: '会话已结束|對話已結束',

    ask: '输入您的问题|輸入您的問題',
    write: '输入消息|輸入訊息',
    orType: '也可以直接输入|也可以直接輸入',
    please: '请输入{what}|請輸入{what}',
    textKeys: '改用文字键盘|改用文字鍵盤',

    basis: '依据|依據',
    fullText: '在政策全文中查看',
    newTab: '（新标签页）|（新分頁）',
    step: '{type} · 第 {n} 步，共 {of} 步',

    ticket: '受理回执|受理回執',
    progress: '办理进度|辦理進度',
    number: '受理编号|受理編號',
    type: '申请类型|申請類型',
    status: '当前状态|目前狀態',
    due: '答复期限|答覆期限',
    copy: '复制编号|複製編號',
    copied: '已复制|已複製',

    useful: '这个回答有用|這個回答有用',
    useless: '这个回答没有用|這個回答沒有用',
    why: '哪里不好？|哪裡不好？',
    why1: '没答到点上|沒答到點上',
    why2: '看不懂',
    why3: '和政策原文不符',
    why4: '其他',
    thanks: '谢谢，已记录|謝謝，已記錄',
    notSaved: '没有成功，请稍后再试|沒有成功，請稍後再試',
    exported: '导出时间|匯出時間',

    slot_name: '姓名',
    slot_contact: '联系方式|聯絡方式',
    slot_phone: '手机号码|手機號碼',
    slot_email: '电子邮箱|電子信箱',
    slot_code: '验证码|驗證碼',
    slot_account: '账户|帳戶',
    slot_correct_value: '正确的内容|正確的內容',
    slot_details: '具体情况|具體情況',

    type_access: '访问信息|查閱資訊',
    type_correction: '更正信息|更正資訊',
    type_deletion: '删除信息|刪除資訊',
    type_consent_withdrawal: '撤回同意',
    type_account_closure: '注销账户|註銷帳戶',
    type_copy: '获取副本或转移|取得副本或轉移',
    type_automated_decision: '自动化决策说明|自動化決策說明',
    type_complaint: '投诉|投訴',

    status_identity_unverified: '待核验身份|待核驗身分',
    status_submitted: '已提交',
    status_in_progress: '处理中|處理中',
    status_waiting_for_user: '待您补充|待您補充',
    status_completed: '已完成',
    status_refused: '未能办理|未能辦理',
    status_withdrawn: '已撤回',
    status_expired: '已过期|已過期',
  };

  const CHINESE = navigator.languages.find((tag) => /^zh\b/i.test(tag)) || 'zh'; // of all that the visitor reads
  const TRADITIONAL = /^zh-(tw|hk|mo|hant)/i.test(CHINESE);
  const LOCALE = TRADITIONAL ? 'zh-TW' : 'zh-CN';

  /** The label `key` in the visitor's script, its {places} filled; '' when there is none. */
  function t(key, values) {
    const [hans, hant] = (WORDS[key] || '').split('|');
    return ((TRADITIONAL && hant) || hans).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  const script = document.currentScript;
  const options = script.dataset;
  const title = options.title || t('title');
  const ORIGIN = new URL(script.src).origin;
  const SHEET = matchMedia('(max-width: 480px), (max-height: 480px)'); // here the panel fills the screen
  const TOUCH = matchMedia('(pointer: coarse)');

  const TIMEOUT = 30000; // longer than a turn of the bot may take
  const PAUSE = 7000; // staff who write are heard of every three seconds
  const SILENCE = 60000; // an event stream without a byte, pings included, for so long is dead
  const LONGEST_WAIT = 30000;

  // ── Style: tokens first, the names shared with the staff console ──

  const LIGHT = `
    --color-accent: #0f5c56; --color-accent-text: #0f5c56; --color-on-accent: #fff;
    --color-accent-soft: color-mix(in srgb, var(--color-accent) 9%, var(--color-surface));
    --color-surface: #fff; --color-sunken: #f5f6f4; --color-line: #e2e5e1; --color-line-strong: #7f8884;
    --color-text: #1d2523; --color-text-muted: #5b6662;
    --color-ok: #1b6b3a; --color-warn: #8a5300; --color-warn-soft: #fdf3e1; --color-bad: #a8322a;
    --shadow: 0 1px 2px rgb(20 40 36 / .08), 0 12px 40px rgb(20 40 36 / .16);
    color-scheme: light;`;
  const DARK = `
    --color-accent: #1f7a6f; --color-accent-text: #83cfc3;
    --color-accent-soft: color-mix(in srgb, var(--color-accent) 28%, var(--color-surface));
    --color-surface: #161b1a; --color-sunken: #1f2625; --color-line: #303937; --color-line-strong: #7d8985;
    --color-text: #e8edeb; --color-text-muted: #a3afab;
    --color-ok: #7fd09b; --color-warn: #e9b866; --color-warn-soft: #352a16; --color-bad: #f19a92;
    --shadow: 0 1px 2px rgb(0 0 0 / .5), 0 12px 40px rgb(0 0 0 / .5);
    color-scheme: dark;`;
  // A site's own colour, its lightness held where WCAG AA contrast is met for any hue.
  const TINT_LIGHT = '--color-accent: oklch(from var(--desk-accent) min(l, .53) c h); --color-accent-text: oklch(from var(--desk-accent) min(l, .48) c h);';
  const TINT_DARK = '--color-accent: oklch(from var(--desk-accent) min(l, .53) c h); --color-accent-text: oklch(from var(--desk-accent) max(l, .8) c h);';
  const CSS_TEXT = `
  :host { ${LIGHT}
    --space-1: 4px; --space-2: 8px; --space-3: 12px; --space-4: 16px;
    --radius-s: 8px; --radius-m: 12px; --radius-l: 18px;
    --text-xs: 12px; --text-s: 13px; --text-m: 15px; --leading: 1.65;
    --font-sans: system-ui, -apple-system, "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
    --font-quote: "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", var(--font-sans);
    all: initial; position: fixed; width: 0; height: 0; z-index: 2147483000 }
  :host([tinted]) { ${TINT_LIGHT} }
  @media (prefers-color-scheme: dark) {
    :host(:not([scheme=light])) { ${DARK} }
    :host([tinted]:not([scheme=light])) { ${TINT_DARK} }
  }
  :host([scheme=dark]) { ${DARK} }
  :host([tinted][scheme=dark]) { ${TINT_DARK} }
  @media print { :host { display: none } }

  *, ::before { box-sizing: border-box }
  [hidden] { display: none !important }
  button, input, textarea { font: inherit; color: inherit; margin: 0 }
  button { border: 0; background: none; padding: 0; cursor: pointer; text-align: start; touch-action: manipulation }
  svg { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round }
  :focus-visible { outline: 2px solid var(--color-accent-text); outline-offset: 2px }
  p, dl, dd { margin: 0 }
  a { color: var(--color-accent-text); text-underline-offset: 3px }
  a[href^=tel] { white-space: nowrap }
  .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

  .launch, .panel { font: 400 var(--text-m)/var(--leading) var(--font-sans); color: var(--color-text); text-autospace: normal;
    position: fixed; right: var(--inset-x); bottom: var(--inset-y); box-shadow: var(--shadow);
    --inset-x: calc(var(--privacy-desk-inset, 24px) + env(safe-area-inset-right)); --inset-y: calc(var(--privacy-desk-inset, 24px) + env(safe-area-inset-bottom)) }
  :host([position=left]) :is(.launch, .panel) { right: auto; left: var(--inset-x) }

  .launch { display: flex; align-items: center; gap: var(--space-2); min-height: 52px; padding: 0 20px 0 16px; border-radius: 26px;
    border: 1px solid transparent; background: var(--color-accent); color: var(--color-on-accent); font-weight: 600 }
  .badge { position: absolute; top: -6px; right: -4px; min-width: 22px; padding: 0 6px; border-radius: 11px;
    background: #b3261e; color: #fff; font-size: var(--text-xs); line-height: 22px; text-align: center }

  .panel { display: flex; flex-direction: column; width: 400px; height: min(680px, calc(100dvh - 2 * var(--inset-y)));
    background: var(--color-surface); border: 1px solid var(--color-line); border-radius: var(--radius-l); overflow: hidden }
  .panel:focus { outline: 0 }
  .head { display: flex; align-items: center; gap: var(--space-1); padding: var(--space-3) var(--space-2) var(--space-3) var(--space-4); border-bottom: 1px solid var(--color-line) }
  .mark { display: grid; place-items: center; width: 36px; height: 36px; border-radius: 10px; background: var(--color-accent); color: var(--color-on-accent) }
  .who { flex: 1; min-width: 0; padding-left: var(--space-2); line-height: 1.35 }
  .who h2 { margin: 0; font-size: 16px; font-weight: 600 }
  .who p { font-size: var(--text-s); color: var(--color-text-muted) }
  .icon { display: grid; place-items: center; width: 40px; height: 40px; border-radius: var(--radius-s); color: var(--color-text-muted) }
  .head .icon svg { stroke-width: 2 }
  .menu { position: absolute; z-index: 2; top: 58px; right: var(--space-2); min-width: 180px; padding: var(--space-1);
    background: var(--color-surface); border: 1px solid var(--color-line); border-radius: var(--radius-m); box-shadow: var(--shadow) }
  .menu button { display: block; width: 100%; min-height: 44px; padding: 0 var(--space-3); border-radius: var(--radius-s) }

  .banner { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-3); padding: var(--space-2) var(--space-4);
    background: var(--color-accent-soft); font-size: var(--text-s); border-bottom: 1px solid var(--color-line) }
  .warn { background: var(--color-warn-soft) }
  .banner span { flex: 1 1 150px }
  .banner button, .newest { min-height: 36px; padding: 0 var(--space-4); border: 1px solid var(--color-line-strong); border-radius: 18px; background: var(--color-surface); font-size: var(--text-s) }

  .scroll { position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: var(--space-4) }
  .scroll:focus-visible { outline-offset: -3px }
  .intro { font-size: var(--text-s); color: var(--color-text-muted); margin-bottom: var(--space-4) }
  .log > :first-child { margin-top: 0 }
  .log > * { margin-top: var(--space-4); animation: rise .18s ease-out }
  .time { text-align: center; font-size: var(--text-xs); color: var(--color-text-muted) }
  .text { overflow-wrap: anywhere; white-space: pre-wrap; line-break: strict; text-wrap: pretty }
  .text p + p { margin-top: .6em }
  .user .text, .staff .text, .system .text, .error .text { width: fit-content; padding: var(--space-2) var(--space-3); border: 1px solid transparent; border-radius: var(--radius-s); background: var(--color-sunken) }
  .user { display: flex; flex-direction: column; align-items: flex-end }
  .user .text { max-width: 85%; border-radius: 16px 16px 4px 16px; background: var(--color-accent-soft) }
  .failed .text, .rejected .text { border: 1px dashed var(--color-line-strong); background: none }
  .meta { font-size: var(--text-xs); color: var(--color-text-muted) }
  .sending .meta { animation: late .5s step-end }
  .meta button { min-height: 28px; color: var(--color-bad); text-decoration: underline; text-underline-offset: 3px }
  .staff .text { border-radius: 4px 16px 16px 16px; border-color: var(--color-line) }
  .staff + .staff { margin-top: var(--space-2) }
  .staff + .staff .label { display: none }
  .label { font-size: var(--text-s); font-weight: 600; color: var(--color-accent-text); padding-bottom: var(--space-1) }
  .system .text { font-size: var(--text-s); color: var(--color-text-muted) }
  .error .text { background: var(--color-warn-soft) }

  .cites { display: grid; gap: var(--space-2); margin-top: var(--space-3) }
  details { border: 1px solid var(--color-line); border-radius: var(--radius-m); min-width: 0 }
  summary { display: flex; align-items: center; gap: var(--space-2); min-height: 40px; padding: var(--space-1) var(--space-3); border-radius: 11px; list-style: none; cursor: pointer; font-size: var(--text-s); line-height: 1.45; color: var(--color-text-muted) }
  summary::-webkit-details-marker { display: none }
  summary b { font-weight: 600; color: var(--color-accent-text); white-space: nowrap }
  summary span, .choices span { flex: 1; min-width: 0 }
  summary svg, .choices svg, .source svg { width: 16px; height: 16px }
  [open] > summary svg { transform: rotate(180deg) }
  blockquote { margin: var(--space-1) var(--space-3) 0; padding-left: var(--space-3); border-left: 3px solid var(--color-accent); font-family: var(--font-quote); line-height: 1.75 }
  .source { display: inline-flex; align-items: center; gap: 4px; min-height: 44px; margin: 0 var(--space-3); font-size: var(--text-s) }

  .actions { display: flex; flex-wrap: wrap; gap: var(--space-2); margin-top: var(--space-3) }
  .chip { min-height: 36px; max-width: 100%; padding: 5px 14px; border: 1px solid color-mix(in srgb, var(--color-accent-text) 45%, var(--color-surface)); border-radius: 18px; font-size: 14px; line-height: 1.5; color: var(--color-accent-text) }
  .choices { display: grid; flex: 1 0 100%; border: 1px solid var(--color-line-strong); border-radius: var(--radius-m); overflow: hidden }
  .choices button { display: flex; align-items: center; gap: var(--space-2); min-height: 44px; padding: var(--space-2) var(--space-3); line-height: 1.5 }
  .choices button + button { border-top: 1px solid var(--color-line) }
  .choices button:focus-visible { outline-offset: -3px; border-radius: var(--radius-m) }
  .choices svg { color: var(--color-text-muted); transform: rotate(-90deg) }
  .stars { flex: 1 0 100% }
  .star { width: 44px; height: 44px; font-size: 28px; line-height: 44px; text-align: center; color: var(--color-line-strong) }
  .star::before { content: "★"; content: "★" / "" }
  .star span { position: absolute; clip-path: inset(50%) }
  .star:is(:hover, :focus-visible), .star:has(~ .star:is(:hover, :focus-visible)) { color: var(--color-warn) }
  .firm { flex: 1 0 calc(50% - var(--space-2)); min-height: 44px; padding: var(--space-1) var(--space-4); border: 1px solid var(--color-line-strong); border-radius: var(--radius-m); text-align: center }
  .main { background: var(--color-accent); border-color: var(--color-accent); color: var(--color-on-accent); font-weight: 600 }

  .step { display: grid; gap: 6px; padding-bottom: var(--space-2); font-size: var(--text-s); color: var(--color-text-muted) }
  progress { appearance: none; width: 100%; height: 3px; border: 0; border-radius: 2px; overflow: hidden; background: var(--color-line) }
  progress::-webkit-progress-bar { background: var(--color-line) }
  progress::-webkit-progress-value { background: var(--color-accent-text) }
  progress::-moz-progress-bar { background: var(--color-accent-text) }

  .ticket { margin-top: var(--space-3); border: 1px solid var(--color-line-strong); border-radius: var(--radius-m); overflow: hidden }
  .ticket header { padding: var(--space-2) var(--space-3); background: var(--color-accent-soft); font-size: var(--text-s); font-weight: 600; color: var(--color-accent-text) }
  .number { display: flex; align-items: center; padding: var(--space-2) var(--space-2) var(--space-2) var(--space-3); border-bottom: 1px dashed var(--color-line-strong) }
  .number div { flex: 1 }
  .number span { display: block; font-size: var(--text-xs); line-height: 1.4; color: var(--color-text-muted) }
  .number strong { font-size: clamp(13px, 4.2vw, 18px); font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
  .ticket dl { display: grid; grid-template-columns: auto 1fr; gap: var(--space-1) var(--space-4); padding: var(--space-3) }
  .ticket dt { color: var(--color-text-muted) }
  .status::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px; border-radius: 50%; background: var(--color-accent-text) }
  .completed::before { background: var(--color-ok) }
  :is(.waiting_for_user, .identity_unverified)::before { background: var(--color-warn) }
  :is(.refused, .expired)::before { background: var(--color-bad) }

  .rate { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); margin: var(--space-1) 0 0 -10px; font-size: var(--text-s); color: var(--color-text-muted) }
  .rate .icon { width: 36px; height: 36px; margin-right: -8px }
  .rate .icon svg { width: 17px; height: 17px }
  .down svg { transform: rotate(180deg) }
  .rate [aria-pressed=true] { color: var(--color-accent-text) }
  .rate [aria-pressed=true] svg { fill: var(--color-accent-soft) }
  .why { display: flex; flex-wrap: wrap; gap: var(--space-2); flex: 1 0 100%; padding-left: 10px }
  .why p { flex: 1 0 100% }

  .dots { display: flex; gap: 5px }
  .dots i { margin: var(--space-4) 0 0 2px; width: 7px; height: 7px; border-radius: 50%; background: var(--color-text-muted); animation: breathe 1.2s infinite ease-in-out }
  .dots i:nth-child(2) { animation-delay: .18s }
  .dots i:nth-child(3) { animation-delay: .36s }

  .foot { position: relative; padding: var(--space-2) var(--space-3) calc(var(--space-3) + env(safe-area-inset-bottom) * var(--sheet, 0)); border-top: 1px solid var(--color-line) }
  .newest { position: absolute; left: 50%; bottom: 100%; translate: -50%; margin-bottom: var(--space-2); box-shadow: var(--shadow) }
  .hint { padding: 0 var(--space-2); text-align: end; line-height: 2.2; font-size: var(--text-s); color: var(--color-accent-text) }
  .field { display: flex; align-items: flex-end; gap: var(--space-1); padding: 3px; border: 1px solid var(--color-line-strong); border-radius: 22px }
  .field:focus-within { border-color: var(--color-accent-text); box-shadow: 0 0 0 1px var(--color-accent-text) }
  .field :is(input, textarea) { flex: 1; min-width: 0; min-height: 38px; max-height: 132px; padding: 7px var(--space-2) 7px var(--space-3); border: 0; outline: 0; background: none; resize: none; font-size: 16px; line-height: 24px }
  .field ::placeholder { color: var(--color-text-muted); opacity: 1; letter-spacing: normal }
  .field .code { letter-spacing: .28em; font-variant-numeric: tabular-nums }
  .go { display: grid; place-items: center; width: 38px; height: 38px; border-radius: 50%; background: var(--color-accent); color: var(--color-on-accent) }
  .go[aria-disabled=true] { background: var(--color-sunken); color: var(--color-text-muted) }

  @media (hover: hover) {
    .icon:hover, .menu button:hover, summary:hover { background: var(--color-sunken) }
    .chip:hover, .choices button:hover { background: var(--color-accent-soft) }
    .firm:hover, .launch:hover { filter: brightness(1.08) }
  }
  @media (pointer: coarse) {
    .chip, .banner button, .newest { min-height: 44px; border-radius: 22px }
    .icon, .rate .icon, .go { width: 44px; height: 44px }
    .rate { margin-left: -13px }
    .why { padding-left: 13px }
    .field { border-radius: 26px }
    .field :is(input, textarea) { padding-block: 10px }
    .field :is(input, textarea), .meta button, .hint button, summary, .banner button { min-height: 44px }
  }
  @media ${SHEET.media} {
    .launch { --privacy-desk-inset: 16px }
    .panel, :host([position=left]) .panel { --sheet: 1; inset: var(--view-top, 0px) 0 auto; width: auto; height: var(--view-height, 100dvh); border: 0; border-radius: 0; padding: env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left) }
  }
  @keyframes rise { from { opacity: 0; transform: translateY(6px) } }
  @keyframes late { from { visibility: hidden } }
  @keyframes breathe { 0%, 60%, 100% { opacity: .3 } 30% { opacity: 1 } }
  @media (prefers-reduced-motion: reduce) { * { animation: none !important } }
  `;

  /** An element; `props` set properties, keys with a dash and `role` attributes, `on…` listeners. */
  function el(tag, props, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props || {})) {
      if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
      else if (key.includes('-') || key === 'role') node.setAttribute(key, value);
      else node[key] = value;
    }
    node.append(...children.filter(Boolean));
    return node;
  }

  const button = (className, label, onclick, ...children) => el('button', { type: 'button', className, onclick }, label, ...children);

  const ICONS = {
    shield: 'M12 3 5 5.6v5.2c0 4.4 2.9 8.2 7 9.9 4.1-1.7 7-5.5 7-9.9V5.6L12 3ZM9 10h6M9 13.5h4',
    more: 'M4.5 12h1M11.5 12h1M18.5 12h1',
    send: 'M12 19V5M6 11l6-6 6 6',
    down: 'm6 9 6 6 6-6',
    out: 'M9 6h9v9M18 6 6 18',
    copy: 'M9 9h10v11H9zM5 15V4h10',
    thumb: 'M7 11v9H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3Zm0 0 4-7.4a2 2 0 0 1 2.8 2.5L13 10h5.6a2 2 0 0 1 2 2.4l-1.3 6a2 2 0 0 1-2 1.6H7',
  };

  function icon(name) {
    const [svg, path] = ['svg', 'path'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', ICONS[name]);
    svg.append(path);
    return svg;
  }

  function iconButton(name, label, onclick, className = 'icon') {
    const node = button(className, icon(name), onclick);
    node.title = label;
    node.setAttribute('aria-label', label);
    return node;
  }

  // Mail, landline or service numbers (a person's own mobile number stays plain text), addresses of this desk.
  const LINKS = /([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<!\d)(0\d{2,3}-\d{4} ?\d{3,4}|[48]00-\d{3}-?\d{4})(?!\d)|(https?:\/\/[^\s，。；）]+)/g;

  function prose(text) {
    return el('div', { className: 'text' }, ...text.trim().split(/\n{2,}/).map((part) => el('p', null, ...withLinks(part))));
  }

  function withLinks(text) {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(LINKS)) {
      const [said, mail, phone] = match;
      const href = mail ? `mailto:${mail}` : phone ? `tel:${phone.replace(/\D/g, '')}` : deskUrl(said);
      parts.push(text.slice(end, match.index), href ? el('a', { href, target: mail || phone ? '' : '_blank' }, said) : said);
      end = match.index + match[0].length;
    }
    return [...parts, text.slice(end)];
  }

  /** The address of a citation if it leads to this desk, else ''. */
  function deskUrl(address) {
    try {
      const { origin, href } = new URL(address, ORIGIN);
      return origin === ORIGIN ? href : '';
    } catch (error) {
      return ''; // not an address
    }
  }

  const when = (iso, style) => new Date(iso).toLocaleString(LOCALE, style);

  // ── What survives a reload ──

  /** A record in web storage, which other tabs write too; memory where storage is refused. */
  class Kept {
    constructor(area, empty) {
      Object.assign(this, { area, empty, key: `privacy-desk:${ORIGIN}`, memory: {} });
    }

    read() {
      try {
        return { ...this.empty, ...JSON.parse(window[this.area].getItem(this.key)) };
      } catch (error) {
        return { ...this.empty, ...this.memory };
      }
    }

    write(changes) {
      this.memory = { ...this.read(), ...changes };
      try {
        window[this.area].setItem(this.key, JSON.stringify(this.memory));
      } catch (error) {
        this.area = 'no storage'; // from now on memory
      }
    }
  }

  const BLANK = { id: null, token: null, state: 'bot', seen: 0, outbox: [], rated: {} };

  // ── The desk over HTTP ──

  class DeskError extends Error {
    constructor(status, detail, retryAfter) {
      super(detail);
      this.detail = detail;
      this.retryAfter = retryAfter;
      this.gone = status === 401 || status === 404; // conversation or token unknown
      this.final = status < 500 && ![408, 425, 429].includes(status); // the same again cannot help
    }
  }

  async function call(method, path, { token, body, headers, signal } = {}) {
    const response = await fetch(`${ORIGIN}/api/v1/conversations${path}`, {
      method,
      credentials: 'omit',
      cache: 'no-store',
      signal: signal || AbortSignal.timeout(TIMEOUT),
      headers: { 'Accept-Language': CHINESE, ...(body && { 'Content-Type': 'application/json' }), ...(token && { Authorization: `Bearer ${token}` }), ...headers },
      body: body && JSON.stringify(body),
    });
    if (response.ok) return response;
    const { detail } = await response.json().catch(() => ({}));
    throw new DeskError(response.status, typeof detail === 'string' ? detail : '', Number(response.headers.get('Retry-After')));
  }

  /** 1, 2, 4 … seconds, shortened at random so that clients spread out. */
  const backOff = (failures) => Math.min(LONGEST_WAIT, 1000 * 2 ** failures) * (0.5 + Math.random() / 2);

  /** The events of a server-sent stream; `onBytes` hears of every sign of life. */
  async function* serverEvents(response, onBytes) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      const blocks = (rest + value).replace(/\r\n/g, '\n').split('\n\n');
      rest = blocks.pop();
      yield* blocks.map(parseEvent).filter(({ data }) => data);
    }
  }

  function parseEvent(block) {
    const found = { event: 'message', data: '' };
    for (const [, field, value] of block.matchAll(/^(\w+): ?(.*)$/gm)) {
      found[field] = field === 'data' && found.data ? `${found.data}\n${value}` : value;
    }
    return found;
  }

  /** Keeps one event stream open while it is wanted: anew after loss, sleep and silence. */
  class Stream {
    constructor(open, onEvent, onLink, onGone) {
      Object.assign(this, { open, onEvent, onLink, onGone, wanted: false, failures: 0, heard: 0 });
      setInterval(() => this.wanted && Date.now() - this.heard > SILENCE && this.renew(), 10000);
    }

    set(wanted) {
      if (wanted === this.wanted) return;
      this.wanted = wanted;
      this.renew();
      if (wanted) this.run();
    }

    /** Ends the present connection or wait; what is wanted is connected anew at once. */
    renew() {
      if (this.controller) this.controller.abort();
      if (this.wake) this.wake();
    }

    async run() {
      if (this.running) return;
      this.running = true;
      while (this.wanted) {
        await this.connect().catch((error) => this.lost(error));
        if (this.wanted && !this.controller.signal.aborted) await this.pause();
      }
      this.running = false;
    }

    async connect() {
      this.controller = new AbortController();
      this.heard = Date.now();
      const response = await this.open(this.controller.signal);
      this.onLink(true);
      const alive = () => Object.assign(this, { heard: Date.now(), failures: 0 });
      for await (const event of serverEvents(response, alive)) this.onEvent(event);
    }

    lost(error) {
      if (error.gone) this.onGone();
      else if (!this.controller.signal.aborted) console.warn('privacy-desk:', error);
    }

    pause() {
      this.failures += 1;
      if (this.failures > 1) this.onLink(false);
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, backOff(this.failures - 1));
        this.wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  }

  // ── The conversation: what was said, what waits to be sent, who answers ──

  const shown = (own) => own.text || own.title;

  /** A random UUID also where crypto.randomUUID is missing, on pages without HTTPS. */
  const uuid = () => (crypto.randomUUID ? crypto.randomUUID() : URL.createObjectURL(new Blob()).slice(-36));

  /**
   * Tells its `view`: show(entry), clear(), changed(), typing(on), ticket(ticket).
   * An entry is a message of the server ({message}), one of ours on its way ({own}), or both once they have met.
   */
  class Conversation {
    constructor(view) {
      this.view = view;
      this.store = new Kept('localStorage', BLANK);
      this.stream = new Stream(
        (signal) => this.call('GET', '/events', { signal, headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(this.cursor) } }),
        (event) => this.hear(event),
        (up) => { this.setLink(up); if (up) this.flush(); },
        () => this.expire(),
      );
      this.reset();
    }

    reset() {
      clearTimeout(this.timer);
      Object.assign(this, {
        entries: [],
        ids: new Set(),
        cursor: 0, // nothing up to here is missing: history and stream count, replies to a post do not
        failures: 0,
        ready: false,
        expired: false,
        linked: true,
        turns: 0, // how often the stream told a new state; an answer begun before that tells an old one
        refusal: '',
        told: 0,
        life: {}, // marks what belongs to this conversation and not to the one before
      });
    }

    get saved() { return this.store.read(); }
    get state() { return this.saved.state; }
    get last() { return Math.max(0, ...this.ids); }

    call(method, path, rest) {
      const { id, token } = this.saved;
      return call(method, `/${id}${path}`, { token, ...rest });
    }

    history() { return this.call('GET', `/messages?after=${this.cursor}`); }

    /** Creates the conversation or fetches its history; tries again by itself until that works. */
    async begin() {
      const { life } = this;
      if (this.ready || this.expired || this.starting === life) return;
      this.starting = life;
      clearTimeout(this.timer);
      for (const item of this.saved.outbox) this.enter(item);
      try {
        const start = this.saved.id ? this.history() : call('POST', '', { body: { channel: 'web' } });
        let { id, token, state, messages } = await (await start).json();
        if (life !== this.life) return;
        this.store.write({ state, ...(id && { id, token }) });
        this.take(messages, true);
        while (state === 'closed' && messages.length) { // else the stream brings what did not fit
          ({ messages } = await (await this.history()).json());
          if (life !== this.life) return;
          this.take(messages, true);
        }
        this.ready = true;
        this.setLink(true);
        this.view.changed();
        this.flush();
      } catch (error) {
        if (life === this.life) this.stumble(error, () => this.begin());
      } finally {
        if (this.starting === life) this.starting = null;
      }
    }

    /** Forgets this conversation here; unsent text, but no buttons, is taken into the next one. */
    leave(keepUnsent) {
      const kept = this.saved.outbox.filter(({ text }) => keepUnsent && text);
      this.store.write({ ...BLANK, outbox: kept.map(({ client_id, text }) => ({ client_id, text, after: 0 })) });
      this.drop();
    }

    drop() {
      this.stream.set(false);
      this.reset();
      this.view.clear();
    }

    expire() {
      this.expired = true;
      this.stream.set(false);
      this.fail();
      this.view.changed();
    }

    /** After a failure: stops where the conversation is gone, else tries `again` later. */
    stumble(error, again) {
      if (error.gone) return this.expire();
      this.refusal = error.detail; // the desk itself says what is wrong; without a word from it, it is the network
      this.failures += 1;
      this.linked = false;
      this.view.changed();
      clearTimeout(this.timer);
      this.timer = setTimeout(again, Math.max(backOff(this.failures), (error.retryAfter || 0) * 1000));
    }

    /** Network back, page woken, or the visitor's wish: wait no longer. */
    hurry() {
      if (this.expired) return;
      if (!this.linked || Date.now() - this.stream.heard > 20000) this.stream.renew();
      if (this.ready) this.flush();
      else if (this.saved.id || this.entries.length || this.view.opened) this.begin();
    }

    setLink(up) {
      if (up) Object.assign(this, { refusal: '', failures: 0 });
      if (up === this.linked) return;
      this.linked = up;
      this.view.changed();
    }

    setState(state) {
      if (!state || state === this.state) return;
      this.store.write({ state });
      this.view.changed();
    }

    hear({ event, data, id }) {
      const body = JSON.parse(data);
      if (event === 'message') this.take([body], true);
      if (event === 'typing' && body.author !== 'user') this.view.typing(body.on, body.author === 'staff' ? PAUSE : TIMEOUT);
      if (event === 'state') {
        this.turns += 1;
        this.setState(body.state);
      }
      if (event === 'ticket') this.view.ticket(body);
      this.cursor = Math.max(this.cursor, Number(id) || 0);
    }

    /** Takes messages in, each id once; `gapless` when none before them can be missing. */
    take(messages, gapless) {
      for (const message of messages) {
        if (!this.ids.has(message.id)) this.enterMessage(message);
        if (gapless) this.cursor = Math.max(this.cursor, message.id);
      }
    }

    enterMessage(message) {
      const entry = (message.author === 'user' && this.ownOf(message)) || this.push({});
      this.ids.add(message.id);
      if (entry.own) entry.own.status = 'sent';
      this.view.show(Object.assign(entry, { message, order: message.id }));
    }

    push(entry) {
      this.entries.push(entry);
      return entry;
    }

    /**
     * Our own bubble which the server's `message` records. The record has no client id and its text may be masked, so:
     * the same text first, else the oldest that was handed to the server, within its bounds.
     */
    ownOf({ id, text }) {
      const open = this.entries.filter(({ own, message }) => own && !message && id > own.after && id < (own.before || Infinity));
      return open.find(({ own }) => shown(own) === text) || open.find(({ own }) => own.tried);
    }

    say(words) {
      const item = { client_id: uuid(), after: this.last, ...words };
      this.store.write({ outbox: [...this.saved.outbox, item] });
      this.enter(item);
      if (this.ready) this.flush();
      else this.begin();
    }

    enter(item) {
      if (!this.entryOf(item)) this.view.show(this.push({ own: { status: 'sending', ...item }, order: item.status ? item.after + 0.5 : Infinity }));
    }

    /** Changes an item of the outbox, which other tabs write too. */
    note({ client_id: id }, changes) {
      this.store.write({ outbox: this.saved.outbox.map((item) => (item.client_id === id ? { ...item, ...changes } : item)) });
    }

    forget({ client_id: id }) {
      this.store.write({ outbox: this.saved.outbox.filter((item) => item.client_id !== id) });
    }

    entryOf(item) { return this.entries.find(({ own }) => own && own.client_id === item.client_id); }

    /** Sends what is queued, one at a time and in order; the server answers a repeated client_id only once. */
    async flush() {
      const { life } = this;
      if (this.sending === life || !this.ready || this.expired) return;
      this.sending = life;
      clearTimeout(this.timer);
      try {
        for (let item; life === this.life && (item = this.saved.outbox.find(({ status }) => !status));) await this.post(item, life);
      } catch (error) {
        if (life === this.life) {
          this.fail();
          this.stumble(error, () => this.flush());
        }
      }
      if (this.sending !== life) return;
      this.sending = null;
      this.view.typing(false);
    }

    async post(item, life) {
      const { client_id, text, payload } = item;
      const entry = this.entryOf(item) || this.push({ own: { ...item } });
      entry.own.tried = true;
      this.note(item, { tried: true }); // a reload must know it: the record may show other words
      if (!entry.message) Object.assign(entry, { order: this.last + 0.5 }).own.status = 'sending';
      this.view.show(entry);
      if (this.state === 'bot') this.view.typing(true);
      const { turns } = this;
      try {
        const answer = await (await this.call('POST', '/messages', { body: { client_id, text, payload } })).json();
        if (life !== this.life) return;
        this.settle(entry, answer);
        this.forget(item);
        if (turns === this.turns) this.setState(answer.state);
      } catch (error) {
        if (!error.final || error.gone || life !== this.life) throw error;
        const refused = { status: 'rejected', detail: error.detail, tried: false };
        Object.assign(entry.own, refused);
        this.note(item, refused);
        this.view.show(entry);
      }
    }

    /** The server has it: it stands right before its replies until its own record comes by. */
    settle(entry, { messages }) {
      const first = Math.min(...messages.filter(({ author }) => author !== 'user').map(({ id }) => id));
      Object.assign(entry.own, { status: 'sent', before: first });
      if (!entry.message && first < Infinity) entry.order = first - 0.5;
      this.view.show(entry);
      this.take(messages);
      this.setLink(true);
    }

    /** Tells staff that the visitor writes; nothing depends on it. */
    typing() {
      if (this.state !== 'staff' || Date.now() - this.told < 3000) return;
      this.told = Date.now();
      this.call('POST', '/typing', { body: { on: true } }).catch(() => { this.told = 0; });
    }

    fail() {
      for (const entry of this.entries) {
        if (!entry.own || entry.own.status !== 'sending') continue;
        entry.own.status = 'failed';
        this.view.show(entry);
      }
    }

    async rate(id, useful, reason = null) {
      await this.call('POST', '/feedback', { body: { message_id: id, useful, reason } });
      this.store.write({ rated: { ...this.saved.rated, [id]: useful } });
    }

    transcript() {
      const sorted = [...this.entries].sort((a, b) => a.order - b.order);
      return [title, `${t('exported')} ${when(Date.now())}`, ...sorted.map(asText)].join('\r\n\r\n');
    }
  }

  function asText({ own, message }) {
    if (!message) return `${t('by_user')}${own.status === 'sent' ? '' : `（${t('unsent')}）`}：${shown(own)}`;
    const { ticket, citations } = message;
    return [
      `${when(message.created_at)} ${t(`by_${message.author}`)}：${message.text}`,
      ...citations.map((c) => `${t('basis')} ${c.clause} ${c.heading}：「${c.quote}」`),
      ...(ticket ? [`${t('number')} ${ticket.number} · ${t(`type_${ticket.type}`)} · ${t(`status_${ticket.status}`)}`] : []),
    ].join('\r\n');
  }

  // ── A message on the page ──

  function paint(node, entry, desk) {
    const { own, message } = entry;
    node.className = own ? `user ${own.status}` : `${message.author} ${message.kind}`;
    node.replaceChildren(...(own || message.author === 'user' ? userParts(entry, desk) : replyParts(message, desk)).filter(Boolean));
  }

  const speaker = (author) => el('span', { className: 'quiet' }, `${t(`by_${author}`)}：`);

  const userParts = ({ own, message }, desk) => [speaker('user'), prose(message ? message.text : shown(own)), own && sendState(own, desk)];

  function sendState(own, desk) {
    const say = {
      sending: () => t('sending'),
      failed: () => button('', `${t('unsent')}，${t('again')}`, () => { desk.focusField(); desk.conversation.hurry(); }),
      rejected: () => button('', `${own.detail} ${t('edit')}`, () => desk.edit(own)),
    }[own.status];
    return say && el('div', { className: 'meta' }, say());
  }

  function replyParts(message, desk) {
    const { author, kind, text, request, ticket, citations } = message;
    return [
      author === 'staff' ? el('div', { className: 'label' }, t('by_staff')) : speaker(author),
      request && request.step && stepLine(request),
      text && prose(text),
      ticket && ticketCard(ticket, t(kind === 'receipt' ? 'ticket' : 'progress')),
      citations.length && el('div', { className: 'cites' }, ...citations.map(citation)),
      kind === 'answer' && rating(message.id, desk),
      actions(message, desk),
    ];
  }

  function stepLine({ type, step, of }) {
    const label = t('step', { type: t(`type_${type}`), n: step, of });
    return el('div', { className: 'step' }, label, el('progress', { max: of, value: step, 'aria-label': label }));
  }

  function citation({ clause, heading, quote, url }) {
    const href = deskUrl(url);
    const box = el('details', { ontoggle: () => box.open && box.scrollIntoView({ block: 'nearest' }) },
      el('summary', null, el('b', null, `${t('basis')} ${clause === '0' ? '' : clause}`), el('span', { lang: 'zh-Hans' }, heading), icon('down')),
      el('blockquote', { lang: 'zh-Hans' }, prose(quote)),
      href && el('a', { className: 'source', href, target: '_blank', rel: 'noopener' }, t('fullText'), el('span', { className: 'quiet' }, t('newTab')), icon('out')));
    return box;
  }

  const isStars = ({ payload }) => /^rate:/.test(payload);

  /** Choices of a slot in the form that fits it, then stars, then other replies. */
  function actions({ expects, quick_replies: quick }, desk) {
    const { input, choices } = expects || { choices: [] };
    const say = (className, { title: words, payload }, ...more) => button(className, el('span', null, words), () => desk.say({ title: words, payload }), ...more);
    const shape = {
      choice: (choice) => say('', choice, icon('down')),
      confirm: (choice, i) => say(i ? 'firm' : 'firm main', choice),
    }[input];
    const chosen = shape && !choices.length ? quick : choices;
    const parts = chosen.map(shape || ((choice) => say('chip', choice)));
    const others = quick.filter(({ payload }) => !chosen.some((choice) => choice.payload === payload));
    const stars = others.filter(isStars).map((reply) => say('star', reply));
    const all = [...(input === 'choice' ? [el('div', { className: 'choices' }, ...parts)] : parts),
      stars.length && el('div', { className: 'stars' }, ...stars), ...others.filter((reply) => !isStars(reply)).map((reply) => say('chip', reply))];
    return all.length && el('div', { className: 'actions' }, ...all);
  }

  function ticketCard(ticket, label) {
    const { number } = ticket;
    const note = el('small', { role: 'status' });
    const copy = () => navigator.clipboard.writeText(number).then(() => { note.textContent = t('copied'); });
    const card = el('section', { className: 'ticket', 'aria-label': label },
      el('header', null, label),
      el('div', { className: 'number' },
        el('div', null, el('span', null, t('number')), el('strong', null, number)), note,
        navigator.clipboard && iconButton('copy', t('copy'), copy)), // no clipboard on pages without HTTPS
      el('dl'));
    card.dataset.number = number;
    paintTicket(card, ticket);
    return card;
  }

  function paintTicket(card, { type, status, due_on: due }) {
    const row = (label, value, className = '') => (value ? [el('dt', null, t(label)), el('dd', { className }, value)] : []);
    card.querySelector('dl').replaceChildren(
      ...row('type', t(`type_${type}`) || type),
      ...row('status', t(`status_${status}`) || status, `status ${status}`),
      ...row('due', due && when(`${due}T00:00`, { dateStyle: 'long' })));
  }

  function rating(id, { conversation }) {
    const note = el('span', { role: 'status' });
    const thumbs = [true, false].map((useful) => iconButton('thumb', t(useful ? 'useful' : 'useless'), () => choose(useful), useful ? 'icon' : 'icon down'));
    const press = (useful) => thumbs.forEach((thumb, i) => thumb.setAttribute('aria-pressed', String(useful === !i)));
    const reasons = el('div', { className: 'why', hidden: true }, el('p', null, t('why')), ...['why1', 'why2', 'why3', 'why4'].map((key) => button('chip', t(key), () => choose(false, t(key)))));

    async function choose(useful, reason) {
      reasons.hidden = useful || Boolean(reason);
      reasons.scrollIntoView({ block: 'nearest' });
      if (reason) thumbs[1].focus();
      try {
        await conversation.rate(id, useful, reason);
        press(useful);
        note.textContent = t('thanks');
      } catch (error) {
        note.textContent = error.detail || t('notSaved');
      }
    }

    press(conversation.saved.rated[id]);
    return el('div', { className: 'rate' }, ...thumbs, note, reasons);
  }

  // ── Composer: the field fits what is asked for ──

  const FIELDS = {
    tel: { type: 'tel', inputMode: 'tel', autocomplete: 'tel' },
    email: { type: 'text', inputMode: 'email', autocomplete: 'email' },
    code: { type: 'text', inputMode: 'numeric', autocomplete: 'one-time-code' },
  };

  class Composer {
    constructor(say) {
      this.say = say;
      const common = { maxLength: 2000, enterKeyHint: 'send', onkeydown: (event) => this.keydown(event), oninput: () => this.refresh() };
      this.area = el('textarea', { rows: 1, ...common });
      this.line = el('input', common);
      this.field = this.area;
      this.go = iconButton('send', t('send'), () => this.submit(), 'go');
      this.hint = el('div', { className: 'hint' });
      this.node = el('div', null, this.hint, el('div', { className: 'field' }, this.field, this.go));
    }

    /** Enter sends, Shift+Enter breaks the line; Enter that ends a composition belongs to the input method. */
    keydown(event) {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.submit();
    }

    submit() {
      const text = this.field.value.trim();
      if (!text) return;
      this.field.value = '';
      this.refresh();
      this.say({ text });
    }

    write(text) {
      this.field.value = [this.field.value, text].filter(Boolean).join('\n');
      this.field.focus();
      this.refresh();
    }

    refresh() {
      this.go.setAttribute('aria-disabled', String(!this.field.value.trim()));
      this.area.style.height = 'auto';
      this.area.style.height = `${this.area.scrollHeight}px`;
    }

    /** Fits the field to `expects`; null is free text, for which `free` is the label. */
    ask(expects, free) {
      const { slot, input } = expects || {};
      const what = t(`slot_${slot}`);
      const label = input === 'choice' || input === 'confirm' ? t('orType') : what ? t('please', { what }) : free;
      const fits = FIELDS[input];
      if (fits) Object.assign(this.line, fits, { className: input });
      this.use(fits ? this.line : this.area, label);
      this.hint.hidden = !fits || input === 'email' || !TOUCH.matches;
      this.hint.replaceChildren(button('', t('textKeys'), () => { this.use(this.area, label); this.hint.hidden = true; this.field.focus(); }));
    }

    /** Puts `field` in place of the other one, which hands over what was typed and the focus. */
    use(field, label) {
      field.placeholder = label;
      field.setAttribute('aria-label', label);
      if (field === this.field) return;
      const focused = this.field.matches(':focus');
      field.value = this.field.value;
      this.field.replaceWith(field);
      this.field = field;
      if (focused) field.focus();
      this.refresh();
    }
  }

  const sheet = new CSSStyleSheet(); // allowed where the page's policy forbids inline styles
  sheet.replaceSync(CSS_TEXT);

  class PrivacyDesk extends HTMLElement {
    connectedCallback() {
      if (this.launch) return;
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
      this.lang = TRADITIONAL ? 'zh-Hant' : 'zh-Hans';
      this.dress();
      this.build();
      this.nodes = new Map();
      this.pinned = true;
      this.memory = new Kept('sessionStorage', {});
      this.conversation = new Conversation(this);
      this.listen();
      this.start();
    }

    dress() {
      for (const key of ['position', 'scheme']) if (options[key]) this.setAttribute(key, options[key]);
      if (!options.color || !CSS.supports('color', `oklch(from ${options.color} l c h)`)) return;
      this.style.setProperty('--desk-accent', options.color);
      this.setAttribute('tinted', '');
    }

    /** What a page load does: open as before, fetch what came in meanwhile, send what could not be sent. */
    start() {
      const { open } = this.memory.read();
      const wide = matchMedia('(min-width: 1024px)').matches;
      const { id, outbox } = this.conversation.saved;
      if (open === undefined ? options.open === 'true' || (options.open === 'desktop' && wide) : open && !SHEET.matches) this.open(null, false);
      else if (id || outbox.length) this.conversation.begin();
      this.changed();
    }

    build() {
      this.count = el('b');
      this.badge = el('span', { className: 'badge' }, this.count, el('span', { className: 'quiet' }, t('newest')));
      this.launch = button('launch', icon('shield'), () => this.open(), t('launch'), this.badge);
      this.composer = new Composer((words) => this.say(words));
      this.log = el('div', { className: 'log', role: 'log', 'aria-label': t('log') });
      this.dots = el('div', { className: 'dots', role: 'status' });
      this.scroller = el('div', { className: 'scroll', tabIndex: 0, onscroll: () => this.scrolled() }, options.greeting && el('p', { className: 'intro' }, options.greeting), this.log, this.dots);
      this.banner = el('div', { className: 'banner', role: 'status' });
      this.newest = button('newest', t('newest'), () => { this.pinned = true; this.scroll(); });
      this.foot = el('div', { className: 'foot', oninput: () => this.conversation.typing() }, this.newest, this.composer.node);
      this.panel = el('div', { className: 'panel', role: 'dialog', tabIndex: -1, 'aria-label': title, hidden: true, onkeydown: (event) => this.keydown(event) },
        this.head(), this.banner, this.scroller, this.foot);
      this.shadowRoot.append(this.launch, this.panel);
    }

    head() {
      const item = (key, run) => button('', t(key), () => { this.showMenu(false); run(); });
      const sure = (key, question, run) => item(key, () => this.confirm([t(question), [t(key), run]]));
      this.subtitle = el('p');
      this.more = iconButton('more', t('menu'), () => this.showMenu(this.menu.hidden));
      this.person = item('person', () => this.say({ text: '转人工' }));
      this.menu = el('div', { className: 'menu', hidden: true },
        this.person,
        item('download', () => this.download()),
        sure('restart', 'sureRestart', () => this.restart()),
        sure('end', 'sureEnd', () => this.end()));
      return el('div', { className: 'head' },
        el('span', { className: 'mark' }, icon('shield')),
        el('div', { className: 'who' }, el('h2', null, title), this.subtitle),
        this.more, iconButton('down', t('close'), () => this.close()), this.menu);
    }

    listen() {
      const wake = () => { this.changed(); if (!document.hidden) this.conversation.hurry(); };
      document.addEventListener('click', (event) => this.pageClick(event));
      this.panel.addEventListener('click', (event) => { if (!event.composedPath().includes(this.more)) this.showMenu(false, false); });
      addEventListener('online', wake);
      addEventListener('offline', wake);
      document.addEventListener('visibilitychange', wake);
      addEventListener('storage', (event) => { if (event.key === this.conversation.store.key) this.otherTab(); });
      SHEET.addEventListener('change', () => this.fit());
      for (const kind of ['resize', 'scroll']) visualViewport.addEventListener(kind, () => this.fit());
      new ResizeObserver(() => { if (this.pinned) this.scroll(); }).observe(this.scroller);
    }

    pageClick(event) {
      const asker = event.target.closest('[data-privacy-desk-ask]');
      if (!asker) return;
      event.preventDefault();
      this.ask(asker.dataset.privacyDeskAsk, asker);
    }

    otherTab() {
      const { id } = this.conversation.saved;
      if (id !== this.followed) this.conversation.drop();
      if (id) this.conversation.begin();
      this.changed();
    }

    open(opener, focus = true) {
      this.opener = opener || this.launch;
      this.setOpen(true);
      this.conversation.begin();
      this.composer.refresh();
      this.scroll();
      if (focus) this.focusField();
    }

    close() {
      this.showMenu(false, false);
      this.setOpen(false);
      (this.opener.isConnected ? this.opener : this.launch).focus({ preventScroll: true });
    }

    setOpen(open) {
      this.opened = open;
      this.launch.hidden = open;
      this.panel.hidden = !open;
      this.memory.write({ open });
      this.fit();
      this.changed();
    }

    ask(question, opener) {
      this.open(opener);
      if (question.trim()) this.say({ text: question.trim() });
    }

    /** On touch screens a focused field brings the keyboard over the answer, so the panel takes the focus. */
    focusField() {
      (TOUCH.matches || this.foot.hidden ? this.panel : this.composer.field).focus({ preventScroll: true });
    }

    keydown(event) {
      if (event.key === 'Tab' && SHEET.matches) this.keepInside(event);
      if (event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      if (this.question) this.confirm(null);
      else if (this.menu.hidden) this.close();
      else this.showMenu(false);
    }

    /** As a full-screen sheet the panel is modal: Tab goes round inside it. */
    keepInside(event) {
      const stops = [...this.panel.querySelectorAll('button, a, input, textarea, summary, [tabindex="0"]')].filter((node) => node.getClientRects().length);
      if (event.shiftKey) stops.reverse();
      const from = this.shadowRoot.activeElement;
      if (from !== stops[stops.length - 1] && !(event.shiftKey && from === this.panel)) return;
      event.preventDefault();
      stops[0].focus();
    }

    /** On small windows: fills what the on-screen keyboard leaves free, and holds the page behind still. */
    fit() {
      const full = Boolean(this.opened && SHEET.matches);
      const view = visualViewport;
      this.panel.setAttribute('aria-modal', String(full));
      if (full !== this.full) document.documentElement.style.overflow = full ? 'hidden' : '';
      this.full = full;
      if (view.scale > 1.01) return; // zoomed in by fingers: the sheet stays as it is
      this.panel.style.setProperty('--view-height', `${view.height}px`);
      this.panel.style.setProperty('--view-top', `${view.offsetTop}px`);
    }

    showMenu(on, focus = true) {
      const changes = this.menu.hidden === on;
      this.menu.hidden = !on;
      this.more.setAttribute('aria-expanded', String(on));
      if (focus && changes) (on ? this.menu.querySelector('button:not([hidden])') : this.more).focus();
    }

    say(words) {
      if (this.conversation.state === 'closed' && !isStars(words)) this.conversation.leave(true);
      const writing = this.shadowRoot.activeElement === this.composer.field;
      this.pinned = true;
      this.conversation.say(words);
      if (!writing) this.focusField();
    }

    /** Refused words go back into the field, after a closed conversation into that of a new one. */
    edit(own) {
      const { conversation } = this;
      const entry = conversation.entryOf(own);
      conversation.forget(own);
      conversation.entries = conversation.entries.filter((other) => other !== entry);
      this.nodes.get(entry).remove();
      if (conversation.state === 'closed') this.renew(true);
      this.composer.write(shown(own));
    }

    /** Asks [question, [label, action]] in the banner; null takes the question back. */
    confirm(question) {
      this.question = question;
      this.changed();
      (question ? this.banner.querySelector('button') : this.more).focus();
    }

    /** Starts over; nobody is left waiting for a visitor who has gone. */
    restart() {
      const { state } = this.conversation;
      this.part('restart', (state === 'waiting' || state === 'staff') && 'POST', '/close', () => this.renew());
    }

    renew(keepUnsent) {
      this.conversation.leave(keepUnsent);
      this.confirm(null);
      this.conversation.begin();
      this.focusField();
    }

    end() {
      this.part('end', 'DELETE', '', () => { this.conversation.leave(); this.confirm(null); this.close(); });
    }

    /** Parts from the conversation on the server before anything is forgotten here; what fails can be tried again. */
    async part(label, method, path, then) {
      const { conversation } = this;
      try {
        if (method && conversation.saved.id) await conversation.call(method, path);
        then();
      } catch (error) {
        if (error.gone) then();
        else this.confirm([error.detail || t('notSaved'), [t(label), () => this.part(label, method, path, then)]]);
      }
    }

    download() {
      const href = URL.createObjectURL(new Blob(['\ufeff', this.conversation.transcript()], { type: 'text/plain' }));
      el('a', { href, download: `${title}.txt` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 10000);
    }

    show(entry) {
      let node = this.nodes.get(entry);
      const fresh = !node;
      if (fresh) this.nodes.set(entry, node = el('div'));
      paint(node, entry, this);
      this.place(node, entry.order);
      if (fresh) this.arrived(node, entry);
      if (this.pinned) this.scroll();
    }

    arrived(node, { own, message }) {
      if (own || message.author === 'user') this.anchor = node;
      else if (!this.conversation.sending) this.typing(false);
      if (message) this.stampTime(node, message);
      if (message && message.ticket) this.ticket(message.ticket);
      if (message && !this.pinned && this.opened) this.newest.hidden = false;
      this.tidy();
      this.see();
    }

    clear() {
      this.log.replaceChildren();
      this.nodes.clear();
      this.anchor = null;
      this.pinned = true;
    }

    /** Puts `node` where its order says; what stands there already is not moved, lest it be read out twice. */
    place(node, order) {
      node.order = order;
      let before = this.log.lastElementChild;
      while (before && (before === node || before.order > order)) before = before.previousElementSibling;
      if (before ? before.nextElementSibling === node : this.log.firstElementChild === node) return;
      if (before) before.after(node);
      else this.log.prepend(node);
    }

    stampTime(node, { id, created_at: at }) {
      node.at = Date.parse(at);
      const before = node.previousElementSibling;
      if (before && !(node.at - before.at > 900000)) return;
      const today = new Date(at).toDateString() === new Date().toDateString();
      const stamp = el('div', { className: 'time' }, when(at, { ...(!today && { month: 'long', day: 'numeric' }), hour: '2-digit', minute: '2-digit' }));
      this.place(stamp, id - 0.25);
    }

    /** Buttons, and the kind of field, belong to the newest message only. */
    tidy() {
      const rows = this.log.querySelectorAll('.log > :not(.time)');
      const focused = this.shadowRoot.activeElement;
      for (const row of rows) {
        const old = row !== rows[rows.length - 1] && row.querySelector('.actions');
        if (!old) continue;
        old.remove();
        if (old.contains(focused)) this.focusField();
      }
      const { entries, state } = this.conversation;
      const [latest] = entries.filter(({ message }) => message && message.author === 'bot').sort((a, b) => b.order - a.order);
      this.composer.ask(state === 'bot' && latest ? latest.message.expects : null, t(state === 'bot' ? 'ask' : 'write'));
    }

    ticket(ticket) {
      for (const card of this.log.querySelectorAll('.ticket')) if (card.dataset.number === ticket.number) paintTicket(card, ticket);
    }

    /** Shows the typing sign for a while, a moment later, so that a quick answer comes without a flicker. */
    typing(on, during = TIMEOUT) {
      clearTimeout(this.typingTimer);
      if (!on) return this.dots.replaceChildren();
      this.typingTimer = setTimeout(() => {
        if (!this.dots.firstChild) this.dots.append(el('span', { className: 'quiet' }, t('typing')), el('i'), el('i'), el('i'));
        if (this.pinned) this.scroll();
        this.typingTimer = setTimeout(() => this.typing(false), during);
      }, 300);
    }

    /** Anything but a message changed: who answers, the link, open or closed. */
    changed() {
      const { conversation } = this;
      const { state, id } = conversation.saved;
      this.followed = id;
      const watched = (this.opened && !document.hidden) || state === 'waiting' || state === 'staff';
      conversation.stream.set(conversation.ready && !conversation.expired && state !== 'closed' && watched);
      this.subtitle.textContent = t({ bot: 'byBot', waiting: 'queued' }[state] || state);
      this.person.hidden = state !== 'bot';
      this.foot.hidden = state === 'closed';
      this.tidy();
      this.paintBanner();
      this.see();
    }

    paintBanner() {
      const [text, ...buttons] = this.question ? [...this.question, [t('cancel'), () => this.confirm(null)]] : this.news();
      if (text === this.bannerText) return;
      this.bannerText = text;
      this.banner.hidden = !text;
      this.banner.classList.toggle('warn', text !== t('waiting') && text !== t('closed'));
      this.banner.replaceChildren(el('span', null, text), ...buttons.map(([label, run]) => button('', label, run)));
    }

    /** [text, [label, action] …]: the one thing worth saying now. */
    news() {
      const { expired, linked, refusal, state } = this.conversation;
      if (expired) return [t('expired'), [t('fresh'), () => this.renew(true)]];
      if (!navigator.onLine) return [t('offline')];
      if (!linked) return [refusal || t('unreachable'), [t('retry'), () => this.conversation.hurry()]];
      if (state === 'closed') return [t('closed'), [t('fresh'), () => this.renew(true)]];
      return [state === 'waiting' ? t('waiting') : ''];
    }

    /** To the newest, but never so far that the visitor's own last words leave the top of a long answer. */
    scroll() {
      const { scroller, anchor } = this;
      const bottom = scroller.scrollHeight - scroller.clientHeight;
      this.target = anchor ? Math.min(bottom, anchor.offsetTop - 12) : bottom;
      scroller.scrollTop = this.target;
      this.newest.hidden = true;
    }

    scrolled() {
      const { scrollTop, scrollHeight, clientHeight } = this.scroller;
      this.pinned = scrollHeight - clientHeight - scrollTop < 60 || Math.abs(scrollTop - this.target) < 4;
      if (this.pinned) this.newest.hidden = true;
    }

    /** Notes what came before the visitor's eyes, and counts the unread. */
    see() {
      const { conversation } = this;
      const { seen } = conversation.saved;
      if (this.opened && !document.hidden && conversation.ready && conversation.last > seen) conversation.store.write({ seen: conversation.last });
      const unread = this.opened ? 0 : conversation.entries.filter(({ message }) => message && message.author !== 'user' && message.id > seen).length;
      this.badge.hidden = !unread;
      this.count.textContent = unread;
    }
  }

  const mount = () => document.body.append(document.createElement('privacy-desk'));

  if (customElements.get('privacy-desk')) return; // the tag stands on the page twice
  customElements.define('privacy-desk', PrivacyDesk);
  if (document.body) mount();
  else addEventListener('DOMContentLoaded', mount);
})();
