//! The order by hand. Spec: tasks, "Alternative models".
use super::tasks::{find_open, title_of};
use crate::domain::{
    change::Change,
    command::{Place, Refusal},
    id::Id,
    priority::Ranking,
    task::Task,
};

/// Puts a task elsewhere in the order by hand. Pinned tasks stay on top among themselves.
pub(super) fn place(change: &mut Change<'_>, name: &str, place: &Place) -> Result<(), Refusal> {
    let id = find_open(change.model, name)?;
    let title = title_of(change.model, &id);
    let rows = change.model.agenda_by(change.now, Ranking::Manual);
    let pinned = change.model.task(&id).is_some_and(|task| change.model.is_pinned(task, change.now));
    let mut peers: Vec<(Id, Option<f64>)> =
        rows.iter().filter(|row| row.pinned == pinned).map(|row| (row.task.id.clone(), row.task.place)).collect();
    let Some(from) = peers.iter().position(|(peer, _)| *peer == id) else { return Err(Refusal::NothingToChange) };
    let last = peers.len() - 1;
    let to = match place {
        Place::Up => from.saturating_sub(1),
        Place::Down => (from + 1).min(last),
        Place::First => 0,
        Place::Last => last,
        Place::Before(other) => {
            let other = find_open(change.model, other)?;
            let at = peers.iter().position(|(peer, _)| *peer == other).ok_or(Refusal::NothingToChange)?;
            if at > from { at - 1 } else { at }
        }
    };
    // A first placement is a change even where the task stands there already.
    if from == to && peers[from].1.is_some() {
        return Err(Refusal::NothingToChange);
    }
    let moved = peers.remove(from);
    peers.insert(to, (moved.0, None));
    for (id, place) in places(&peers, to) {
        change.edit::<Task>(&id, |task| task.place = Some(place))?;
    }
    change.remember("task-move", &title, None);
    Ok(())
}

/// The places to give so that the one at `at` stands there: its own between its neighbours', those of all before it
/// that have none, and everybody's where no number is left between two neighbours.
fn places(peers: &[(Id, Option<f64>)], at: usize) -> Vec<(Id, f64)> {
    let mut given = Vec::new();
    let mut before = f64::NEG_INFINITY;
    for (index, (id, place)) in peers.iter().enumerate().take(at + 1) {
        let place = match place {
            Some(place) if index != at => *place,
            _ => {
                let after = peers[index + 1..].iter().find_map(|(_, place)| *place);
                let own = match (before.is_finite().then_some(before), after) {
                    (None, None) => 1.0,
                    (Some(before), None) => before.floor() + 1.0,
                    (None, Some(after)) => after.ceil() - 1.0,
                    (Some(before), Some(after)) => before + (after - before) / 2.0,
                };
                given.push((id.clone(), own));
                own
            }
        };
        let crowded = place <= before || !place.is_finite() || place.abs() > 1e12;
        if crowded || (index == at && peers[at + 1..].iter().find_map(|(_, p)| *p).is_some_and(|next| next <= place)) {
            return peers.iter().enumerate().map(|(index, (id, _))| (id.clone(), index as f64 + 1.0)).collect();
        }
        before = place;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_between_two_gets_a_place_between_them() {
        let id = |text| Id::new(text).unwrap();
        let peers = [(id("a"), Some(1.0)), (id("b"), None), (id("c"), Some(2.0))];
        assert_eq!(places(&peers, 1), [(id("b"), 1.5)]);
        let close = [(id("a"), Some(1.0)), (id("b"), None), (id("c"), Some(1.0_f64.next_up()))];
        assert_eq!(places(&close, 1), [(id("a"), 1.0), (id("b"), 2.0), (id("c"), 3.0)]);
    }

    proptest! {
        #[test]
        fn whatever_is_moved_stands_where_it_was_put(moves in prop::collection::vec((0_usize..6, 0_usize..6), 1..80)) {
            let mut peers: Vec<(Id, Option<f64>)> =
                ["a", "b", "c", "d", "e", "f"].iter().map(|text| (Id::new(text).unwrap(), None)).collect();
            for (from, to) in moves {
                let moved = peers.remove(from);
                peers.insert(to, (moved.0, None));
                for (id, place) in places(&peers, to) {
                    let peer = peers.iter_mut().find(|(peer, _)| *peer == id).unwrap();
                    peer.1 = Some(place);
                }
                let placed: Vec<f64> = peers.iter().map(|(_, place)| place.unwrap_or(f64::INFINITY)).collect();
                prop_assert!(placed.is_sorted(), "{placed:?}");
                let own = placed[to];
                prop_assert!(own.is_finite() && placed.iter().filter(|place| **place == own).count() == 1);
            }
        }
    }
}
