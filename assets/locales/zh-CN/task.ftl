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
task-field-repeat = 重复
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
task-step-focus = { $one }：专注一段时间，有没有任务都行，到点响铃
task-step-interrupt = { $one } 和 { $two }：记下内部或外部的打断
task-step-score = { $one }：隔一段时间给一周打分；{ $two } 看走势
task-step-more = { $one }：全部设置 · { $two }：全部按键
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
task-term-place = 手动位置
task-term-next = 标签 next
task-term-due = 截止
task-term-priority = 优先级
task-term-scheduled = 今日计划
task-term-active = 正在进行
task-term-annotations = 备注
task-term-tags = 标签
task-term-project = 项目
task-term-waiting = 日子未到
task-term-blocked = 等待其他任务

task-source-none = 不紧急
task-source-due = 快到期
task-source-overdue = 已逾期
task-source-pressure = 剩余工作多
task-source-manual = 手动

plan-capacity = / 今天可容纳 { $count } 个
plan-goal = / { $count } 个
plan-streak = 连续 { $count } 天

task-quick-no-title = 没有标题。请写要做的事，例如：写论文 !5 @周五 ~3 #项目 +标签
task-quick-importance = { $text } 不是重要性。请写 !1 到 !5；普通文字前加 \。
task-quick-estimate = { $text } 不是估计。请写 ~0.1 到 ~999 个番茄；普通文字前加 \。
task-quick-repeat = { $text } 没有说明如何重复。请写 *天、*工作日、*周 或 *月。
task-quick-twice = { $text } 重复了，只写一次。
task-quick-unclosed = { $text } 缺少右引号。
task-quick-refused = { $text }：{ $why }

task-repeat-day = 每天
task-repeat-weekday = 每个工作日
task-repeat-week = 每周
task-repeat-month = 每月

task-filter-value = { $text } 不是筛选条件。可用：{ $known }。
task-filter-none-saved = 没有筛选 @{ $name }：设置的 [filters] 里没有保存任何筛选。
task-filter-no-such = 没有筛选 @{ $name }。现有：{ $known }。
task-filter-endless = 筛选 @{ $name } 引用了自己。

task-forecast = 大约 { $p50 } 个，五次中有四次不超过 { $p80 } 个
task-forecast-similar = 依据同项目或同标签的 { $n } 个已完成任务
task-forecast-all = 依据全部 { $n } 个已完成任务
task-split = 超过 7 个番茄：可拆成 { $parts } 份，每份约 { $each } 个。
task-merge = { $count } 个任务不足一个番茄，合计 { $total } 个，可以一起做：{ $tasks }

plan-of = { $date } 的计划
plan-offered = 建议；focus-tui plan --accept 接受它
plan-accepted = 已接受
plan-fits = 还放得下 { $capacity } 个番茄，已排 { $planned } 个
plan-no-windows = 没有设置工作时段，所以这里是逾期、到期或置顶的任务。设置的 [day.windows] 里写工作时间。
plan-nothing = 没有可计划的任务。
plan-late = { $task } 无法在截止前完成。
plan-postpone = 要赶上其他所有截止，请推迟：{ $tasks }
plan-left-out = 不在计划中
plan-start-only = 开头
plan-at-risk = 截止有风险
plan-why-no_room = 放不下
plan-why-blocked = 等待其他任务
plan-why-not_due = 未到期
plan-why-not_accepted = 未被接受
plan-slot-short_break = 短休息
plan-slot-long_break = 长休息
plan-slot-fixed = 留空
plan-title = 计划
