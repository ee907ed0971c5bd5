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

# 权重、两两比较、目标。
assess-version = 第 { $version } 版
assess-weights-sum = 权重之和是 { $sum }，不是 100；已按比例换算。--normalise 会这样写入。
assess-pairs-result = λ { $lambda }，CI { $ci }，CR { $cr }
assess-pairs-worst = 最不一致：{ $first } : { $second } 为 { $given }，其余判断表明 { $implied }
assess-pairs-refused = 判断互相矛盾：CR { $cr }，至多 0.10。最不一致：{ $first } : { $second } 为 { $given }，其余判断表明 { $implied }。
assess-pairs-refused-plain = 判断互相矛盾：CR { $cr }，至多 0.10。请重新比较。
assess-pairs-too-many = 只能两两比较 1 到 { $most } 个维度。
assess-pairs-count = 有 { $found } 个判断，应有 { $expected } 个。顺序：{ $order }。
assess-pairs-ratio = 判断 { $first } : { $second } 不是可用的比值。请写 3、1/3 或 0.5。
assess-pairs-reciprocal = 判断 { $first } : { $second } 与 { $second } : { $first } 不互为倒数。
assess-pairs-contradict = 判断矛盾太大，无法得出权重。
assess-no-goal = 没有目标
assess-imported = 已导入 { $new } 次评估，{ $known } 次原已存在
assess-practised = { $task }：{ $dimension } { $before } → { $after }（{ $change }）
assess-practised-open = { $task }：{ $dimension } { $before }，此后尚未评分
assess-want-number = 数字
assess-want-dimension = 维度编号
assess-want-week = 周，如 2026-W47
assess-want-template = 模板编号
assess-want-version = 整数
assess-want-date = 日期，如 2026-11-20
assess-want-same = 与该评估其他行相同的值
assess-table-no-column = 表中没有列 { $column }。需要 week、template、dimension、score 和 weight。
assess-table-column-twice = 表中列 { $column } 出现了两次。
assess-table-length = 第 { $row } 行有 { $found } 个值，而共有 { $columns } 列。
assess-table-value = 第 { $row } 行，{ $column }：{ $text } 不是{ $wants }。
assess-table-missing = 第 { $row } 行，{ $column }：为空；应为{ $wants }。
assess-table-empty = 表中没有数据行。
assess-table-none = 这不是 UTF-8 编码的逗号分隔表。

# 每周回顾。
review-question-planned = 计划了什么，实际如何？
review-question-helped = 什么有帮助？
review-question-interrupted = 什么打断了工作？
review-question-estimate = 哪个估计错了，为什么：漏了工作，还是低估了大小？
review-question-change = 下周只改一件事，改什么？
review-question-last_change = 上次的改变做到了吗，有效吗？
review-question-last_change-named = { $week } 之后：{ $change }。做到了吗，有效吗？
review-state-open = 待定
review-state-accepted = 已采纳
review-state-dismissed = 已忽略
review-pomodoros = { $count } 个番茄（{ $change }），{ $focus }
review-capacity = 可容纳 { $value } 个
review-attainment = 完成计划的 { $value }
review-void = 作废 { $value }
review-interruptions = ' { $internal }/小时  - { $external }/小时
review-estimates = 实际是估计的 { $ratio } 倍（{ $count } 个）
review-objective = 客观分 { $score }
review-rule-shorten_pomodoro = 把专注缩短到 { $minutes } 分钟：开始的有 { $figure } 作废（{ $threshold } 起）
review-rule-lengthen_optional = 专注可以到 { $minutes } 分钟：开始的有 { $figure } 作废（至多 { $threshold }）
review-rule-capture_internal = 准备一张随手记：每小时 { $figure } 次自我打断（{ $threshold } 起）
review-rule-protect_external = 保护一段时间，告知并协商：每小时 { $figure } 次外部打断（{ $threshold } 起）
review-rule-plan_less = 少计划一些：完成了计划的 { $figure }（低于 { $threshold }）
review-rule-plan_more = 多计划一些：完成了计划的 { $figure }（高于 { $threshold }）
review-rule-estimate_up = 提高估计：实际是估计的 { $figure } 倍（{ $threshold } 起）
review-rule-estimate_down = 降低估计：实际是估计的 { $figure } 倍（至多 { $threshold }）
review-rule-split_large_tasks = 拆分大任务：有一个估计为 { $figure } 个番茄（高于 { $threshold }）
review-rule-merge_small_tasks = 合并小任务：有 { $figure } 个不到一个番茄（{ $threshold } 起）
review-rule-move_hard_to_peak = 把难的任务移到高峰：难的番茄有 { $figure } 在低谷（{ $threshold } 起）
review-rule-more_q2 = 安排重要而不紧急的事：占番茄的 { $figure }（低于 { $threshold }）
review-rule-take_breaks = 好好休息：跳过了 { $figure } 的休息（{ $threshold } 起）
review-rule-score_drop = 得分下降超出误差：{ $figure }（{ $threshold } 及以下）。看看降在哪里。
review-rule-score_gain = 得分上升超出误差：{ $figure }（{ $threshold } 及以上）。保持有效的做法。
review-task-shorten_pomodoro = 试试更短的专注
review-task-lengthen_optional = 试试更长的专注
review-task-capture_internal = 工作时备一张随手记
review-task-protect_external = 每天保护一段时间，并告诉别人我何时有空
review-task-plan_less = 下周少计划几个番茄
review-task-plan_more = 下周多计划几个番茄
review-task-estimate_up = 提高未完成任务的估计
review-task-estimate_down = 降低未完成任务的估计
review-task-split_large_tasks = 拆分大任务
review-task-merge_small_tasks = 合并小任务
review-task-move_hard_to_peak = 把难的任务移到状态最好的时段
review-task-more_q2 = 给重要而不紧急的事定一个时间
review-task-take_breaks = 每次休息都休息
review-task-score_drop = 找出得分在哪里下降、为什么
review-task-score_gain = 写下是什么让得分上升
review-title = 回顾
history-title = 记录
insight-title = 洞察
insight-span = { $weeks } 周 · { $focus } · { $count } 段专注
insight-empty = 有了记录，这里会显示你何时专注、被什么打断、估算准不准：先开始一段专注吧。
insight-week = 按星期和钟点的专注
insight-reading = 正在读取全部记录…
insight-legend = 最多 { $most }
insight-untimed = { $count } 次打断没有时间
insight-year = 这一年
insight-days = { $count } 天
insight-interruptions = 按星期的打断
insight-interruptions-all = 每小时专注：' 内部 { $internal } 次，- 外部 { $external } 次（n = { $count }）
insight-estimates = 估算与实际
insight-estimates-ratio = 平均用了估算的 { $ratio } 倍（几何平均），中位数 { $median }（n = { $count }）
insight-estimates-next = 如果以后的任务与这些相似，十个里有八个会用到估算的 { $low } 到 { $high } 倍
insight-estimates-shares = { $under } 超出估算 · { $near } 相差不到四分之一
insight-estimates-few = { $count ->
    [0] 这几周没有完成带估算的任务
   *[other] 带估算的已完成任务太少：{ $count } 个，需要 { $least } 个
}
