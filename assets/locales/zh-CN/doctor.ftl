# doctor 的输出。键：doctor-*。

doctor-place-data = 数据
doctor-place-state = 状态
doctor-place-config = 设置
doctor-place-templates = 模板
doctor-device = 设备
doctor-no-device = 首次写入前没有
doctor-records = 记录
doctor-clock = 时钟
doctor-clock-says = { $now } { $zone }，已运行 { $up }，其中睡眠 { $slept }
doctor-terminal = 终端
doctor-sharing = 共享
doctor-not-shared = 没有发现同步工具
doctor-writing = 写入
doctor-may-write = 可以
doctor-may-not-write = 无法写入 { $path }
doctor-lock-file = 可以，但只能用锁文件：该文件系统不支持锁
doctor-colors = { $count } 色
doctor-file = 文件
doctor-bytes = 字节
doctor-holds = 内容
doctor-role-journal = 日志
doctor-role-picture = 任务与目标的视图
doctor-role-local = 仅属于本机
doctor-role-kept = 移到一旁，保留
doctor-role-leftover = 崩溃后残留
doctor-found-torn = 最后一条记录不完整（{ $bytes } 字节），下次写入前会移到一旁
doctor-found-chunk = 已跳过：{ $detail }
doctor-found-newer = 由更新的版本写入，保持原样
doctor-found-too_large = 太大，已跳过
doctor-found-copy = 日志的副本，作为另一份日志读取
doctor-found-foreign = 来自另一台机器；本机作为新设备写入
doctor-found-no_picture = 缺失或为空，将由日志重建
doctor-found-no_access = 无法读取：{ $detail }
doctor-found-shared = 缺少一行 { $detail }：同步工具会共享只属于本机的内容
doctor-found-tracked = 已被 git 跟踪，但它只属于本机：请执行 git rm --cached
doctor-found-makeshift = 该文件系统不支持锁，改用锁文件
doctor-found-unreadable = 无法读取：{ $detail }
doctor-fixed-tail = 不完整的结尾已移到一旁
doctor-fixed-chunks = 无法读取的行已移到一旁
doctor-fixed-copy = 副本已移到一旁，{ $count ->
    [0] 其中没有别处缺少的内容
   *[other] 从中取回 { $count } 条记录
}
doctor-fixed-picture = 已由日志重建
doctor-fixed-timer = 已移到一旁；没有正在进行的阶段
doctor-kept = 保留为 { $path }
doctor-fine = 一切正常。
doctor-not-fine = { $count ->
   *[other] 有 { $count } 处不正常。
}
doctor-try-fix = focus-tui doctor --fix 会移开并重建可以修复的内容；不删除任何内容。
doctor-by-hand = 其余的需要手动改正。
