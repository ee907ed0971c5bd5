# Assessment, weeks, history, review, insight and attention tests.
# Keys: assess-*, weeks-*, history-*, review-*, insight-*, attention-*.

assess-since = since { $week }
assess-goal = goal { $target } by { $week }
assess-most-room = most room: { $dimension } → { $practice }

assess-title = Assessment
assess-not-scored = { $week } is not scored: { $key }
assess-coverage = only { $share } scored
assess-effects = scores { $scores }, changed weights { $weights }
assess-room = { $room } {"  "}{ $dimension } → { $practice }
assess-before = was { $score } ({ $change })
assess-column-weight = w
assess-column-score = score
assess-column-change = change
assess-column-part = adds
assess-column-room = room × w
assess-template-kept = template { $template } kept, version { $version }

weeks-title = Weeks
weeks-span = score, { $count } weeks
weeks-none = No week is scored yet: { $key } scores this one.
weeks-goal = goal
weeks-score = score
weeks-pomodoros = pomodoros
weeks-pomodoros-short = pom.
weeks-this = { $count } this week
weeks-column-score = S
weeks-column-change = change
weeks-column-pomodoros = pomodoros
weeks-column-focus = focus
weeks-column-attainment = attainment
weeks-column-interruptions = interruptions
weeks-column-void = void
weeks-interruptions = { $sum } ('{ $own } -{ $others })
