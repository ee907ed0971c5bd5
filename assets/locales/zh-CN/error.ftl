# 被拒绝或出错的事，以及该怎么办。键：error-*。

error-already-running = { $phase }已在进行。用 focus-tui finish 结束，或用 focus-tui void 作废。
error-nothing-to-pause = 没有可以暂停的阶段。用 focus-tui start 开始。
error-nothing-to-resume = 没有已暂停的阶段。用 focus-tui start 开始。
error-nothing-to-skip = 没有可以跳过的休息。
error-nothing-to-finish = 没有可以结束的阶段。
error-nothing-to-void = 没有可以作废的专注。
error-nothing-to-extend = 没有可以延长的阶段。
error-nothing-to-resolve = 没有待回答的问题。
error-not-in-focus = 打断只在专注中记录；现在没有专注。
error-asking = 专注期间电脑睡眠过。请先用 focus-tui resolve continue、end、count 或 void 回答。
error-nothing-to-undo = 没有可以撤销的操作。
error-undo-changed = { $what } 之后又有改动，无法撤销。

error-no-such-task = 没有任务 { $id }。focus-tui task list 可列出任务。
error-ambiguous-task = { $id } 可能是：{ $candidates }。请写得更完整。
error-task-cycle = 这会让任务互相等待：{ $cycle }。
error-task-done = { $title } 已经完成。focus-tui task reopen { $id } 可重新打开。
error-no-such-session = 没有记录 { $id }。focus-tui sessions 可列出记录。
error-no-such-template = 没有模板 { $id }。focus-tui assess templates 可列出模板。
error-no-such-dimension = { $template } 没有维度 { $id }。它有：{ $candidates }。

error-empty = { $field }为空。
error-too-long = { $field }太长：{ $length } 字节，最多 { $max }。
error-control-character = { $field }在第 { $at } 字节处含有字符 { $code }，可能操纵终端。请去掉它。
error-out-of-range = { $field }是 { $value }；范围是 { $min } 到 { $max }。
error-overlap = 与 { $from } 到 { $to } 的记录重叠。
error-in-future = { $time } 在将来。

error-not-a-duration = { $text } 不是时长。请写 25m、1h30m、90s、25（分钟）或 25分钟。
error-duration-zero = 时长是 0；最短 1 秒。
error-duration-too-long = { $text } 太长；最多 24 小时。
error-not-a-time = { $text } 不是时间。请写 09:00、2026-11-20 09:00 或 2026-11-20T09:00。
error-not-a-when = { $text } 不是日期。请写 2026-11-20、明天、周五、3天后、12月1日、09:00 或 none。
error-no-such-date = 日历上没有 { $text }。
error-date-out-of-reach = { $text } 太远了。
error-unknown-language = 没有语言 { $text }。请用 en、zh-CN 或 auto。
error-not-a-terminal = 这里不是终端。focus-tui status 在任何地方都能显示计时。
