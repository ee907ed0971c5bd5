# Assessment, weeks, history, review, insight and attention tests.
# Keys: assess-*, weeks-*, history-*, review-*, insight-*, attention-*.

assess-since = since { $week }
assess-goal = goal { $target } by { $week }
assess-most-room = most room: { $dimension } → { $practice }
assess-not-scored = { $week } is not scored: s
assess-noise-unknown = noise unknown
assess-noise-within = within noise
assess-noise-real = real change
assess-room-label = largest room × weight
