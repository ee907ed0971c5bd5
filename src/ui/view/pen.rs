//! Writing into cells: cleaned, cut to columns, by role. The only file that touches the buffer.
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};

use crate::{
    text::{sanitize, width},
    ui::{Role, Symbols, Theme},
};

/// A piece of a line: its text and its role.
pub(super) type Piece = (String, Role);

/// The buffer with the theme to draw in.
pub(super) struct Pen<'a> {
    buf: &'a mut Buffer,
    theme: &'a Theme,
}

/// Columns of a line of pieces.
pub(super) fn columns(pieces: &[Piece]) -> u16 {
    let sum: usize = pieces.iter().map(|(text, _)| width::width(&sanitize::sanitize(text))).sum();
    u16::try_from(sum).unwrap_or(u16::MAX)
}

impl<'a> Pen<'a> {
    pub(super) fn new(buf: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buf, theme }
    }

    pub(super) fn symbols(&self) -> &'static Symbols {
        self.theme.symbols()
    }

    /// Writes text from a cell on, cut to `columns`; gives the column after it.
    pub(super) fn put(&mut self, x: u16, y: u16, columns: u16, text: &str, role: Role) -> u16 {
        self.styled(x, y, columns, text, self.theme.style(role))
    }

    /// Writes text at the right end of `columns`. What is left of it stays blank: a role that underlines or reverses
    /// is for the text alone.
    pub(super) fn put_right(&mut self, x: u16, y: u16, columns: u16, text: &str, role: Role) -> u16 {
        let wide = width::width(&sanitize::sanitize(text)).min(usize::from(columns)) as u16;
        self.put(x.saturating_add(columns - wide), y, wide, text, role);
        x.saturating_add(columns)
    }

    /// Whether only ASCII symbols are drawn.
    pub(super) fn is_ascii(&self) -> bool {
        self.theme.is_ascii()
    }

    /// As `put`, in reverse: for what must not be overlooked.
    pub(super) fn loud(&mut self, x: u16, y: u16, columns: u16, text: &str, role: Role) -> u16 {
        let style = self.theme.style(role).add_modifier(Modifier::REVERSED | Modifier::BOLD);
        self.styled(x, y, columns, text, style)
    }

    fn styled(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let area = self.buf.area;
        if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
            return x;
        }
        let room = columns.min(area.right() - x);
        let text = sanitize::sanitize(text);
        let mut text = width::cut(&text, usize::from(room));
        if self.is_ascii() && !text.is_ascii() {
            text = text.chars().map(plain).collect::<String>().into();
        }
        // What stood there before, a frame say, must not shine through a role that leaves its colour open.
        let style = Style::reset().patch(style);
        let end = self.buf.set_stringn(x, y, &text, usize::from(room), style).0;
        if style.add_modifier.contains(Modifier::UNDERLINED) {
            self.bare_ends(x..end, y);
        }
        end
    }

    /// Underlines words only: the blanks before and after them are there for the distance.
    fn bare_ends(&mut self, columns: std::ops::Range<u16>, y: u16) {
        let blank = |x: &u16, buf: &Buffer| buf[(*x, y)].symbol() == " ";
        let first = columns.clone().take_while(|x| blank(x, self.buf)).count();
        let last = columns.clone().rev().take_while(|x| blank(x, self.buf)).count();
        for x in columns.clone().take(first).chain(columns.rev().take(last)) {
            self.buf[(x, y)].modifier.remove(Modifier::UNDERLINED);
        }
    }

    /// Writes pieces one after the other in the first line of `area`; gives the column after them.
    pub(super) fn line(&mut self, area: Rect, pieces: &[Piece]) -> u16 {
        let mut x = area.x;
        if area.height == 0 {
            return x;
        }
        for (text, role) in pieces {
            if x >= area.right() {
                break;
            }
            x = self.put(x, area.y, area.right() - x, text, *role);
        }
        x
    }

    /// Writes pieces at the right end of the first line of `area`, if they fit into it whole; gives the
    /// column where they begin.
    pub(super) fn line_right(&mut self, area: Rect, pieces: &[Piece]) -> u16 {
        let wide = columns(pieces);
        if area.height == 0 || wide > area.width {
            return area.right();
        }
        let x = area.right() - wide;
        self.line(Rect { x, width: wide, ..area }, pieces);
        x
    }

    /// Draws the edge of a frame that is there in another role; what is written on it stays.
    pub(super) fn edge(&mut self, area: Rect, role: Role) {
        let style = self.theme.style(role);
        let frame = self.symbols().frame;
        let area = area.intersection(self.buf.area);
        for y in area.top()..area.bottom() {
            let inside = y > area.top() && y + 1 < area.bottom();
            for x in area.left()..area.right() {
                let edge = !inside || x == area.left() || x + 1 == area.right();
                if edge && frame.contains(&self.buf[(x, y)].symbol()) {
                    self.buf[(x, y)].set_style(style);
                }
            }
        }
    }

    /// A frame with a title on the left and pieces on the right of its upper edge.
    pub(super) fn frame(&mut self, area: Rect, title: &str, right: &[Piece], focused: bool) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let role = if focused { Role::Accent } else { Role::Border };
        let [top_left, top_right, bottom_left, bottom_right, across, down, ..] = self.symbols().frame;
        let (x1, y1) = (area.right() - 1, area.bottom() - 1);
        // An underlined frame is a comb.
        let style = self.theme.style(role).remove_modifier(Modifier::UNDERLINED);
        for x in area.x + 1..x1 {
            self.styled(x, area.y, 1, across, style);
            self.styled(x, y1, 1, across, style);
        }
        for y in area.y + 1..y1 {
            self.styled(area.x, y, 1, down, style);
            self.styled(x1, y, 1, down, style);
        }
        for (x, y, symbol) in
            [(area.x, area.y, top_left), (x1, area.y, top_right), (area.x, y1, bottom_left), (x1, y1, bottom_right)]
        {
            self.styled(x, y, 1, symbol, style);
        }
        let room = Rect { x: area.x + 2, y: area.y, width: area.width.saturating_sub(4), height: 1 };
        let mut end = room.x;
        if room.width >= 3 {
            let name = if focused { Role::Accent } else { Role::Text };
            end = self.line(room, &[(format!(" {title} "), name)]);
        }
        // The right part gives way to the title.
        let wide = columns(right) + 2;
        if !right.is_empty() && end.saturating_add(wide) < room.right() {
            let mut pieces = vec![(" ".to_owned(), Role::Dim)];
            pieces.extend(right.iter().cloned());
            pieces.push((" ".to_owned(), Role::Dim));
            self.line_right(room, &pieces);
        }
    }

    /// A rule across a framed area, with a title in it.
    pub(super) fn rule(&mut self, frame: Rect, y: u16, title: &str) {
        let [.., across, _, tee_left, tee_right] = self.symbols().frame;
        for x in frame.x + 1..frame.right().saturating_sub(1) {
            self.put(x, y, 1, across, Role::Border);
        }
        self.put(frame.x, y, 1, tee_left, Role::Border);
        self.put(frame.right().saturating_sub(1), y, 1, tee_right, Role::Border);
        self.put(frame.x + 2, y, frame.width.saturating_sub(4), &format!(" {title} "), Role::Dim);
    }

    /// Empties a place. A wide character that would reach into it from the left goes as well.
    pub(super) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buf.area);
        for y in area.top()..area.bottom() {
            // A cluster can be wider than two columns; the cells it covers are blank.
            let before = (self.buf.area.x..area.x).rev().find(|x| self.buf[(*x, y)].symbol() != " ");
            if let Some(x) = before.filter(|x| width::width(self.buf[(*x, y)].symbol()) > usize::from(area.x - x)) {
                self.buf[(x, y)].set_symbol(" ");
            }
            for x in area.left()..area.right() {
                self.buf[(x, y)].reset();
            }
        }
    }

    /// A bar of `columns` cells, `share` of it full.
    pub(super) fn bar(&mut self, x: u16, y: u16, columns: u16, share: f64, role: Role) {
        let [full, rest] = self.symbols().bar;
        let filled = cells(columns, share);
        for at in 0..columns {
            let (symbol, role) = if at < filled { (full, role) } else { (rest, Role::Border) };
            self.put(x.saturating_add(at), y, 1, symbol, role);
        }
    }

    /// A thin line of progress.
    pub(super) fn progress(&mut self, x: u16, y: u16, columns: u16, share: f64, role: Role) {
        let [full, half, rest] = self.symbols().line;
        let halves = cells(columns.saturating_mul(2), share);
        for at in 0..columns {
            let (symbol, role) = match halves.saturating_sub(at * 2) {
                0 => (rest, Role::Border),
                1 => (half, role),
                _ => (full, role),
            };
            self.put(x.saturating_add(at), y, 1, symbol, role);
        }
    }
}

/// How many of `columns` a share fills.
fn cells(columns: u16, share: f64) -> u16 {
    if share.is_finite() { (f64::from(columns) * share.clamp(0.0, 1.0)).round() as u16 } else { 0 }
}
/// The sign that stands for another one in ASCII, as wide as that; letters of any script stay.
fn plain(c: char) -> char {
    match c {
        '…' => '~',
        '–' | '—' | '·' | '−' => '-',
        '×' => 'x',
        '→' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        c => c,
    }
}
