//! The bottom line: what was answered last, or else the keys that do something now.
mod hints;

use ratatui::layout::{Position, Rect};

use super::{Sight, pen::Pen};
use crate::{
    domain::id::Id,
    text::{locale::Arg, undo::undo_text},
    ui::{
        Intent, Role, Scene,
        keymap::sign,
        press::{Offer, offer},
        screen::{Dialog, Tone},
    },
};

/// The key of an intent as it is shown: "space", "空格"; "–" where it has none.
pub(super) fn key_name(scene: &Scene<'_>, intent: Intent) -> String {
    scene.keymap.first(intent).map_or_else(|| "–".to_owned(), |key| shown(scene, key))
}

/// A key as it is shown.
pub(super) fn shown(scene: &Scene<'_>, key: &str) -> String {
    if key.contains(' ') {
        return key.split_whitespace().map(|key| shown(scene, key)).collect::<Vec<_>>().join(" ");
    }
    match key {
        "space" => scene.locale.text("key-space"),
        // In ASCII an arrow is no sign for itself.
        key if scene.theme.is_ascii() => key.to_owned(),
        key => sign(key).to_owned(),
    }
}

pub(super) fn draw(sight: &Sight<'_>, line: Rect, banner_here: bool, pen: &mut Pen<'_>) -> Option<Position> {
    let scene = sight.scene;
    let line = Rect { x: line.x + 1, width: line.width.saturating_sub(2), ..line };
    let searched = match scene.screen.dialog {
        Some(Dialog::Filter) => Some(&scene.screen.filter),
        Some(Dialog::Sessions) => Some(&scene.screen.pages.history.filter),
        Some(Dialog::FindSetting) => Some(&scene.screen.pages.settings.search),
        _ => None,
    };
    if let Some(searched) = searched {
        let x = pen.put(line.x, line.y, line.width, "/ ", Role::Accent);
        let (text, cursor) = searched.window(usize::from(line.right().saturating_sub(x)));
        let end = pen.put(x, line.y, line.right().saturating_sub(x), &text, Role::Text);
        if scene.screen.dialog == Some(Dialog::Filter) && line.right() > end + 12 {
            let (said, role) = beside_filter(sight);
            pen.put(end + 3, line.y, line.right() - end - 3, &said, role);
        }
        return Some(Position::new(x.saturating_add(cursor as u16).min(line.right().saturating_sub(1)), line.y));
    }
    if !scene.screen.typed.is_empty() {
        typed(scene, line, pen);
        return None;
    }
    if let Some(message) = &scene.screen.message {
        let role = if message.tone == Tone::Refused { Role::Bad } else { Role::Good };
        let more = match message.tone {
            Tone::Undoable | Tone::Sized => Some(("common-undoes", Intent::Undo)),
            Tone::Marked => Some(("timer-note-it", Intent::Note)),
            Tone::Done | Tone::Refused | Tone::Undone => None,
        };
        let mut pieces = vec![(message.text.clone(), role)];
        let tail = more.map(|(key, intent)| {
            let name = key_name(scene, intent);
            scene.locale.with(key, &[("key", Arg::Text(&name))])
        });
        let next = undoes(scene).filter(|_| message.tone == Tone::Undone);
        let next = next.map(|what| {
            let key = key_name(scene, Intent::Undo);
            let args = [("key", Arg::Text(&key)), ("what", Arg::Text(&what))];
            crate::text::width::cut(&scene.locale.with("common-undo-next", &args), usize::from(line.width) / 2)
                .into_owned()
        });
        let offered = sized(scene).filter(|_| message.tone == Tone::Sized);
        let tail = match (offered, tail.or(next)) {
            (Some(offered), Some(tail)) => Some(format!("{offered} {} {tail}", pen.symbols().dot)),
            (offered, tail) => offered.or(tail),
        };
        let tail = tail.map(|tail| format!(" {} {tail}", pen.symbols().dot));
        if let Some(tail) = tail {
            // How to take it back is worth more than the end of a long title.
            let room = usize::from(line.width).saturating_sub(crate::text::width::width(&tail));
            pieces[0].0 = crate::text::width::cut(&message.text, room.max(8)).into_owned();
            pieces.push((tail, Role::Dim));
        }
        pen.line(line, &pieces);
        return None;
    }
    if let Some(banner) = scene.banner.filter(|_| banner_here) {
        pen.line(line, &[(banner.to_owned(), Role::Warn)]);
        return None;
    }
    for (place, _, name, text) in placed(sight, line) {
        let x = pen.put(place.x, place.y, place.width, &name, Role::Accent);
        pen.put(x + 1, place.y, place.width, &text, Role::Dim);
    }
    None
}

