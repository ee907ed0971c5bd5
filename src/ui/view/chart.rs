//! Small charts in cells: a line in braille, columns, labels below them. Numbers in, cells out.
use ratatui::layout::Rect;

use super::pen::Pen;
use crate::{text::width, ui::Role};

/// The least and the greatest value to draw: around the values, at least `span` apart, within 0 to 100.
pub(super) fn bounds(values: impl Iterator<Item = f64>, span: f64) -> (f64, f64) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.filter(|value| value.is_finite()) {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        return (0.0, 100.0);
    }
    let missing = (span - (high - low)).max(0.0) / 2.0;
    let (low, high) = (((low - missing) / 5.0).floor() * 5.0, ((high + missing) / 5.0).ceil() * 5.0);
    (low.max(0.0), high.min(100.0).max(low.max(0.0) + 1.0))
}

/// The column of the middle of the `at`-th of `count` values.
pub(super) fn middle(area: Rect, at: usize, count: usize) -> u16 {
    let x = (at as f64 + 0.5) * f64::from(area.width) / count.max(1) as f64;
    area.x + (x as u16).min(area.width.saturating_sub(1))
}

/// A line through values between `low` and `high`; a gap where one is missing is bridged.
pub(super) fn line(pen: &mut Pen<'_>, area: Rect, values: &[Option<f64>], (low, high): (f64, f64), role: Role) {
    if area.is_empty() {
        return;
    }
    let (dots_x, dots_y) = (i32::from(area.width) * 2, i32::from(area.height) * 4);
    let place = |at: usize, value: f64| {
        let x = (at as f64 + 0.5) * f64::from(dots_x) / values.len().max(1) as f64;
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        let y = (1.0 - share) * f64::from(dots_y - 1);
        ((x as i32).min(dots_x - 1), y.round() as i32)
    };
    let points: Vec<(i32, i32)> = values
        .iter()
        .enumerate()
        .filter_map(|(at, value)| value.filter(|value| value.is_finite()).map(|value| place(at, value)))
        .collect();
    if !pen.symbols().braille {
        let point = pen.symbols().point;
        for (x, y) in points {
            pen.put(area.x + (x / 2) as u16, area.y + (y / 4) as u16, 1, point, role);
        }
        return;
    }
    let mut cells = vec![0_u8; usize::from(area.width) * usize::from(area.height)];
    let mut dot = |x: i32, y: i32| {
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let cell = (y / 4) as usize * usize::from(area.width) + (x / 2) as usize;
        if let Some(cell) = cells.get_mut(cell) {
            *cell |= BITS[(y % 4) as usize][(x % 2) as usize];
        }
    };
    if let [(x, y)] = points[..] {
        dot(x, y);
    }
    for pair in points.windows(2) {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
        let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
        for step in 0..=steps {
            let share = f64::from(step) / f64::from(steps);
            let along = |from: i32, to: i32| (f64::from(from) + f64::from(to - from) * share).round() as i32;
            dot(along(x0, x1), along(y0, y1));
        }
    }
    for (at, bits) in cells.into_iter().enumerate().filter(|(_, bits)| *bits != 0) {
        let (x, y) = (at % usize::from(area.width), at / usize::from(area.width));
        let symbol = char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' ');
        pen.put(area.x + x as u16, area.y + y as u16, 1, symbol.encode_utf8(&mut [0; 4]), role);
    }
}

/// The row of a value between `low` and `high`; none where it lies beyond them.
pub(super) fn row(area: Rect, value: f64, (low, high): (f64, f64)) -> Option<u16> {
    if area.is_empty() || !(low..=high).contains(&value) {
        return None;
    }
    Some(area.y + ((1.0 - (value - low) / (high - low)) * f64::from(area.height - 1)).round() as u16)
}

/// A dotted line across at a value, with a word at its end.
pub(super) fn level(pen: &mut Pen<'_>, area: Rect, value: f64, (low, high): (f64, f64), word: &str) {
    let Some(y) = row(area, value, (low, high)) else { return };
    let dotted = pen.symbols().dotted;
    for x in area.left()..area.right() {
        pen.put(x, y, 1, dotted, Role::Dim);
    }
    let wide = width::width(word) as u16 + 2;
    if wide < area.width && !word.is_empty() {
        pen.put(area.right() - wide, y, wide, &format!(" {word} "), Role::Dim);
    }
}

/// One column for each value, as high as its share of the greatest.
pub(super) fn columns(pen: &mut Pen<'_>, area: Rect, values: &[i64], role: Role) {
    let most = values.iter().copied().max().unwrap_or(0);
    let heights = pen.symbols().column;
    if area.height == 0 || most <= 0 {
        return;
    }
    for (at, value) in values.iter().enumerate().filter(|(_, value)| **value > 0) {
        let step = (*value as f64 / most as f64 * 8.0).ceil().clamp(1.0, 8.0) as usize;
        pen.put(middle(area, at, values.len()), area.y, 1, heights[step - 1], role);
    }
}

/// One bar for each value over all rows of the area, from `low` to `high`; a value that is missing is a gap.
pub(super) fn bars(pen: &mut Pen<'_>, area: Rect, values: &[Option<f64>], (low, high): (f64, f64), role: Role) {
    let heights = pen.symbols().column;
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value.filter(|value| value.is_finite()) else { continue };
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        // What is there is seen, however low it is.
        let mut eighths = ((share * f64::from(area.height) * 8.0).round() as usize).max(1);
        for y in area.rows().rev().map(|row| row.y) {
            let step = eighths.min(8);
            if step > 0 {
                pen.put(middle(area, at, values.len()), y, 1, heights[step - 1], role);
            }
            eighths -= step;
        }
    }
}

/// Labels under the middles of the values; those that would touch their neighbour are left out. The last
/// one is always there.
pub(super) fn labels(pen: &mut Pen<'_>, area: Rect, labels: &[(String, Role)]) {
    if area.height == 0 {
        return;
    }
    let mut free = area.right();
    for (at, (label, role)) in labels.iter().enumerate().rev() {
        let wide = width::width(label) as u16;
        if wide > area.width {
            return;
        }
        let x = middle(area, at, labels.len()).saturating_sub(wide / 2).clamp(area.x, area.right() - wide);
        if x + wide <= free {
            pen.put(x, area.y, wide, label, *role);
            free = x.saturating_sub(1);
        }
    }
}
