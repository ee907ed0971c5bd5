# 评估、周、历史、回顾、洞察与注意力测试。
# 键：assess-*、weeks-*、history-*、review-*、insight-*、attention-*。

assess-since = 与 { $week } 相比
assess-goal = 目标 { $target }，{ $week } 前
assess-most-room = 空间最大：{ $dimension } → { $practice }
assess-not-scored = { $week }尚未评分：s
assess-noise-unknown = 误差未知
assess-noise-within = 在误差之内
assess-noise-real = 真实变化
assess-room-label = 空间 × 权重最大
