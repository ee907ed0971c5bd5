# Assessment, weeks, history, review, insight and attention tests.
# Keys: assess-*, weeks-*, history-*, review-*, insight-*, attention-*.

assess-since = since { $week }
assess-goal = goal { $target } by { $week }
assess-most-room = most room: { $dimension } → { $practice }

assess-title = Assessment
assess-not-scored = { $week } is not scored: { $key }
assess-coverage = only { $share } scored
assess-effects = scores { $scores }, changed weights { $weights }
assess-before = was { $score } ({ $change })
assess-column-weight = w
assess-column-score = score
assess-column-change = change
assess-column-part = adds
assess-column-room = room × w
assess-template-kept = template { $template } kept, version { $version }
assess-sem = SEM { $sem }, a change counts from { $mdc } on
assess-training = training, largest room × weight first
assess-plan = Training, largest room × weight first. { $key } makes a task of the selected practice.
assess-moved = { $before } → { $after } since ({ $change })
assess-not-since = { $before }, not scored since
assess-not-before = not scored before
assess-no-practice = There is nothing to practise yet: score the week first.
assess-practised-already = That practice is a task already.
assess-left-out = { $count ->
    [one] { $count } dimension has no score yet: = takes over the last one, enter again leaves it out.
   *[other] { $count } dimensions have no score yet: = takes over the last ones, enter again leaves them out.
}
assess-retest = retest: score without looking back
assess-pairs = Compare in pairs
assess-pairs-same = Both matter the same.
assess-pairs-more = { $more } matters { $times } times as much as { $less }.
assess-pairs-later = λ, CI and CR come once the first is compared with all others.
assess-pairs-so-far = so far
assess-pairs-done = Every pair is judged. Enter keeps the weights as the next version of the template.
assess-pairs-no = The judgments contradict each other: CR is above 0.10. ! goes to the one that fits least.
assess-templates = Templates
assess-dimensions = { $count ->
    [one] { $count } dimension
   *[other] { $count } dimensions
}
assess-template-change = Change template
assess-template-copy = Copy template
assess-template-new = New template
assess-template-taken = There is a template with that id already.
assess-template-scale = A scale is 0-100, or likert-2 to likert-100.
assess-template-weight = A weight is a number from 0 on.
assess-template-sum = Σ { $sum }
assess-template-sum-off = Σ { $sum }, not 100: the shares are taken, ctrl-p writes them.
assess-template-field-id = id
assess-template-field-name = name
assess-template-field-scale = scale
assess-template-field-question = question
assess-template-field-practices = practices
assess-by-weight = w { $change }
assess-part-attainment = attainment { $score }
assess-part-integrity = integrity { $score }
assess-part-calm = calm { $score }
assess-part-adherence = on plan { $score }
assess-part-coverage = { $share } of its parts
assess-combined = with S { $score }, gap { $gap }
assess-goals = Goals
assess-goal-week = Wanted is a week or a date, such as 2027-W09, W9 or 2027-03-05.
assess-goal-past = That week is over.
assess-field-short-target = Short-term target
assess-field-short-by = By week
assess-field-long-target = Long-term target
assess-field-long-by = By week

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
weeks-compare-how = { $week } is marked: { $earlier } { $later } choose the other week, { $key } lets go
weeks-column-void = void
weeks-objective = objective score
weeks-objective-short = obj.
weeks-smooth = smoothed { $score }
weeks-growth = growth { $rate } a week
weeks-no-goal = no forecast: no goal is set
weeks-goal-reached = no forecast: the goal is reached
weeks-compared = { $from } → { $to }
weeks-unscored = { $week } is not scored.
weeks-focus-hours = focus hours
weeks-attainment-percent = attainment %
weeks-column-contributions = contributions
weeks-column-objective = objective
weeks-column-parts = att./int./calm/plan
weeks-column-coverage = cov.
weeks-interruptions = { $sum } ('{ $own } -{ $others })

# Weights, comparisons in pairs, goals.
assess-version = version { $version }
assess-weights-sum = The weights add up to { $sum }, not to 100; their shares are taken. --normalise writes them so.
assess-pairs-result = λ { $lambda }, CI { $ci }, CR { $cr }
assess-pairs-worst = fits least: { $first } : { $second } is { $given }, the others say { $implied }
assess-pairs-refused = The judgments contradict each other: CR { $cr }, at most 0.10. Fits least: { $first } : { $second } is { $given }, the others say { $implied }.
assess-pairs-refused-plain = The judgments contradict each other: CR { $cr }, at most 0.10. Compare again.
assess-pairs-too-many = Between 1 and { $most } dimensions can be compared in pairs.
assess-pairs-count = There are { $found } judgments instead of { $expected }. In this order: { $order }.
assess-pairs-ratio = The judgment { $first } : { $second } is no usable ratio. Write 3, 1/3 or 0.5.
assess-pairs-reciprocal = The judgments { $first } : { $second } and { $second } : { $first } are not reciprocal: one must be 1 through the other.
assess-pairs-contradict = The judgments contradict each other too far to give weights.
assess-no-goal = no goal
assess-imported = { $new } imported, { $known } kept already
assess-practised = { $task }: { $dimension } { $before } → { $after } ({ $change })
assess-practised-open = { $task }: { $dimension } { $before }, not scored since
assess-want-number = a number
assess-want-dimension = the id of a dimension
assess-want-week = a week such as 2026-W47
assess-want-template = the id of a template
assess-want-version = a whole number
assess-want-date = a date such as 2026-11-20
assess-want-same = the same as the other rows of that assessment
assess-table-no-column = The table has no column { $column }. It needs week, template, dimension, score and weight.
assess-table-column-twice = The table has the column { $column } twice.
assess-table-length = Line { $row } has { $found } values, but there are { $columns } columns.
assess-table-value = Line { $row }, { $column }: { $text } is not { $wants }.
assess-table-missing = Line { $row }, { $column }: empty; wanted is { $wants }.
assess-table-empty = The table has no rows.
assess-table-none = This is not a table of comma-separated values in UTF-8.

# The weekly look back.
review-question-planned = What was planned, and what happened?
review-question-helped = What helped?
review-question-interrupted = What interrupted?
review-question-estimate = Which estimate was wrong, and why: work that was missed, or its size?
review-question-change = One change for next week?
review-question-last_change = Was the change of the week before done, and did it work?
review-question-last_change-named = After { $week }: { $change }. Was it done, and did it work?
review-state-open = open
review-state-accepted = accepted
review-state-dismissed = dismissed
review-pomodoros = { $count ->
    [one] { $count } pomodoro
   *[other] { $count } pomodoros
} ({ $change }), { $focus }
review-capacity = room for { $value }
review-attainment = { $value } of the plan
review-void = { $value } void
review-interruptions = ' { $internal }/h  - { $external }/h
review-estimates = took { $ratio } times the estimate ({ $count })
review-objective = objective { $score }
review-rule-shorten_pomodoro = Shorten focus to { $minutes } min: { $figure } of what was started is void (from { $threshold } on)
review-rule-lengthen_optional = Focus may be { $minutes } min: { $figure } of what was started is void (up to { $threshold })
review-rule-capture_internal = Keep a capture list: { $figure } own interruptions an hour (from { $threshold } on)
review-rule-protect_external = Protect a block, inform and negotiate: { $figure } outside interruptions an hour (from { $threshold } on)
review-rule-plan_less = Plan less: { $figure } of the plan was done (below { $threshold })
review-rule-plan_more = Plan more: { $figure } of the plan was done (above { $threshold })
review-rule-estimate_up = Raise estimates: tasks took { $figure } times the estimate (from { $threshold } on)
review-rule-estimate_down = Cut estimates: tasks took { $figure } times the estimate (up to { $threshold })
review-rule-split_large_tasks = Split large tasks: one is estimated at { $figure } pomodoros (above { $threshold })
review-rule-merge_small_tasks = Put small tasks together: { $figure } are below one pomodoro (from { $threshold } on)
review-rule-move_hard_to_peak = Move hard tasks to the peak: { $figure } of hard pomodoros lie in troughs (from { $threshold } on)
review-rule-more_q2 = Schedule what is important and not urgent: { $figure } of pomodoros (below { $threshold })
review-rule-take_breaks = Take breaks: { $figure } of them were skipped (from { $threshold } on)
review-rule-score_drop = The score fell by more than noise: { $figure } ({ $threshold } or less). Look where.
review-rule-score_gain = The score rose by more than noise: { $figure } ({ $threshold } or more). Keep what helped.
review-task-shorten_pomodoro = Try shorter focus phases
review-task-lengthen_optional = Try longer focus phases
review-task-capture_internal = Keep a capture list beside the work
review-task-protect_external = Protect one block a day and tell the others when I am free
review-task-plan_less = Plan fewer pomodoros next week
review-task-plan_more = Plan more pomodoros next week
review-task-estimate_up = Raise the estimates of open tasks
review-task-estimate_down = Cut the estimates of open tasks
review-task-split_large_tasks = Split the large tasks
review-task-merge_small_tasks = Put the small tasks together
review-task-move_hard_to_peak = Move hard tasks to my best hours
review-task-more_q2 = Give important, not urgent work a fixed time
review-task-take_breaks = Take every break
review-task-score_drop = Find out where the score fell and why
review-task-score_gain = Write down what made the score rise
review-set = { $key } is now { $value }
review-set-stays = { $key } stays { $value }: it was changed since
review-tasks-done = { $count ->
    [one] { $count } task done
   *[other] { $count } tasks done
}
review-no-objective = objective – (no plan)
review-not-scored = The week is not scored.
review-suggestions = suggestions
review-no-suggestions = None: the figures of this week give no cause.
review-no-suggestion = No suggestion is selected.
review-questions = questions
review-name-planned = planned
review-name-helped = helped
review-name-interrupted = interrupted
review-name-estimate = estimate
review-name-change = one change
review-name-last_change = last change
review-title = Review
history-title = History
insight-title = Insights

# All sessions
history-reading = reading…
history-count = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}
history-none = No session yet. { $key } adds one that was forgotten.
history-not-counted = not counted
history-planned = planned { $minutes }
history-paused = paused { $minutes }
history-slept = slept { $minutes }
history-over = over { $minutes }
history-manual = by hand
history-uncertain = not measured exactly
history-form-amend = Change session
history-form-log = A forgotten session
insight-span = { $weeks } weeks · { $focus } · { $count ->
    [one] { $count } focus phase
   *[other] { $count } focus phases
}
insight-empty = Here stands when you work, what interrupts you and how good your estimates are, once there is something to tell: start a focus phase and come back.
insight-week = focus by weekday and hour
insight-reading = reading every session …
insight-legend = up to { $most }
insight-untimed = { $count ->
    [one] { $count } interruption without a time
   *[other] { $count } interruptions without a time
}
insight-year = the year
insight-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
insight-interruptions = interruptions by weekday
insight-interruptions-all = in an hour of focus: ' { $internal } internal, - { $external } external (n = { $count })
insight-estimates = estimates against what it took
insight-estimates-ratio = took { $ratio } × the estimate on average (geometric mean), median { $median } (n = { $count })
insight-estimates-next = 8 of 10 tasks would take { $low } to { $high } × their estimate if they were like these
insight-estimates-shares = { $under } took longer than thought · { $near } within a quarter of it
insight-estimates-few = { $count ->
    [0] no task with an estimate was done in these weeks
   *[other] too few done tasks with an estimate to tell: { $count } of { $least }
}
