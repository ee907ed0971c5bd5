//! The time in big digits: a font of 3×5 pixels in several sizes. Pure.
use super::pen::Pen;
use crate::ui::Role;
use ratatui::layout::Rect;

/// How large a pixel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// Plain text.
    Text,
    /// Half a cell high: 3 rows in all.
    Half,
    /// So many rows, twice as many columns.
    Times(u16),
}

/// Rows of a digit's pixels, the leftmost in the highest of three bits.
fn pixels(c: char) -> [u8; 5] {
    match c {
        '0' => [0b111, 0b101, 0b101, 0b101, 0b111],
        '1' => [0b010, 0b110, 0b010, 0b010, 0b111],
        '2' => [0b111, 0b001, 0b111, 0b100, 0b111],
        '3' => [0b111, 0b001, 0b111, 0b001, 0b111],
        '4' => [0b101, 0b101, 0b111, 0b001, 0b001],
        '5' => [0b111, 0b100, 0b111, 0b001, 0b111],
        '6' => [0b111, 0b100, 0b111, 0b101, 0b111],
        '7' => [0b111, 0b001, 0b001, 0b001, 0b001],
        '8' => [0b111, 0b101, 0b111, 0b101, 0b111],
        '9' => [0b111, 0b101, 0b111, 0b001, 0b111],
        '+' => [0b000, 0b010, 0b111, 0b010, 0b000],
        '-' => [0b000, 0b000, 0b111, 0b000, 0b000],
        ':' => [0b000, 0b100, 0b000, 0b100, 0b000],
        _ => [0; 5],
    }
}

/// Rows of a digit in seven segments, where there are no half cells to draw pixels with.
fn segments(c: char) -> [&'static str; 3] {
    match c {
        '0' => [" _ ", "| |", "|_|"],
        '1' => ["   ", "  |", "  |"],
        '2' => [" _ ", " _|", "|_ "],
        '3' => [" _ ", " _|", " _|"],
        '4' => ["   ", "|_|", "  |"],
        '5' => [" _ ", "|_ ", " _|"],
        '6' => [" _ ", "|_ ", "|_|"],
        '7' => [" _ ", "  |", "  |"],
        '8' => [" _ ", "|_|", "|_|"],
        '9' => [" _ ", "|_|", " _|"],
        '+' => ["   ", " + ", "   "],
        '-' => ["   ", " - ", "   "],
        ':' => [" ", ".", "."],
        _ => ["   "; 3],
    }
}

fn pixel_columns(c: char) -> u16 {
    if c == ':' { 1 } else { 3 }
}

/// Columns and rows that a text takes.
pub(super) fn measure(text: &str, size: Size) -> (u16, u16) {
    let count = text.chars().count() as u16;
    let pixels: u16 = text.chars().map(pixel_columns).sum::<u16>() + count.saturating_sub(1);
    match size {
        Size::Text => (count, 1),
        Size::Half => (pixels, 3),
        Size::Times(times) => (pixels * 2 * times, 5 * times),
    }
}

/// The largest size in which a text fits.
pub(super) fn largest(text: &str, columns: u16, rows: u16) -> Size {
    let fits = |size: &Size| {
        let (wide, high) = measure(text, *size);
        wide <= columns && high <= rows
    };
    let sizes = [Size::Times(3), Size::Times(2), Size::Times(1), Size::Half];
    sizes.into_iter().find(fits).unwrap_or(Size::Text)
}

/// Draws a time at the top left of a place.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, text: &str, size: Size, role: Role) {
    let [full, upper, lower] = pen.symbols().pixel;
    let mut x = area.x;
    match size {
        Size::Text => {
            pen.put(area.x, area.y, area.width, text, role);
        }
        Size::Half if pen.is_ascii() => {
            for c in text.chars() {
                for (y, row) in (area.y..).zip(segments(c)) {
                    pen.put(x, y, pixel_columns(c), row, role);
                }
                x += pixel_columns(c) + 1;
            }
        }
        Size::Half => {
            for c in text.chars() {
                let rows = pixels(c);
                for column in 0..pixel_columns(c) {
                    let lit = |row: usize| rows.get(row).is_some_and(|bits| bits & (0b100 >> column) != 0);
                    for row in 0..3 {
                        let symbol = match (lit(row * 2), lit(row * 2 + 1)) {
                            (true, true) => full,
                            (true, false) => upper,
                            (false, true) => lower,
                            (false, false) => continue,
                        };
                        pen.put(x + column, area.y + row as u16, 1, symbol, role);
                    }
                }
                x += pixel_columns(c) + 1;
            }
        }
        Size::Times(times) => {
            let run = full.repeat(usize::from(2 * times));
            for c in text.chars() {
                for (row, bits) in pixels(c).into_iter().enumerate() {
                    for column in (0..pixel_columns(c)).filter(|column| bits & (0b100 >> column) != 0) {
                        for sub in 0..times {
                            let y = area.y + row as u16 * times + sub;
                            pen.put(x + column * 2 * times, y, 2 * times, &run, role);
                        }
                    }
                }
                x += (pixel_columns(c) + 1) * 2 * times;
            }
        }
    }
}
