using System.Globalization;
using System.Security;
using System.Text;

namespace BgpVerified.Runtime.Simulation;

/// <summary>A plot of lines as SVG, readable on light and on dark ground.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="X">The horizontal axis, with its unit.</param>
/// <param name="Y">The vertical axis, with its unit.</param>
/// <param name="Lines">The lines; no more than six.</param>
public sealed record LinePlot(string Title, string X, string Y, IReadOnlyList<PlotLine> Lines)
{
    private const double Left = 70;
    private const double Top = 40;
    private const double Width = 500;
    private const double Height = 260;
    private const double WholeWidth = Left + Width + 190;
    private const double WholeHeight = Top + Height + 60;

    // Colours of Okabe and Ito that are told apart by those who see few colours, too, and seen on white and on black.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"];

    /// <summary>Plots one below the other, as one SVG document.</summary>
    /// <param name="plots">The plots.</param>
    /// <returns>The text.</returns>
    public static string Stack(params IReadOnlyList<LinePlot> plots)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WholeWidth} {WholeHeight * plots.Count}\">\n");
        foreach (var (i, plot) in plots.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate(0 {WholeHeight * i})\">\n{plot.ToSvg()}</g>\n");
        }

        return text.Append("</svg>\n").ToString();
    }

    /// <summary>The plot as an SVG document.</summary>
    /// <returns>The text.</returns>
    public string ToSvg()
    {
        var points = Lines.SelectMany(line => line.Points).ToList();
        var (x, y) = (new Scale(points.Select(point => point.X)), new Scale(points.Select(point => point.Y).Append(0)));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WholeWidth}\" height=\"{WholeHeight}\" ");
        text.Append(CultureInfo.InvariantCulture, $"viewBox=\"0 0 {WholeWidth} {WholeHeight}\" ");
        text.Append("font-family=\"sans-serif\" font-size=\"13\">\n");
        text.Append("<style>text{fill:#24292f}.axis{stroke:#24292f}.grid{stroke:#8c959f;stroke-opacity:.35}"
            + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.axis{stroke:#e6edf3}}</style>\n");
        Write(text, Left, 22, "start", Title, "font-size=\"15\" font-weight=\"bold\"");
        foreach (var tick in y.Ticks)
        {
            Line(text, "grid", Left, Down(y, tick), Left + Width, Down(y, tick));
            Write(text, Left - 8, Down(y, tick) + 4, "end", y.Text(tick));
        }

        foreach (var tick in x.Ticks)
        {
            Line(text, "axis", Across(x, tick), Top + Height, Across(x, tick), Top + Height + 5);
            Write(text, Across(x, tick), Top + Height + 20, "middle", x.Text(tick));
        }

        Line(text, "axis", Left, Top, Left, Top + Height);
        Line(text, "axis", Left, Top + Height, Left + Width, Top + Height);
        Write(text, Left + (Width / 2), Top + Height + 44, "middle", X);
        Write(text, 0, 0, "middle", Y, string.Create(CultureInfo.InvariantCulture,
            $"transform=\"translate(16 {Top + (Height / 2)}) rotate(-90)\""));
        foreach (var (i, line) in Lines.Index())
        {
            var colour = Colours[i % Colours.Length];
            var path = string.Join(' ', line.Points.Select(point => $"{Number(Across(x, point.X))},{Number(Down(y, point.Y))}"));
            text.Append(CultureInfo.InvariantCulture,
                $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{Dashes(i)}/>\n");
            if (line.Points.Count <= 20)
            {
                foreach (var point in line.Points)
                {
                    text.Append(CultureInfo.InvariantCulture,
                        $"<circle cx=\"{Number(Across(x, point.X))}\" cy=\"{Number(Down(y, point.Y))}\" r=\"3\" fill=\"{colour}\"/>\n");
                }
            }

            var (at, from) = (Top + 10 + (20 * i), Left + Width + 12);
            text.Append(CultureInfo.InvariantCulture,
                $"<polyline points=\"{from},{at} {from + 24},{at}\" stroke=\"{colour}\" stroke-width=\"2\"{Dashes(i)}/>\n");
            Write(text, Left + Width + 42, at + 4, "start", line.Name);
        }

        return text.Append("</svg>\n").ToString();
    }

    // Lines are told apart without colours, too.
    private static string Dashes(int line) => line switch
    {
        0 => string.Empty,
        1 => " stroke-dasharray=\"8 4\"",
        2 => " stroke-dasharray=\"2 3\"",
        _ => " stroke-dasharray=\"10 3 2 3\"",
    };

    private static double Across(Scale x, double value) => Left + (Width * x.Share(value));

    private static double Down(Scale y, double value) => Top + (Height * (1 - y.Share(value)));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string kind, double x1, double y1, double x2, double y2) =>
        text.Append(CultureInfo.InvariantCulture,
            $"<line class=\"{kind}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>\n");

    private static void Write(StringBuilder text, double x, double y, string anchor, string what, string more = "") =>
        text.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\" {more}>{SecurityElement.Escape(what)}</text>\n");

    /// <summary>Numbers on an axis: from the least to the most, with round ticks.</summary>
    private sealed class Scale
    {
        public Scale(IEnumerable<double> values)
        {
            var all = values.DefaultIfEmpty().ToList();
            var (least, most) = (all.Min(), Math.Max(all.Max(), all.Min() + 1e-9));
            var power = Math.Pow(10, Math.Floor(Math.Log10((most - least) / 5)));
            Step = new double[] { 1, 2, 5, 10 }.Select(unit => unit * power).First(step => (most - least) / step <= 6);
            (From, To) = (Math.Floor(least / Step) * Step, Math.Ceiling(most / Step) * Step);
        }

        public double From { get; }

        public double To { get; }

        public double Step { get; }

        public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((To - From) / Step) + 1).Select(i => From + (i * Step));

        public double Share(double value) => (value - From) / (To - From);

        public string Text(double value) => Math.Abs(value) >= 1_000_000
            ? $"{(value / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture)} M"
            : Math.Abs(value) >= 10_000 ? $"{(value / 1000).ToString("0.##", CultureInfo.InvariantCulture)} k"
            : Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture);
    }
}

/// <summary>A line of a plot.</summary>
/// <param name="Name">What it is, for the legend.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);
