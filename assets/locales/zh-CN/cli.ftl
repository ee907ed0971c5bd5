# 命令行：列表、配置、检查。键：cli-*、config-*、doctor-*。

cli-nothing-runs = 没有正在进行的阶段。
