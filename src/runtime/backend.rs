//! Cells to bytes: the fewest that show a frame. Writes to the terminal, reads nothing from it but its size.
use std::io::{self, Write};

use ratatui::{
    backend::{Backend, ClearType, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
    style::{Color, Modifier},
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A frame with more changed cells than this is shown at once, where the terminal can (mode 2026).
const LARGE_FRAME: usize = 400;

/// A terminal that remembers cursor and style, so that a changed digit costs a few bytes.
#[derive(Debug)]
pub struct Paint<W: Write> {
    out: W,
    bytes: Vec<u8>,
    cursor: Option<(u16, u16)>,
    style: Option<(Color, Color, Modifier)>,
    hidden: Option<bool>,
    /// What was drawn so far, by row and column: what a joined character may have spilled over.
    drawn: Vec<Vec<Cell>>,
}

impl<W: Write> Paint<W> {
    /// A terminal of which nothing is known yet.
    pub fn new(out: W) -> Self {
        Self { out, bytes: Vec::new(), cursor: None, style: None, hidden: None, drawn: Vec::new() }
    }

    /// Forgets what is known of the terminal: somebody else has written to it.
    pub fn forget(&mut self) {
        (self.cursor, self.style, self.hidden) = (None, None, None);
    }

    /// Sends bytes that change neither the cursor nor the style: a bell, a title, a notification.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes.extend_from_slice(bytes);
        self.flush()
    }

    fn go_to(&mut self, x: u16, y: u16) {
        match self.cursor {
            Some(at) if at == (x, y) => {}
            Some((cx, cy)) if cy == y && cx < x => {
                let columns = x - cx;
                let _ =
                    if columns == 1 { self.bytes.write_all(b"\x1b[C") } else { write!(self.bytes, "\x1b[{columns}C") };
            }
            _ => {
                let _ = write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1);
            }
        }
        self.cursor = Some((x, y));
    }

    fn wear(&mut self, fg: Color, bg: Color, modifier: Modifier) {
        if self.style == Some((fg, bg, modifier)) {
            return;
        }
        let mut codes = String::new();
        let (old_fg, old_bg, old) = match self.style {
            Some(style) => style,
            None => {
                codes.push_str(";0");
                (Color::Reset, Color::Reset, Modifier::empty())
            }
        };
        let gone = old - modifier;
        let mut new = modifier - old;
        if gone.intersects(Modifier::BOLD | Modifier::DIM) {
            codes.push_str(";22");
            new |= modifier & (Modifier::BOLD | Modifier::DIM);
        }
        for (flag, off, on) in [
            (Modifier::BOLD, "", ";1"),
            (Modifier::DIM, "", ";2"),
            (Modifier::ITALIC, ";23", ";3"),
            (Modifier::UNDERLINED, ";24", ";4"),
            (Modifier::SLOW_BLINK, ";25", ";5"),
            (Modifier::REVERSED, ";27", ";7"),
            (Modifier::CROSSED_OUT, ";29", ";9"),
        ] {
            if gone.contains(flag) {
                codes.push_str(off);
            }
            if new.contains(flag) {
                codes.push_str(on);
            }
        }
        if old_fg != fg {
            colour(&mut codes, fg, 30);
        }
        if old_bg != bg {
            colour(&mut codes, bg, 40);
        }
        if let Some(codes) = codes.strip_prefix(';') {
            let _ = write!(self.bytes, "\x1b[{codes}m");
        }
        self.style = Some((fg, bg, modifier));
    }

    fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go_to(x, y);
        self.wear(cell.fg, cell.bg, cell.modifier);
        let symbol = cell.symbol();
        self.bytes.extend_from_slice(symbol.as_bytes());
        let width = symbol.width() as u16;
        // Terminals differ on joined and combined characters, so the place after one is not known.
        let sure = symbol.len() == 1 || (symbol.chars().count() == 1 && !is_doubtful(symbol));
        self.cursor = sure.then(|| (x + width, y));
    }

    /// Notes what is drawn in a cell; gives how many columns what stood there may have taken, where that is not sure.
    fn keep(&mut self, x: u16, y: u16, cell: &Cell) -> u16 {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.drawn.len() <= y {
            self.drawn.resize(y + 1, Vec::new());
        }
        let row = &mut self.drawn[y];
        let end = x + cell.symbol().width().max(1);
        if row.len() < end {
            row.resize(end, Cell::EMPTY);
        }
        let before = spread(row[x].symbol());
        row[x] = cell.clone();
        row[x + 1..end].fill(Cell::EMPTY);
        if before > 2 { before } else { 0 }
    }

    /// Draws again what stands after a cell, up to as many columns as a joined character in it may have taken. A
    /// terminal that does not join its parts shows them one after the other, over cells that have not changed and
    /// would stay wrong.
    fn mend_after(&mut self, x: u16, y: u16, width: u16, taken: u16) {
        let Some(row) = self.drawn.get(usize::from(y)) else { return };
        // What was never drawn is blank, as far as the screen is known to reach.
        let columns = self.drawn.iter().map(Vec::len).max().unwrap_or(0);
        let mut row = row.clone();
        row.resize(usize::from(x.saturating_add(taken)).min(columns), Cell::EMPTY);
        let mut at = x + width;
        while let Some(cell) = row.get(usize::from(at)) {
            self.cell(at, y, cell);
            at += (cell.symbol().width() as u16).max(1);
        }
    }
}

