//! Properties and cases of planning a day.
use proptest::prelude::*;

use super::*;
use crate::domain::capacity::{Rest, Rhythm, Window, Windows};

fn job(id: u16, size: u32, score: f64) -> Job<u16> {
    Job { id, size, score, deadline: None, splittable: false }
}

fn ids(plan: &Plan<'_, u16>) -> Vec<u16> {
    plan.items.iter().map(|item| item.job.id).collect()
}

fn due(job: Job<u16>, deadline: u32) -> Job<u16> {
    Job { deadline: Some(deadline), ..job }
}

#[test]
fn what_room_is_left_begins_the_best_splittable_task() {
    let split = |job| Job { splittable: true, ..job };
    let jobs = [job(1, 4, 90.0), job(2, 9, 80.0), split(job(3, 9, 50.0)), split(job(4, 8, 50.0))];
    let plan = plan(&jobs, 6);
    let lines: Vec<_> = plan.items.iter().map(|item| (item.job.id, item.pomodoros, item.portion)).collect();
    assert_eq!(lines, [(1, 4, Portion::Whole), (3, 2, Portion::Start)]);
    assert_eq!(plan.left_out.iter().map(|job| job.id).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_deadline_that_density_would_miss_comes_first() {
    let jobs = [job(1, 2, 90.0), due(job(2, 3, 60.0), 4), due(job(3, 1, 50.0), 9)];
    let plan = plan(&jobs, 10);
    assert_eq!(ids(&plan), [2, 3, 1]);
    assert!(plan.items[0].at_risk && !plan.items[1].at_risk);
    assert!(plan.violations.is_empty());
}

#[test]
fn a_lost_deadline_does_not_pull_others_down() {
    let jobs = [due(job(1, 5, 90.0), 0), due(job(2, 2, 20.0), 2)];
    let plan = plan(&jobs, 10);
    assert_eq!(ids(&plan), [2, 1], "overdue stays in, behind what can be met");
    assert_eq!(plan.postpone.iter().map(|j| j.id).collect::<Vec<_>>(), [1]);
    assert_eq!(plan.violations[0].overload(), 5);
}

#[test]
fn a_worthless_task_that_fits_into_the_room_keeps_its_deadline() {
    let worthless = Job { splittable: true, ..due(job(0, 1, 0.0), 1) };
    let jobs = [worthless, job(1, 1, 0.1)];
    let plan = plan(&jobs, 2);
    let lines: Vec<_> = plan.items.iter().map(|item| (item.job.id, item.portion, item.at_risk)).collect();
    assert_eq!(lines, [(0, Portion::Whole, true), (1, Portion::Whole, false)]);
}

#[test]
fn hostile_numbers_are_planned_without_panic() {
    let jobs: Vec<Job<u16>> = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, -1.0, 0.0]
        .iter()
        .zip([0, 1, u32::MAX, 3, 2, u32::MAX])
        .zip(0..)
        .map(|((&score, size), id)| Job { splittable: true, deadline: Some(size / 2), ..job(id, size, score) })
        .collect();
    for capacity in [0, 1, 7, u32::MAX] {
        assert!(plan(&jobs, capacity).pomodoros() <= capacity);
    }
    let empty: [Job<u16>; 0] = [];
    assert_eq!(plan(&empty, 9).items.len(), 0);
}

#[test]
fn a_break_that_meets_a_meeting_ends_there_and_the_set_goes_on() {
    let rhythm = Rhythm::new(1500, 300, 900, 2).unwrap();
    let windows = Windows::new(vec!["09:00-11:00".parse().unwrap()]).unwrap();
    let at = |minute: u32| 9 * 3600 + minute * 60;
    let meeting = Fixed { from_s: at(27), to_s: at(40) };
    let day = lay_out(&rhythm, &windows, &[meeting], 0, &[1, 0, 9]);
    let blocks: Vec<_> = day.blocks.iter().map(|b| (b.kind, (b.from_s - at(0)) / 60, (b.to_s - at(0)) / 60)).collect();
    assert_eq!(
        blocks,
        [
            (BlockKind::Focus(0), 0, 25),
            (BlockKind::Rest(Rest::Short), 25, 27),
            (BlockKind::Focus(2), 40, 65),
            (BlockKind::Rest(Rest::Long), 65, 80),
            (BlockKind::Focus(2), 80, 105),
        ]
    );
    assert_eq!(day.unplaced, 7);
    assert_eq!(room(&rhythm, &windows, &[meeting], 0), 3);
}

fn jobs(most: usize, largest: u32) -> impl Strategy<Value = Vec<Job<u16>>> {
    let one = (0..=largest, 0_u32..1000, prop::option::of(0_u32..60), any::<bool>());
    prop::collection::vec(one, 0..=most).prop_map(|rows| {
        let rows = rows.into_iter().zip(0_u16..);
        rows.map(|((size, tenths, deadline, splittable), id)| Job {
            id,
            size,
            score: f64::from(tenths) / 10.0,
            deadline,
            splittable,
        })
        .collect()
    })
}

/// Value in tenths, then few pomodoros, then earlier jobs: the best of all subsets.
fn brute_force(jobs: &[Job<u16>], capacity: u32) -> Vec<u16> {
    let members = |set: u32| jobs.iter().filter(move |job| set >> job.id & 1 == 1);
    let best = (0..1_u32 << jobs.len())
        .filter(|&set| members(set).map(|job| job.size).sum::<u32>() <= capacity)
        .max_by_key(|&set| {
            let tenths: i64 = members(set).map(|job| (job.score * 10.0).round() as i64).sum();
            let used: u32 = members(set).map(|job| job.size).sum();
            let inclusion = set.reverse_bits();
            // A job worth nothing is never in, even if it costs nothing.
            let idle = members(set).filter(|job| job.score == 0.0).count();
            (tenths, std::cmp::Reverse(used), std::cmp::Reverse(idle), inclusion)
        });
    best.map_or(vec![], |set| members(set).map(|job| job.id).collect())
}

proptest! {
    #[test]
    fn the_knapsack_equals_brute_force(jobs in jobs(9, 8), capacity in 0_u32..30) {
        let chosen: Vec<u16> = fit_exactly(&jobs, capacity).iter().map(|job| job.id).collect();
        prop_assert_eq!(chosen, brute_force(&jobs, capacity));
    }

    #[test]
    fn a_plan_never_exceeds_its_capacity_and_keeps_every_task(jobs in jobs(40, 30), capacity in 0_u32..50) {
        let plan = plan(&jobs, capacity);
        prop_assert!(plan.pomodoros() <= capacity);
        let mut all = ids(&plan);
        all.extend(plan.left_out.iter().map(|job| job.id));
        all.sort_unstable();
        prop_assert_eq!(all, jobs.iter().map(|job| job.id).collect::<Vec<_>>());
    }

    #[test]
    fn every_deadline_of_the_plan_that_can_be_met_is_met(jobs in jobs(30, 9), capacity in 0_u32..60) {
        let plan = plan(&jobs, capacity);
        let whole: Vec<&Job<u16>> = plan
            .items
            .iter()
            .filter(|item| item.portion == Portion::Whole)
            .map(|item| item.job)
            .collect();
        let lost = postpone(whole.iter().copied()).late.len();
        let mut finish = 0;
        let mut missed = 0;
        for item in &plan.items {
            finish += item.pomodoros;
            let late = item.job.deadline.is_some_and(|due| finish > due);
            missed += usize::from(late && item.portion == Portion::Whole);
        }
        prop_assert!(missed <= lost, "{missed} missed, {lost} lost");
    }

    #[test]
    fn postponing_leaves_a_set_that_can_be_met(jobs in jobs(30, 9)) {
        let parted = postpone(&jobs);
        prop_assert!(violations(parted.on_time.iter().copied()).is_empty());
        prop_assert_eq!(parted.late.is_empty(), violations(&jobs).is_empty());
        prop_assert!(parted.late.len() <= violations(&jobs).len());
    }

    #[test]
    fn blocks_keep_to_the_windows_and_off_the_fixed_ones(
        lengths in (1_u32..4000, 0_u32..2000, 0_u32..4000, 1_u32..6),
        cuts in prop::collection::btree_set(0_u16..=1440, 2..9),
        fixed in prop::collection::vec((0_u32..90_000, 0_u32..90_000), 0..6),
        from_s in 0_u32..90_000,
        items in prop::collection::vec(0_u32..20, 0..8),
    ) {
        let rhythm = Rhythm::new(lengths.0, lengths.1, lengths.2, lengths.3).unwrap();
        let cuts: Vec<u16> = cuts.into_iter().collect();
        let windows = cuts.chunks_exact(2).map(|c| Window::new(c[0], c[1]).unwrap()).collect();
        let windows = Windows::new(windows).unwrap();
        let fixed: Vec<Fixed> = fixed.into_iter().map(|(from_s, to_s)| Fixed { from_s, to_s }).collect();
        let day = lay_out(&rhythm, &windows, &fixed, from_s, &items);

        for pair in day.blocks.windows(2) {
            prop_assert!(pair[0].to_s <= pair[1].from_s);
        }
        for block in &day.blocks {
            prop_assert!(block.from_s < block.to_s && from_s <= block.from_s);
            let inside = |w: &Window| w.seconds().0 <= block.from_s && block.to_s <= w.seconds().1;
            prop_assert!(windows.as_slice().iter().any(inside));
            let meets = |f: &Fixed| f.from_s < f.to_s && f.from_s < block.to_s && block.from_s < f.to_s;
            prop_assert!(!fixed.iter().any(meets));
            if let BlockKind::Focus(_) = block.kind {
                prop_assert_eq!(block.to_s - block.from_s, rhythm.focus_s());
            }
        }
        let placed = day.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Focus(_))).count();
        prop_assert_eq!(u32::try_from(placed).unwrap() + day.unplaced, items.iter().sum::<u32>());
    }

    #[test]
    fn without_fixed_blocks_the_room_is_the_capacity(
        lengths in (60_u32..4000, 0_u32..2000, 0_u32..4000, 1_u32..6),
        cuts in prop::collection::btree_set(0_u16..=1440, 2..9),
        hour in 0_i8..24,
        minute in 0_i8..60,
    ) {
        let rhythm = Rhythm::new(lengths.0, lengths.1, lengths.2, lengths.3).unwrap();
        let cuts: Vec<u16> = cuts.into_iter().collect();
        let windows = cuts.chunks_exact(2).map(|c| Window::new(c[0], c[1]).unwrap()).collect();
        let windows = Windows::new(windows).unwrap();
        let now = jiff::civil::time(hour, minute, 0, 0);
        let from_s = u32::try_from(hour).unwrap() * 3600 + u32::try_from(minute).unwrap() * 60;
        prop_assert_eq!(room(&rhythm, &windows, &[], from_s), windows.capacity_from(&rhythm, now));
    }
}
