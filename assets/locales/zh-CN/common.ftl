# 各处通用的词与格式。键：common-*、date-*。

common-yes = 是
common-no = 否
common-none = 无
common-on = 开
common-off = 关
common-saved = 已保存
common-unsaved = 未保存
common-saving = 正在保存…
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