/// Columns of a character whose parts stand one after the other.
fn spread(symbol: &str) -> u16 {
    let part = |c: char| match u32::from(c) {
        // Halves of a flag are as wide as a flag for some terminals.
        0x1_f1e6..=0x1_f1ff => 2,
        _ => c.width().unwrap_or(0) as u16,
    };
    symbol.chars().map(part).sum()
}

/// Characters on whose width terminals do not agree.
fn is_doubtful(symbol: &str) -> bool {
    symbol.chars().any(|c| matches!(u32::from(c), 0x1_f000..|0x2600..=0x27bf| 0xe000..=0xf8ff))
}

fn colour(codes: &mut String, colour: Color, base: u8) {
    use std::fmt::Write as _;
    let plain = |n: u8| if n < 8 { base + n } else { base + 52 + n };
    let index = match colour {
        Color::Reset => base + 9,
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => plain(8),
        Color::LightRed => plain(9),
        Color::LightGreen => plain(10),
        Color::LightYellow => plain(11),
        Color::LightBlue => plain(12),
        Color::LightMagenta => plain(13),
        Color::LightCyan => plain(14),
        Color::White => plain(15),
        Color::Indexed(n) => {
            let _ = write!(codes, ";{};5;{n}", base + 8);
            return;
        }
        Color::Rgb(r, g, b) => {
            let _ = write!(codes, ";{};2;{r};{g};{b}", base + 8);
            return;
        }
    };
    let _ = write!(codes, ";{index}");
}

