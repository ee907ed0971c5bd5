# What was refused or went wrong, and what to do. Keys: error-*.

error-already-running = A { $phase } already runs. Finish it with focus-tui finish, or void it with focus-tui void.
error-nothing-to-pause = Nothing runs that could be paused. Start with focus-tui start.
error-nothing-to-resume = Nothing is paused. Start with focus-tui start.
error-nothing-to-skip = No break runs that could be skipped.
error-nothing-to-finish = Nothing runs that could be finished.
error-nothing-to-void = No focus phase runs that could be voided.
error-nothing-to-extend = Nothing runs that could be extended.
error-nothing-to-resolve = No question is open.
error-not-in-focus = Interruptions are marked in a focus phase; none runs.
error-asking = The computer slept in the focus phase. First answer with focus-tui resolve continue, end, count or void.
error-nothing-to-undo = There is nothing to undo.
error-undo-changed = { $what } was changed since, so this cannot be undone.

error-no-such-task = No task { $id }. focus-tui task list shows them.
error-ambiguous-task = { $id } could be: { $candidates }. Write more of it.
error-task-cycle = This would make tasks wait for each other: { $cycle }.
error-task-done = { $title } is already done. focus-tui task reopen { $id } opens it again.
error-no-such-session = No session { $id }. focus-tui sessions shows them.
error-no-such-template = No template { $id }. focus-tui assess templates shows them.
error-no-such-dimension = { $template } has no dimension { $id }. It has: { $candidates }.

error-empty = { $field } is empty.
error-too-long = { $field } is too long: { $length } bytes, at most { $max }.
error-control-character = { $field } holds the character { $code } at byte { $at }, which could steer the terminal. Leave it out.
error-out-of-range = { $field } is { $value }; it goes from { $min } to { $max }.
error-overlap = This overlaps the session from { $from } to { $to }.
error-in-future = { $time } is in the future.

error-not-a-duration = { $text } is not a duration. Write 25m, 1h30m, 90s or 25 (minutes).
error-duration-zero = The duration is 0; the shortest is 1 second.
error-duration-too-long = { $text } is too long; at most 24 hours.
error-not-a-time = { $text } is not a time. Write 09:00, 2026-11-20 09:00 or 2026-11-20T09:00.
error-not-a-when = { $text } is not a date. Write 2026-11-20, tomorrow, fri, +3d, 12 dec, 09:00 or none.
error-no-such-date = There is no { $text } in the calendar.
error-date-out-of-reach = { $text } is too far away.
error-unknown-language = { $text } is not a language here. Use en, zh-CN or auto.
error-not-a-terminal = This is not a terminal. focus-tui status shows the timer anywhere.
