/** What the demonstration's invented customers say. Each topic is an opening and what may follow an answer. */
export const topics: ReadonlyArray<{ readonly open: string; readonly more: ReadonlyArray<string> }> = [
  {
    open: "你好，我在手机银行转账 8 万元，提示超过单日限额，怎么办？",
    more: ["U 盾不在身边，有别的办法吗？", "好的，我明天去网点，谢谢。"]
  },
  { open: "请问信用卡年费怎么减免？", more: ["我去年刷了 6 次，够吗？", "明白了，谢谢您。"] },
  { open: "房贷提前还款要预约吗？", more: ["违约金怎么算？", "知道了，谢谢 😊"] },
  { open: "我的卡在 ATM 被吞了，卡号尾号 2046。", more: ["我在解放路支行门口。", "好，我等您回复。"] },
  { open: "外汇汇款到香港多久到账？", more: ["手续费是多少？", "谢谢！"] },
  { open: "短信提醒的扣费 12 元是什么费用？", more: ["我没有开通过这个。", "麻烦帮我取消，谢谢。"] },
  { open: "Hello, can I change my card PIN abroad?", more: ["Is there a fee?", "Thank you."] },
  { open: "网银登录提示密码错误，已经锁定了。", more: ["我带身份证去网点可以吗？", "好的谢谢"] }
]

export const mailTopics: ReadonlyArray<{ readonly subject: string; readonly text: string }> = [
  {
    subject: "11 月对公电子回单缺 3 张",
    text: "您好：\n\n11 月 12 日至 14 日的电子回单少了三张，请补发。\n\n霁川商贸 财务部"
  },
  { subject: "投诉：柜台排队过长", text: "昨天在解放路支行等了两个小时，只有一个窗口。希望改进。" },
  { subject: "申请贷款结清证明", text: "我的住房贷款已于上月结清，请问如何开具结清证明？" }
]

export const names: ReadonlyArray<string> = ["霁川商贸", "孟女士", "林先生", "周小姐", "何先生", "欧阳先生"]
