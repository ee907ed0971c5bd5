# 任务与当日计划。键：task-*、plan-*。

task-quadrant-Q1 = 马上做
task-quadrant-Q2 = 安排时间
task-quadrant-Q3 = 委托或缩短
task-quadrant-Q4 = 放弃或以后

task-band-high = 高
task-band-medium = 中
task-band-low = 低

task-field-title = 标题
task-field-importance = 重要性
task-field-urgency = 紧急性
task-field-due = 截止
task-field-estimate = 估计
task-field-project = 项目
task-field-tags = 标签
task-field-note = 备注
task-field-blocked_by = 依赖

task-late = 逾期 { $days } 天
task-due = { $when } 截止
task-open = { $count } 个未完成
task-late-count = { $count } 个逾期
task-why = 为什么是 { $score }
task-pinned = 已置顶
task-blocked = 被阻塞

plan-fit = 今天可完成 { $capacity } 个中的 { $planned } 个
plan-done = 已完成 { $count } 个