impl<W: Write> Backend for Paint<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let cells: Vec<_> = content.collect();
        let large = cells.len() > LARGE_FRAME;
        if large {
            self.bytes.extend_from_slice(b"\x1b[?2026h");
        }
        let before: Vec<u16> = cells.iter().map(|(x, y, cell)| self.keep(*x, *y, cell)).collect();
        for ((x, y, cell), before) in cells.into_iter().zip(before) {
            self.cell(x, y, cell);
            let (width, taken) = (cell.symbol().width() as u16, spread(cell.symbol()).max(before));
            if taken > width.max(1) && taken > 2 {
                self.mend_after(x, y, width.max(1), taken);
            }
        }
        if large {
            self.bytes.extend_from_slice(b"\x1b[?2026l");
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.hidden != Some(true) {
            self.bytes.extend_from_slice(b"\x1b[?25l");
            self.hidden = Some(true);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.hidden != Some(false) {
            self.bytes.extend_from_slice(b"\x1b[?25h");
            self.hidden = Some(false);
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.map_or(Position::ORIGIN, Position::from))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        self.go_to(position.x, position.y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
        self.drawn.clear();
        self.style = Some((Color::Reset, Color::Reset, Modifier::empty()));
        self.cursor = None;
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        match clear_type {
            ClearType::All => self.clear(),
            ClearType::AfterCursor => self.erase("J"),
            ClearType::BeforeCursor => self.erase("1J"),
            ClearType::CurrentLine => self.erase("2K"),
            ClearType::UntilNewLine => self.erase("K"),
        }
    }

    fn size(&self) -> io::Result<Size> {
        let (columns, rows) = crossterm::terminal::size()?;
        Ok(Size::new(columns, rows))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.bytes.is_empty() {
            let written = self.out.write_all(&self.bytes).and_then(|()| self.out.flush());
            self.bytes.clear();
            written?;
        }
        Ok(())
    }
}

impl<W: Write> Paint<W> {
    fn erase(&mut self, what: &str) -> io::Result<()> {
        self.wear(Color::Reset, Color::Reset, Modifier::empty());
        write!(self.bytes, "\x1b[{what}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    /// Draws buffers one after the other as ratatui would and reads the screen back with a terminal emulator.
    fn replayed(frames: &[Buffer]) -> (vt100::Parser, usize) {
        let area = *frames[0].area();
        let mut parser = vt100::Parser::new(area.height, area.width, 0);
        let mut paint = Paint::new(Vec::new());
        paint.clear().unwrap();
        let mut shown = Buffer::empty(area);
        let mut last = 0;
        for frame in frames {
            paint.draw(shown.diff(frame).into_iter()).unwrap();
            paint.flush().unwrap();
            shown = frame.clone();
            last = paint.out.len();
            parser.process(&std::mem::take(&mut paint.out));
        }
        (parser, last)
    }

    #[test]
    fn what_is_drawn_is_what_a_terminal_shows() {
        let area = Rect::new(0, 0, 30, 4);
        let mut first = Buffer::empty(area);
        first.set_string(0, 0, "写论文 write 25:00", Style::new().red().bold());
        first.set_string(2, 2, "plain", Style::new());
        first.set_string(20, 3, "░▒▓ ⠋⠙", Style::new().fg(Color::Rgb(1, 2, 3)).on_blue());
        let mut second = first.clone();
        second.set_string(0, 0, "写论 文write 24:59", Style::new().red().not_bold().dim());
        second.set_string(28, 1, "文", Style::new().underlined());
        let (parser, _) = replayed(&[first, second.clone()]);
        let screen = parser.screen();
        for y in 0..area.height {
            for x in 0..area.width {
                let (cell, shown) = (&second[(x, y)], screen.cell(y, x).unwrap());
                if shown.is_wide_continuation() {
                    continue;
                }
                let text = if shown.contents().is_empty() { " " } else { shown.contents() };
                assert_eq!(cell.symbol(), text, "{x},{y}");
                assert_eq!(cell.modifier.contains(Modifier::BOLD), shown.bold(), "{x},{y}");
                assert_eq!(cell.modifier.contains(Modifier::DIM), shown.dim(), "{x},{y}");
                assert_eq!(cell.modifier.contains(Modifier::UNDERLINED), shown.underline(), "{x},{y}");
                let expected = match cell.fg {
                    Color::Red => vt100::Color::Idx(1),
                    Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
                    _ => vt100::Color::Default,
                };
                assert_eq!(expected, shown.fgcolor(), "{x},{y}");
            }
        }
    }

    /// The emulator does not join what is joined, as many a terminal: the parts stand one after the other.
    #[test]
    fn nothing_is_left_of_a_joined_character_beyond_its_place_or_after_it() {
        let area = Rect::new(0, 0, 20, 2);
        for joined in ["👨\u{200d}👩\u{200d}👧\u{200d}👦", "🇩🇪"] {
            let mut first = Buffer::empty(area);
            first.set_string(0, 0, joined, Style::new());
            first.set_string(10, 0, "due", Style::new());
            first.set_string(0, 1, "a row to the edge: |", Style::new());
            let mut second = first.clone();
            second.set_string(10, 0, "  文", Style::new());
            let third = Buffer::empty(area);
            for (frames, from) in
                [(&[first.clone()][..], 2), (&[first.clone(), second], 2), (&[first.clone(), third.clone()], 0)]
            {
                let (parser, _) = replayed(frames);
                let last = frames.last().unwrap();
                for x in from..area.width {
                    let shown = parser.screen().cell(0, x).unwrap();
                    if !shown.is_wide_continuation() {
                        let text = if shown.contents().is_empty() { " " } else { shown.contents() };
                        assert_eq!(text, last[(x, 0)].symbol(), "{joined} {x}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_changed_digit_costs_few_bytes() {
        let mut first = Buffer::empty(Rect::new(0, 0, 80, 24));
        first.set_string(10, 5, "24:59", Style::new().cyan());
        let mut second = first.clone();
        second.set_string(10, 5, "24:58", Style::new().cyan());
        let (_, bytes) = replayed(&[first, second]);
        assert!(bytes <= 8, "{bytes}");
    }
}
