# 评估、周、历史、回顾、洞察与注意力测试。
# 键：assess-*、weeks-*、history-*、review-*、insight-*、attention-*。

assess-since = 与 { $week } 相比
assess-goal = 目标 { $target }，{ $week } 前
assess-most-room = 空间最大：{ $dimension } → { $practice }

assess-title = 评估
assess-not-scored = { $week }尚未评分：{ $key }
assess-coverage = 只评了 { $share }
assess-effects = 评分 { $scores }，权重变化 { $weights }
assess-room = { $room } {"  "}{ $dimension } → { $practice }
assess-before = 原 { $score } ({ $change })
assess-column-weight = 权重
assess-column-score = 评分
assess-column-change = 变化
assess-column-part = 贡献
assess-column-room = 空间×权重
assess-template-kept = 已保存模板 { $template }，第 { $version } 版

weeks-title = 周
weeks-span = 评分，{ $count } 周
weeks-none = 还没有评过分：按 { $key } 给本周评分。
weeks-goal = 目标
weeks-score = 评分
weeks-pomodoros = 番茄钟
weeks-pomodoros-short = 番茄
weeks-this = 本周 { $count } 个
weeks-column-score = S
weeks-column-change = 变化
weeks-column-pomodoros = 番茄钟
weeks-column-focus = 专注
weeks-column-attainment = 完成率
weeks-column-interruptions = 打断
weeks-column-void = 作废
weeks-interruptions = { $sum } ('{ $own } -{ $others })
