//! The view of the look back on the week: figures, suggestions to decide on, questions with their answers.
use ratatui::layout::Rect;

use super::super::{
    Sight, assessment,
    pen::{Pen, Piece},
    waterfall,
};
use crate::{
    domain::{
        look_back::{Decision, LookBack, Offer},
        score::Verdict,
    },
    text::{
        course,
        locale::Arg,
        look_back::{figures, objective, offer_text, question_text},
        width,
    },
    ui::{Intent, Role, page::review::Row, pick},
};

/// From this width on the figures stand beside what is asked.
const BESIDE: u16 = 100;

/// A line with the row that it belongs to.
type Line = (Option<usize>, Vec<Piece>);

pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let week = sight.scene.screen.pages.review.week.unwrap_or(sight.this_week);
    let look = sight.scene.model.look_back(week, sight.scene.moment);
    let days =
        [Some(week.monday()), week.days().last()].map(|day| day.map_or(String::new(), |day| locale.short_date(day)));
    let title = (format!("{week} {} {} – {}", pen.symbols().dot, days[0], days[1]), Role::Dim);
    pen.frame(area, &locale.text("review-title"), &[title], true);
    let inner = Rect {
        x: area.x.saturating_add(2),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    if inner.is_empty() {
        return;
    }
    if inner.width >= BESIDE {
        let left = Rect { width: inner.width * 45 / 100, ..inner };
        let x = left.right() + 2;
        let right = Rect { x, width: inner.right().saturating_sub(x), ..inner };
        let y = lines(&facts(sight, &look, left.width, pen), None, left, pen);
        if let Some(standing) = &look.standing {
            let rest = Rect { y: y + 1, height: left.bottom().saturating_sub(y + 1), ..left };
            waterfall::draw(sight, standing, rest, pen);
        }
        lines(&asked(sight, &look, right.width, pen), Some(sight), right, pen);
    } else {
        let mut all = facts(sight, &look, inner.width, pen);
        all.push((None, Vec::new()));
        all.extend(asked(sight, &look, inner.width, pen));
        lines(&all, Some(sight), inner, pen);
    }
}

/// Writes the lines, from where the selected row is seen; gives the row below.
fn lines(all: &[Line], sight: Option<&Sight<'_>>, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let height = usize::from(area.height);
    let rows = all.iter().filter_map(|(row, _)| *row).max().unwrap_or(0);
    let chosen = sight.map(|sight| sight.scene.screen.pages.review.at.min(rows));
    let of_chosen = |line: &&Line| line.0.is_some() && line.0 == chosen;
    let start = all.iter().position(|line| of_chosen(&line)).unwrap_or(0);
    let end = start + all.iter().filter(of_chosen).count();
    let first = match chosen {
        None => 0,
        // With the first row the figures above it are in sight, where there is room for both.
        Some(0) if end <= height => 0,
        Some(_) => pick::first_row(all.len(), usize::midpoint(start, end), height),
    };
    let mut y = area.y;
    for (_, pieces) in all.iter().skip(first).take(height) {
        pen.line(Rect { y, height: 1, ..area }, pieces);
        y += 1;
    }
    y
}

/// Parts of a line, with as many in one row as fit.
fn joined(parts: &[String], columns: u16, role: Role, pen: &Pen<'_>) -> Vec<Line> {
    let gap = format!(" {} ", pen.symbols().dot);
    let mut found: Vec<String> = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        match found.last_mut() {
            Some(line) if width::width(line) + width::width(&gap) + width::width(part) <= usize::from(columns) => {
                line.push_str(&gap);
                line.push_str(part);
            }
            _ => found.push(part.clone()),
        }
    }
    let wrapped = found.iter().flat_map(|line| width::wrap(line, usize::from(columns)));
    wrapped.map(|line| (None, vec![(line, role)])).collect()
}

