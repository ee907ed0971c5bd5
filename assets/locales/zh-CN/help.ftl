# 帮助与按键名称。键：help-*、key-*。

help-title = 按键
help-group-timer = 计时
help-group-tasks = 任务
help-group-assessment = 评估
help-group-weeks = 周
help-group-screen = 屏幕
