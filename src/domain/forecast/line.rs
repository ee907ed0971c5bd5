//! A least-squares line through weekly points, with Student's t for its bands. Plain numbers only.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// A least-squares line y = mean_y + slope·(x − mean_x), x counted from the first week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    first: i64,
    n: f64,
    mean_x: f64,
    mean_y: f64,
    pub(super) slope: f64,
    sxx: f64,
    /// Residual standard deviation, n − 2 degrees of freedom.
    pub(super) sigma: f64,
    pub(super) r2: Option<f64>,
    /// 90 % quantile of Student's t.
    t: f64,
}

fn weeks_between(from: i64, to: i64) -> f64 {
    (i128::from(to) - i128::from(from)) as f64
}

/// The 90 % quantile of Student's t with `df` ≥ 1 degrees of freedom: to 1e-10 up to df = 1000, which is 19 years of weeks;
/// the library's inverse loses digits far beyond (1e-8 at 1e5, 4e-4 at 1e6).
fn t90(df: f64) -> Option<f64> {
    let student = StudentsT::new(0.0, 1.0, df).ok()?;
    let t = student.inverse_cdf(0.9);
    t.is_finite().then_some(t)
}

impl Line {
    /// `None` with fewer than 3 points or numbers that leave the finite range.
    pub(super) fn fit(points: &[(i64, f64)], of: impl Fn(f64) -> f64) -> Option<Self> {
        if points.len() < 3 {
            return None;
        }
        let first = points[0].0;
        let n = points.len() as f64;
        let xy: Vec<(f64, f64)> = points.iter().map(|&(week, score)| (weeks_between(first, week), of(score))).collect();
        let mean_x = xy.iter().map(|p| p.0).sum::<f64>() / n;
        let mean_y = xy.iter().map(|p| p.1).sum::<f64>() / n;
        let sxx: f64 = xy.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
        let sxy: f64 = xy.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
        let syy: f64 = xy.iter().map(|p| (p.1 - mean_y).powi(2)).sum();
        let slope = sxy / sxx;
        let rest: f64 = xy.iter().map(|p| (p.1 - mean_y - slope * (p.0 - mean_x)).powi(2)).sum();
        let line = Self {
            first,
            n,
            mean_x,
            mean_y,
            slope,
            sxx,
            sigma: (rest / (n - 2.0)).sqrt(),
            r2: (syy > 0.0).then(|| (1.0 - rest / syy).max(0.0)),
            t: t90(n - 2.0)?,
        };
        (sxx > 0.0 && line.slope.is_finite() && line.sigma.is_finite()).then_some(line)
    }

    pub(super) fn intercept(&self) -> f64 {
        self.mean_y - self.slope * (self.first as f64 + self.mean_x)
    }

    pub(super) fn slope_band(&self) -> (f64, f64) {
        let reach = self.t * self.sigma / self.sxx.sqrt();
        (self.slope - reach, self.slope + reach)
    }

    /// Lower, middle and upper value of y in a week, for a single new point.
    pub(super) fn at(&self, week: i64) -> (f64, f64, f64) {
        let off = weeks_between(self.first, week) - self.mean_x;
        let mid = self.mean_y + self.slope * off;
        let reach = self.t * self.sigma * (1.0 + 1.0 / self.n + off * off / self.sxx).sqrt();
        (mid - reach, mid, mid + reach)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_the_table() {
        for (df, t) in
            [(1.0, 3.077_683_537_18), (4.0, 1.533_206_274_06), (6.0, 1.439_755_747_27), (1000.0, 1.282_398_721_46)]
        {
            assert!((t90(df).unwrap() - t).abs() < 1e-10);
        }
        assert_eq!(t90(0.0), None);
        assert_eq!(t90(f64::NAN), None);
    }

    #[test]
    fn two_points_are_no_fit() {
        assert_eq!(Line::fit(&[(0, 1.0), (1, 2.0)], |s| s), None);
        let exact = Line::fit(&[(5, 1.0), (6, 3.0), (7, 5.0)], |s| s).unwrap();
        assert_eq!((exact.slope, exact.intercept()), (2.0, -9.0));
        assert_eq!((exact.sigma, exact.r2), (0.0, Some(1.0)));
    }
}