fn facts(sight: &Sight<'_>, look: &LookBack<'_>, columns: u16, pen: &Pen<'_>) -> Vec<Line> {
    let locale = sight.scene.locale;
    let [mut work, interrupted, spent] = figures(look, locale);
    work.push(locale.with("review-tasks-done", &[("count", Arg::Int(look.figures.tasks_done as i64))]));
    let mut all = joined(&work, columns, Role::Text, pen);
    all.extend(joined(&interrupted, columns, Role::Text, pen));
    all.extend(joined(&spent, columns, Role::Dim, pen));
    all.extend(joined(&objective(&look.figures.objective, look.combined, locale), columns, Role::Text, pen));
    match &look.standing {
        None => all.push((None, vec![(locale.text("review-not-scored"), Role::Dim)])),
        Some(standing) => {
            let shown = standing.shown();
            let mut pieces = vec![("S ".to_owned(), Role::Dim), (locale.number(shown.score, 1), Role::Accent)];
            if let (Some(delta), Some(week)) = (shown.delta, standing.against) {
                let short = locale.with("date-week-short", &[("week", Arg::Int(week.number().into()))]);
                pieces.push(("  ".to_owned(), Role::Text));
                pieces.push(assessment::change(sight, delta, pen));
                pieces.push((format!(" {}", locale.with("assess-since", &[("week", Arg::Text(&short))])), Role::Dim));
                let verdict = locale.text(match look.verdict {
                    Verdict::Unknown => "cli-noise-unknown",
                    Verdict::WithinNoise => "cli-noise-within",
                    Verdict::RealChange => "cli-noise-real",
                });
                pieces.push((format!(" {} {verdict}", pen.symbols().dot), Role::Dim));
            }
            all.push((None, pieces));
        }
    }
    let forecast = course::forecast_text(look.forecast, "–", locale);
    all.extend(joined(forecast.as_slice(), columns, Role::Dim, pen));
    all
}

fn asked(sight: &Sight<'_>, look: &LookBack<'_>, columns: u16, pen: &Pen<'_>) -> Vec<Line> {
    let locale = sight.scene.locale;
    let chosen = sight.scene.screen.pages.review.row(look);
    let room = usize::from(columns.saturating_sub(2)).max(1);
    let sign = |own: Row| (if own == chosen { pen.symbols().cursor } else { " " }).to_owned();
    let role = |own: Row, usual: Role| if own == chosen { Role::Selection } else { usual };
    let mut all: Vec<Line> = vec![(None, vec![(locale.text("review-suggestions"), Role::Accent)])];
    if look.offers.is_empty() {
        all.extend(
            width::wrap(&locale.text("review-no-suggestions"), room)
                .into_iter()
                .map(|line| (None, vec![("  ".to_owned(), Role::Text), (line, Role::Dim)])),
        );
    }
    for (index, offer) in look.offers.iter().enumerate() {
        let own = Row::Offer(index);
        let usual = if offer.state == Decision::Open { Role::Text } else { Role::Dim };
        for (at, line) in width::wrap(&offered(sight, offer, pen), room).into_iter().enumerate() {
            let sign = if at == 0 { sign(own) } else { " ".to_owned() };
            all.push((Some(index), vec![(format!("{sign} "), Role::Accent), (line, role(own, usual))]));
        }
    }
    all.push((None, Vec::new()));
    all.push((None, vec![(locale.text("review-questions"), Role::Accent)]));
    for (index, question) in look.questions.iter().enumerate() {
        let own = Row::Question(index);
        let row = Some(look.offers.len() + index);
        for (at, line) in width::wrap(&question_text(question.id, look, locale), room).into_iter().enumerate() {
            let sign = if at == 0 { sign(own) } else { " ".to_owned() };
            all.push((row, vec![(format!("{sign} "), Role::Accent), (line, role(own, Role::Dim))]));
        }
        for line in question.answer.as_deref().into_iter().flat_map(str::lines) {
            for line in width::wrap(line, room.saturating_sub(2).max(1)) {
                all.push((row, vec![("    ".to_owned(), Role::Text), (line, Role::Text)]));
            }
        }
    }
    all
}

fn offered(sight: &Sight<'_>, offer: &Offer, pen: &Pen<'_>) -> String {
    let (locale, model) = (sight.scene.locale, sight.scene.model);
    let said = offer_text(offer, model, locale);
    match offer.state {
        Decision::Open => said,
        state => {
            let symbols = pen.symbols();
            let symbol = if state == Decision::Accepted { symbols.done } else { symbols.dropped };
            format!("{symbol} {}: {said}", locale.text(&format!("review-state-{}", state.word())))
        }
    }
}

pub(super) fn hints(sight: &Sight<'_>) -> Vec<(Intent, &'static str)> {
    let week = sight.scene.screen.pages.review.week.unwrap_or(sight.this_week);
    let look = sight.scene.model.look_back(week, sight.scene.moment);
    let mut hints = match sight.scene.screen.pages.review.row(&look) {
        Row::Offer(_) => vec![(Intent::Accept, "help-hint-accept"), (Intent::Dismiss, "help-hint-dismiss")],
        Row::Question(_) => vec![(Intent::Open, "help-hint-write")],
    };
    hints.push((Intent::Left, "help-hint-earlier"));
    if week != sight.this_week {
        hints.push((Intent::Right, "help-hint-later"));
    }
    hints
}
