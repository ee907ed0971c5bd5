//! A buffer as an SVG: texts by style, lines and blocks as shapes, so that it looks the same with every font.
use std::{collections::BTreeMap, fmt::Write};

use focus_tui::text::width;
use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};

/// Width and height of a cell, and the line on which letters stand, in tenths of a pixel.
const WIDE: u32 = 84;
const HIGH: u32 = 180;
const BASE: u32 = 134;
const MARGIN: u32 = 100;

/// The ground and the ink of a picture.
#[derive(Clone, Copy)]
pub(crate) struct Paper {
    pub(crate) ground: &'static str,
    pub(crate) ink: &'static str,
}

fn px(tenths: u32) -> String {
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn ink(cell: &Cell, paper: Paper) -> String {
    match cell.fg {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => paper.ink.to_owned(),
    }
}

/// Where a cell begins.
fn corner(x: u16, y: u16) -> (u32, u32) {
    (MARGIN + u32::from(x) * WIDE, MARGIN + u32::from(y) * HIGH)
}

/// The picture of a buffer.
pub(crate) fn svg(buffer: &Buffer, paper: Paper) -> String {
    let area = buffer.area;
    let (wide, high) = (u32::from(area.width) * WIDE + 2 * MARGIN, u32::from(area.height) * HIGH + 2 * MARGIN);
    let (mut texts, mut shapes) = (String::new(), Shapes::default());
    for y in 0..area.height {
        let mut run: Option<(u16, String, String, Modifier)> = None;
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            let columns = (width::width(cell.symbol()) as u16).max(1);
            let color = ink(cell, paper);
            let text = if shapes.take(cell.symbol(), x, y, &color) { " " } else { cell.symbol() };
            let style = cell.modifier & (Modifier::BOLD | Modifier::REVERSED);
            let goes_on = run.as_ref().is_some_and(|(_, _, known, modifier)| {
                (*known == color && *modifier == style)
                    || (text == " " && !style.contains(Modifier::REVERSED) && !modifier.contains(Modifier::REVERSED))
            });
            // Wide characters are set one by one: fonts do not agree on how wide they are.
            if columns > 1 || !goes_on {
                put(&mut texts, run.take(), y, paper);
            }
            match &mut run {
                Some((_, known, ..)) => known.push_str(text),
                None => run = Some((x, text.to_owned(), color, style)),
            }
            if columns > 1 {
                put(&mut texts, run.take(), y, paper);
            }
            x += columns;
        }
        put(&mut texts, run, y, paper);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\">\n\
         <style>text{{font:14px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,'Noto Sans Mono CJK SC',monospace;white-space:pre}}\
         .b{{font-weight:bold}}path{{fill:none;stroke-width:1.2}}</style>\n\
         <rect width=\"{w}\" height=\"{h}\" rx=\"8\" fill=\"{}\"/>\n{}{texts}</svg>\n",
        paper.ground,
        shapes.svg(),
        w = px(wide),
        h = px(high),
    )
}

fn put(texts: &mut String, run: Option<(u16, String, String, Modifier)>, y: u16, paper: Paper) {
    let Some((x, text, color, style)) = run else { return };
    let bold = if style.contains(Modifier::BOLD) { " class=\"b\"" } else { "" };
    let mut fill = color.as_str();
    if style.contains(Modifier::REVERSED) {
        let (left, top) = corner(x, y);
        let (w, h) = (px(width::width(&text) as u32 * WIDE), px(HIGH));
        let (left, top) = (px(left), px(top));
        let _ = write!(texts, "<rect x=\"{left}\" y=\"{top}\" width=\"{w}\" height=\"{h}\" fill=\"{color}\"/>");
        fill = paper.ground;
    }
    // Not every program keeps spaces: each text between wider gaps has a place of its own.
    let mut rest = text.as_str();
    while !rest.trim().is_empty() {
        let begins = text.len() - rest.trim_start().len();
        let end = text[begins..].find("  ").map_or(text.len(), |at| begins + at);
        let shown = text[begins..end].trim_end();
        let (left, top) = corner(x + width::width(&text[..begins]) as u16, y);
        let columns = width::width(shown) as u32;
        let length = if columns > 1 { format!(" textLength=\"{}\"", px(columns * WIDE)) } else { String::new() };
        let shown = shown.replace('&', "&amp;").replace('<', "&lt;");
        let (x, y) = (px(left), px(top + BASE));
        let _ = writeln!(texts, "<text x=\"{x}\" y=\"{y}\" fill=\"{fill}\"{bold}{length}>{shown}</text>");
        rest = &text[end..];
    }
}

