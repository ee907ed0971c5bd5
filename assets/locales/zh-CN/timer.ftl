# 计时器：阶段、状态、结果、面板文字。键：timer-*。
# 阶段、状态、结果和打断的键名与命令行 JSON 一致。

timer-phase-focus = 专注
timer-phase-short_break = 短休息
timer-phase-long_break = 长休息
timer-phase-idle = 空闲

timer-state-idle = 空闲
timer-state-running = 进行中
timer-state-paused = 已暂停
timer-state-asking = 等待回答

timer-mode-pomodoro = 番茄钟
timer-mode-flow = 心流
timer-mode-countdown = 倒计时
timer-mode-custom = 自定义

timer-outcome-completed = 完成
timer-outcome-void = 作废
timer-outcome-partial = 部分完成
timer-outcome-skipped = 跳过

timer-interrupt-internal = 内部
timer-interrupt-external = 外部

timer-round = 番茄钟 { $round } / { $rounds }
timer-rings = { $time } 响铃
timer-paused-at = { $time } 暂停
timer-left = 还剩 { $left }
timer-over = 超时 { $over }
timer-over-ago = { $minutes } 分钟前结束
timer-next = 接着 { $phase } { $minutes } 分
timer-next-open = 接着 { $phase }
timer-no-task = 没有任务
timer-runs-on = { $phase }在后台继续，{ $time } 响铃。运行 focus-tui 可回到这里。
timer-nobody-rings = 到点不会响铃：没有打开的面板，也没有 watch。请运行 focus-tui 或 focus-tui watch。

timer-not-told = 通知发不出去：focus-tui config test-notice 会说明原因。
timer-notice-focus_start = 专注开始。{ $task }
timer-notice-focus_end = 专注结束。{ $task }
timer-notice-break_start = 休息开始。
timer-notice-break_end = 休息结束。
timer-notice-void = 专注已作废。{ $task }
timer-notice-interrupt = 已记录打断。{ $task }
timer-notice-asks = 专注期间电脑睡眠过。这段时间怎么算？

timer-gap = 电脑从 { $from } 到 { $to } 睡眠了 { $slept }。这段专注怎么处理？
timer-gap-continue = 继续
timer-gap-end = 在 { $from } 结束
timer-gap-count = 把间隔算进去
timer-gap-void = 作废

timer-title = 计时
timer-letter-focus = 专
timer-letter-short_break = 短
timer-letter-long_break = 长
timer-letter-idle = 闲
timer-letter-paused = 停
timer-press = 按{ $key }开始
timer-break-due = 按{ $key }开始休息
timer-due = 该休息了
timer-break-over = 休息结束
timer-move-on = 时间到：{ $key } 进入下一段
timer-go-on = { $key }继续
timer-answer = { $key }回答
timer-runs-on-open = { $phase }在后台继续。运行 focus-tui 可回到这里。
timer-marked-internal = 已记录内部打断
timer-marked-external = 已记录外部打断
timer-note-it = { $key } 备注
timer-noted = 已备注：{ $note }
timer-extended = { $minutes } 分
timer-assigned = 现在专注于 { $task }
timer-form-void = 作废这个番茄钟
timer-form-note = 是什么事？
timer-form-extend = 增减分钟
timer-form-mode = 下次开始的模式
timer-form-start-at = 从过去开始
timer-at-forms = 09:00 · -10m · 昨天 9:00
timer-mode-as-set = 按设置
timer-mode-minutes = 分，无休息
timer-mode-about-pomodoro = { $focus } 分，休息 { $short }，每 { $rounds } 个后长休息 { $long }
timer-mode-about-flow = 正计时，按时长得到休息
timer-mode-about-countdown = { $minutes } 分，无休息
timer-mode-later = 此模式从下次开始起生效。
timer-step = { $round } / { $rounds }
timer-parked = 暂存 { $count } 条：{ $key } 变成任务
timer-day = 今天
timer-sessions = 今天的记录
timer-interruptions = 今天的打断
timer-more-sessions = … { $key } 查看全部记录
timer-streak = 连续 { $days }，最长 { $longest }
timer-best = 最佳：{ $what }（{ $day }）
timer-best-focus = 最长专注：{ $what }（{ $day }）
timer-none-parked = 今天没有暂存的备注。
timer-ended-by-sleep = 该阶段已在电脑睡眠处结束。undo 可以重新提问。
