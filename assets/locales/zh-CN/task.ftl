# 任务与当日计划。键：task-*、plan-*。

task-quadrant-Q1 = 马上做
task-quadrant-Q2 = 安排时间
task-quadrant-Q3 = 委托或缩短
task-quadrant-Q4 = 放弃或以后

task-band-high = 高
task-band-medium = 中
task-band-low = 低


task-late = 逾期 { $days } 天
task-open = { $count } 个未完成
task-late-count = { $count } 个逾期
task-why = 为什么是 { $score }
task-blocked = 被阻塞

plan-done = 已完成 { $count } 个

task-title = 任务
task-field-title = 标题
task-field-importance = 重要性
task-field-urgency = 紧急性
task-field-due = 截止
task-field-estimate = 估计
task-field-project = 项目
task-field-tags = 标签
task-field-tag = 标签
task-field-note = 备注
task-field-blocked_by = 依赖
task-field-reason = 原因
task-field-minutes = 分钟
task-field-length = 时长
task-field-at = 开始
task-field-dimension = 维度
task-field-dimensions = 维度数量
task-field-points = 量表级数
task-field-id = 编号
task-field-name = 名称
task-field-question = 问题
task-field-practice = 练习
task-field-practices = 练习数量
task-field-target = 目标
task-field-answer = 回答
task-late-today = 逾期
task-none = 还没有任务：按 { $key } 添加。
task-none-match = 没有匹配 { $filter } 的任务。
task-none-selected = 没有选中任务。
task-where = focus-tui config path 可查看文件位置。
task-example-1 = 例如：写论文第一页
task-example-2 = 例如：交账单，周五截止
task-example-3 = 例如：背 20 个单词，2 个番茄钟
task-form-add = 新任务
task-form-edit = 修改任务
task-due-forms = 周五 · 3天后 · 12月1日 · 18:00
task-note-break = alt-enter 换行
task-number = { $min } 到 { $max }，← →
task-arrows = ← →
task-pressure = 截止前 { $available } 个番茄钟中还要 { $remaining } 个

task-term-importance = 重要性
task-term-urgency = 紧急性
task-term-age = 时间
task-term-blocking = 有任务在等

task-source-none = 不紧急
task-source-due = 快到期
task-source-overdue = 已逾期
task-source-pressure = 剩余工作多
task-source-manual = 手动

plan-capacity = / 今天可容纳 { $count } 个
plan-goal = / { $count } 个
plan-streak = 连续 { $count } 天