/// Lines and blocks by colour.
#[derive(Default)]
struct Shapes {
    lines: BTreeMap<String, String>,
    /// Level lines: colour and whether they are thick → left, top, width.
    level: BTreeMap<(String, bool), Vec<[u32; 3]>>,
    /// Blocks: colour and opacity in percent → left, top, width, height.
    blocks: BTreeMap<(String, u8), Vec<[u32; 4]>>,
}

impl Shapes {
    /// Takes a symbol that is a shape.
    fn take(&mut self, symbol: &str, x: u16, y: u16, color: &str) -> bool {
        let mut chars = symbol.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { return false };
        let (left, top) = corner(x, y);
        let (half, middle, radius) = (WIDE / 2, HIGH / 2, 40);
        let mut line = |d: String| self.lines.entry(color.to_owned()).or_default().push_str(&d);
        let at = |x: u32, y: u32| format!("M{} {}", px(x), px(y));
        match c {
            '┄' => line(format!("{}h{}", at(left + 20, top + middle), px(WIDE / 2))),
            '│' => line(format!("{}v{}", at(left + half, top), px(HIGH))),
            '├' => line(format!("{}v{}m0 -{}h{}", at(left + half, top), px(HIGH), px(middle), px(half))),
            '┤' => line(format!("{}v{}m0 -{}h-{}", at(left + half, top), px(HIGH), px(middle), px(half))),
            '╭' => {
                line(format!("{}v-{}q0 -4 4 -4H{}", at(left + half, top + HIGH), px(middle - radius), px(left + WIDE)))
            }
            '╮' => line(format!("{}v-{}q0 -4 -4 -4H{}", at(left + half, top + HIGH), px(middle - radius), px(left))),
            '╰' => line(format!("{}v{}q0 4 4 4H{}", at(left + half, top), px(middle - radius), px(left + WIDE))),
            '╯' => line(format!("{}v{}q0 4 -4 4H{}", at(left + half, top), px(middle - radius), px(left))),
            '─' | '━' | '╸' => {
                let long = if c == '╸' { half } else { WIDE };
                let all = self.level.entry((color.to_owned(), c != '─')).or_default();
                match all.last_mut() {
                    // Cells beside each other are one line.
                    Some([x, y, wide]) if *y == top + middle && *x + *wide == left => *wide += long,
                    _ => all.push([left, top + middle, long]),
                }
            }
            '█' | '▓' | '▒' | '░' => {
                let opacity = match c {
                    '█' => 100,
                    '▓' => 75,
                    '▒' => 50,
                    _ => 25,
                };
                self.block(color, opacity, left, top, WIDE, HIGH);
            }
            '▀' => self.block(color, 100, left, top, WIDE, middle),
            '▁'..='▇' => {
                let high = HIGH * (c as u32 - '▁' as u32 + 1) / 8;
                self.block(color, 100, left, top + HIGH - high, WIDE, high);
            }
            '\u{2801}'..='\u{28ff}' => {
                let bits = c as u32 - 0x2800;
                for (bit, (column, row)) in
                    [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)].into_iter().enumerate()
                {
                    if bits & (1 << bit) != 0 {
                        self.block(color, 100, left + 10 + column * 42, top + 12 + row * 45, 24, 24);
                    }
                }
            }
            _ => return false,
        }
        true
    }

    fn block(&mut self, color: &str, opacity: u8, left: u32, top: u32, wide: u32, high: u32) {
        let all = self.blocks.entry((color.to_owned(), opacity)).or_default();
        match all.last_mut() {
            Some([x, y, w, h]) if (*y, *h) == (top, high) && *x + *w == left => *w += wide,
            _ => all.push([left, top, wide, high]),
        }
    }

    fn svg(&self) -> String {
        let mut all = String::new();
        for (color, d) in &self.lines {
            let _ = writeln!(all, "<path stroke=\"{color}\" d=\"{d}\"/>");
        }
        for ((color, thick), level) in &self.level {
            let one = |[x, y, wide]: &[u32; 3]| format!("M{} {}h{}", px(*x), px(*y), px(*wide));
            let d: String = level.iter().map(one).collect();
            let style = if *thick { " style=\"stroke-width:3\"" } else { "" };
            let _ = writeln!(all, "<path stroke=\"{color}\"{style} d=\"{d}\"/>");
        }
        for ((color, opacity), blocks) in &self.blocks {
            let one = |[x, y, wide, high]: &[u32; 4]| {
                format!("M{} {}h{}v{}h-{}z", px(*x), px(*y), px(*wide), px(*high), px(*wide))
            };
            let d: String = blocks.iter().map(one).collect();
            let faint = if *opacity < 100 { format!(" opacity=\".{opacity}\"") } else { String::new() };
            let _ = writeln!(all, "<path style=\"fill:{color}\"{faint} d=\"{d}\"/>");
        }
        all
    }
}