/// The keys that were pressed, and what can follow them.
fn typed(scene: &Scene<'_>, line: Rect, pen: &mut Pen<'_>) {
    let after = scene.keymap.after(&scene.screen.typed);
    let words = after.first().map_or("", |(keys, _)| keys);
    let begun: Vec<&str> = words.split_whitespace().take(scene.screen.typed.len()).collect();
    let mut x = pen.put(line.x, line.y, line.width, &format!("{} …", shown(scene, &begun.join(" "))), Role::Warn) + 3;
    for (keys, intent) in after {
        let rest: Vec<&str> = keys.split_whitespace().skip(begun.len()).collect();
        let (name, text) = (shown(scene, &rest.join(" ")), scene.locale.text(&intent.key()));
        let wide = (crate::text::width::width(&name) + 1 + crate::text::width::width(&text)) as u16;
        if x.saturating_add(wide) > line.right() {
            break;
        }
        x = pen.put(x, line.y, wide, &name, Role::Accent);
        x = pen.put(x + 1, line.y, wide, &text, Role::Dim) + 3;
    }
}

/// The keys that do something now, with their places in the line; those that do not fit are left out.
fn placed(sight: &Sight<'_>, line: Rect) -> Vec<(Rect, Intent, String, String)> {
    let scene = sight.scene;
    let (mut x, mut all) = (line.x, Vec::new());
    for (intent, key) in hints::of(sight) {
        if scene.keymap.first(intent).is_none() {
            continue;
        }
        let (name, text) = (key_name(scene, intent), scene.locale.text(key));
        let wide = (crate::text::width::width(&name) + 1 + crate::text::width::width(&text)) as u16;
        if x.saturating_add(wide) > line.right() {
            break;
        }
        all.push((Rect { x, width: wide, height: 1, ..line }, intent, name, text));
        x += wide + 3;
    }
    all
}

/// The intent whose key stands at a place of the bottom line.
pub(super) fn at(sight: &Sight<'_>, line: Rect, place: Position) -> Option<Intent> {
    let screen = sight.scene.screen;
    if screen.message.is_some() || screen.dialog.is_some() || !screen.typed.is_empty() {
        return None;
    }
    let line = Rect { x: line.x + 1, width: line.width.saturating_sub(2), ..line };
    placed(sight, line).into_iter().find(|(found, ..)| found.contains(place)).map(|(_, intent, ..)| intent)
}

/// What is offered for the task that was just given a size.
fn sized(scene: &Scene<'_>) -> Option<String> {
    let last = scene.model.undo.last()?;
    let changed = |id: &Id| last.changes.iter().any(|field| field.id == *id);
    let offer = offer(scene.screen, scene.model, scene.moment)?;
    let concerned = match &offer {
        Offer::Split(id, _) => changed(id),
        Offer::Merge(bundle) => bundle.tasks.iter().any(changed),
    };
    concerned.then(|| brief(scene, &offer))
}

/// An offer in a few words, with the key that takes it.
pub(super) fn brief(scene: &Scene<'_>, offer: &Offer) -> String {
    let key = key_name(scene, Intent::Accept);
    let key = ("key", Arg::Text(&key));
    match offer {
        Offer::Split(_, split) => {
            scene.locale.with("task-sized-split", &[key, ("parts", Arg::Int(split.parts.into()))])
        }
        Offer::Merge(bundle) => {
            let count = Arg::Int(i64::try_from(bundle.tasks.len()).unwrap_or(i64::MAX));
            scene.locale.with("task-sized-merge", &[key, ("count", count)])
        }
    }
}

/// What the next undo takes back: what was done, and to what; none where nothing is left or it has changed since.
pub(super) fn undoes(scene: &Scene<'_>) -> Option<String> {
    let preview = scene.model.undo_preview().filter(|preview| preview.possible)?;
    Some(undo_text(scene.locale, preview.entry))
}

/// What an intent does, in the words of the help: undo says what it would take back.
pub(super) fn described(scene: &Scene<'_>, intent: Intent) -> String {
    match undoes(scene).filter(|_| intent == Intent::Undo) {
        Some(what) => scene.locale.with("help-undoes", &[("what", Arg::Text(&what))]),
        None => scene.locale.text(&intent.key()),
    }
}

/// Beside a filter: what is wrong with it, or what it can hold.
fn beside_filter(sight: &Sight<'_>) -> (String, Role) {
    let scene = sight.scene;
    if let Some(wrong) = sight.rows.wrong() {
        return (wrong.text(scene.locale), Role::Bad);
    }
    let saved = scene.model.rules.filters.iter().map(|(name, _)| format!("@{name}"));
    let saved = saved.collect::<Vec<_>>().join(" ");
    (scene.locale.with("task-filter-forms", &[("saved", Arg::Text(&saved))]), Role::Dim)
}
