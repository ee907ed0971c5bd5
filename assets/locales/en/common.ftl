# Words and shapes used everywhere. Keys: common-*, date-*.

common-yes = yes
common-no = no
common-none = none
common-on = on
common-off = off
common-saved = saved
common-saving = saving…
common-banner-more = { $count } notices, see focus-tui doctor: { $first }
common-read-only = read-only
common-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
common-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
common-pomodoros = { $count ->
    [one] { $count } pomodoro
   *[other] { $count } pomodoros
}
common-tasks = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}

date-full = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }
date-week = week { $week }
date-today = today
date-tomorrow = tomorrow
date-yesterday = yesterday
date-span-both = { $hours } h { $minutes } min
date-span-hours = { $hours } h
date-span-minutes = { $minutes } min
date-percent = { $number } %

date-weekday-1 = Mon
date-weekday-2 = Tue
date-weekday-3 = Wed
date-weekday-4 = Thu
date-weekday-5 = Fri
date-weekday-6 = Sat
date-weekday-7 = Sun

date-month-1 = Jan
date-month-2 = Feb
date-month-3 = Mar
date-month-4 = Apr
date-month-5 = May
date-month-6 = Jun
date-month-7 = Jul
date-month-8 = Aug
date-month-9 = Sep
date-month-10 = Oct
date-month-11 = Nov
date-month-12 = Dec

common-unsaved-count = { $count } not saved
common-undoes = { $key } undoes
common-undone = taken back: { $what }
common-undone-something = taken back
common-undo-next = { $key } goes on with: { $what }
common-changed = { $action }: { $subject }
common-field-changed = { $field } { $before } → { $after }

# What was done, by the name of the action.
common-action-task-add = added
common-action-task-edit = changed
common-action-task-done = done
common-action-task-drop = dropped
common-action-task-reopen = opened again
common-action-task-pin = pinned
common-action-task-unpin = not pinned any more
common-action-task-delete = deleted
common-action-task-move = moved
common-action-task-split = split
common-action-task-merge = merged
common-action-plan-edit = plan changed
common-action-plan-accept = plan accepted
common-action-plan-anew = planned anew
common-action-assess = scored
common-action-assess-edit = scores changed
common-action-assess-delete = scores deleted
common-action-assess-import = assessments imported
common-action-goal = goal set
common-action-goal-remove = goal removed
common-action-review = answers kept
common-action-template = template changed
common-action-suggestion-accept = accepted
common-action-suggestion-dismiss = dismissed
common-action-log = logged
common-action-amend = amended
common-action-delete = session deleted
common-action-edit-by-hand = taken in from
common-action-skip = skipped
common-action-restart = begun anew
common-action-finish = finished
common-action-void = voided
common-action-resolve = answered
common-action-lost = changed, but not noted
common-action-end-by-sleep = ended where the computer fell asleep

date-week-short = W{ $week }
date-hours = { $hours } h
common-drafts = { $count ->
    [one] A draft is kept: it opens with its form.
   *[other] { $count } drafts are kept: they open with their forms.
}
common-draft-kept = Kept as a draft: it is there when you open it again.
