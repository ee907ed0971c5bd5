# 各处通用的词与格式。键：common-*、date-*。

common-yes = 是
common-no = 否
common-none = 无
common-on = 开
common-off = 关
common-saved = 已保存
common-saving = 正在保存…
common-banner-more = { $count } 条提示，见 focus-tui doctor：{ $first }
common-read-only = 只读
common-days = { $count } 天
common-weeks = { $count } 周
common-pomodoros = { $count } 个番茄钟
common-tasks = { $count } 个任务

date-full = { $year }年{ $month }{ $day }日 { $weekday }
date-short = { $month }{ $day }日
date-week = 第 { $week } 周
date-today = 今天
date-tomorrow = 明天
date-yesterday = 昨天
date-span-both = { $hours } 小时 { $minutes } 分
date-span-hours = { $hours } 小时
date-span-minutes = { $minutes } 分
date-percent = { $number }%

date-weekday-1 = 周一
date-weekday-2 = 周二
date-weekday-3 = 周三
date-weekday-4 = 周四
date-weekday-5 = 周五
date-weekday-6 = 周六
date-weekday-7 = 周日

date-month-1 = 1月
date-month-2 = 2月
date-month-3 = 3月
date-month-4 = 4月
date-month-5 = 5月
date-month-6 = 6月
date-month-7 = 7月
date-month-8 = 8月
date-month-9 = 9月
date-month-10 = 10月
date-month-11 = 11月
date-month-12 = 12月

common-unsaved-count = { $count } 项未保存
common-undoes = { $key } 撤销
common-undone = 已撤销：{ $what }
common-undone-something = 已撤销
common-undo-next = { $key } 继续撤销：{ $what }
common-changed = { $action }：{ $subject }
common-field-changed = { $field } { $before } → { $after }

# 做过的事，按操作名。
common-action-task-add = 已添加
common-action-task-edit = 已修改
common-action-task-done = 已完成
common-action-task-drop = 已放弃
common-action-task-reopen = 已重新打开
common-action-task-pin = 已置顶
common-action-task-unpin = 已取消置顶
common-action-task-delete = 已删除
common-action-task-move = 已移动
common-action-task-split = 已拆分
common-action-task-merge = 已合并
common-action-plan-edit = 计划已更改
common-action-plan-accept = 已接受计划
common-action-plan-anew = 已重新计划
common-action-assess = 已评分
common-action-assess-edit = 已修改评分
common-action-assess-delete = 已删除评分
common-action-assess-import = 已导入评估
common-action-goal = 已设目标
common-action-goal-remove = 已移除目标
common-action-review = 已保存回答
common-action-template = 已修改模板
common-action-suggestion-accept = 已采纳
common-action-suggestion-dismiss = 已忽略
common-action-log = 已补记
common-action-amend = 已更正
common-action-delete = 已删除记录
common-action-edit-by-hand = 已读入
common-action-skip = 已跳过
common-action-restart = 已重新开始
common-action-finish = 已结束
common-action-void = 已作废
common-action-resolve = 已回答
common-action-lost = 有改动，但未记下
common-action-end-by-sleep = 已在电脑睡眠处结束

date-week-short = W{ $week }
date-hours = { $hours } 小时
common-drafts = 有 { $count } 份草稿：打开对应表单即可继续。
common-draft-kept = 已存为草稿，再打开时还在。
