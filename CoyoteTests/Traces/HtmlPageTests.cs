using System.Text.Json.Nodes;
using BgpVerified.Checker.Traces;
using Xunit;

namespace BgpVerified.CoyoteTests.Traces;

/// <summary>
/// The page in a browser: stepping through changes what is selected and shown, and nothing covers anything. Skipped where there is no
/// browser.
/// </summary>
public sealed class HtmlPageTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>The labels within each part of the page that are drawn over one another, as text.</summary>
    private const string Overlaps = """
        (() => {
            const parts = [
                "header h1, header .meaning, .configuration > div",
                "#names > span, .corner",
                "#steps .number, #steps .who, #steps .what, #steps .end",
                "nav button, nav .keys",
                "#heading, #input, #step h3, #step li",
                "#panel h3, .process h4, .process .field, .process .fault, #legend dt, #legend dd",
                "header, #diagram, aside",
                "nav, #step, #panel",
                "#heads, #steps li:first-child",
            ];
            const found = [];

            // What is scrolled away lies under what stays.
            const diagram = document.getElementById("diagram");
            const [left, top] = [diagram.scrollLeft, diagram.scrollTop];
            diagram.scrollTo(0, 0);
            for (const part of parts) {
                const boxes = [...document.querySelectorAll(part)].map(e => ({ e, b: e.getBoundingClientRect() }))
                    .filter(({ b }) => b.width > 0 && b.height > 0);
                boxes.forEach(({ e, b }, i) => boxes.slice(i + 1).forEach(({ e: f, b: c }) => {
                    const inside = e.contains(f) || f.contains(e);
                    const apart = b.right <= c.left + 0.5 || c.right <= b.left + 0.5 || b.bottom <= c.top + 0.5 || c.bottom <= b.top + 0.5;
                    if (!inside && !apart) {
                        found.push(`${e.textContent.trim().slice(0, 40)} / ${f.textContent.trim().slice(0, 40)}`);
                    }
                }));
            }
            diagram.scrollTo(left, top);
            return found;
        })()
        """;

    private const string Shown = """
        ({
            step: [...document.querySelectorAll("#steps button")].findIndex(button => button.getAttribute("aria-current") === "step"),
            marked: document.querySelectorAll("#steps [aria-current]").length,
            heading: document.getElementById("heading").textContent,
            input: document.getElementById("input").textContent,
            states: [...document.querySelectorAll(".field b")].map(value => value.textContent).join("|"),
            changed: document.querySelectorAll(".field.changed").length,
            received: document.querySelectorAll("#arrows .received").length,
            sent: document.querySelectorAll("#arrows .sent").length,
        })
        """;

    public static TheoryData<string, int> Traces { get; } = new()
    {
        { "lower-bound", 8 },
        { "faults", 9 },
        { "four", 9 },
        { "ten, by quorums", 16 },
        { "ten, by messages", 16 },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task KeysStepThrough(string name, int processes)
    {
        var sample = Of(name);
        var graph = TraceGraph.Of(sample.System, sample.Trace);
        await Open(sample, 1440, 900);

        Assert.Equal(processes, (int)(await browser.Evaluate("document.querySelectorAll('#names > span').length"))!);
        Assert.Equal(graph.Arrows.Count, (int)(await browser.Evaluate("document.querySelectorAll('#arrows .arrow').length"))!);
        Assert.Equal(sample.Trace.Steps.Count, (int)(await browser.Evaluate("document.querySelectorAll('#nodes > [data-step]').length"))!);
        Assert.Equal(0, (int)(await browser.Evaluate("performance.getEntriesByType('resource').length"))!);

        var walked = Math.Min(sample.Trace.Steps.Count, 40);
        var before = await Look(0);
        for (var step = 1; step <= walked; step++)
        {
            await browser.Press(step % 2 == 0 ? "j" : "ArrowDown");
            var now = await Look(step);
            Assert.Equal($"takes {sample.Trace.Steps[step - 1].Input.Text}", (string?)now["input"]);
            Assert.Equal(graph.Arrows.Count(arrow => arrow.At == step - 1), (int)now["received"]!);
            Assert.Equal(graph.Arrows.Count(arrow => arrow.SentAt == step - 1), (int)now["sent"]!);
            var changes = TraceJson.Changes(sample.Trace.Steps[step - 1]).Count;
            Assert.Equal(changes, (int)now["changed"]!);
            Assert.Equal(changes > 0, (string?)before["states"] != (string?)now["states"]);
            before = now;
        }

        await browser.Press("k");
        await browser.Press("ArrowUp");
        await Look(walked - 2);
        await browser.Press("End");
        await Look(sample.Trace.Steps.Count);
        await browser.Press("ArrowDown");
        await Look(sample.Trace.Steps.Count);
        await browser.Press("Home");
        await browser.Press("k");
        await Look(0);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task NoTextCoversAnother(string name, int processes)
    {
        var sample = Of(name);
        await Open(sample, 1440, 900);
        foreach (var (width, height) in ((int, int)[])[(1440, 900), (1024, 768), (700, 1000)])
        {
            await browser.Resize(width, height);
            for (var step = 0; step <= sample.Trace.Steps.Count; step += Math.Max(1, sample.Trace.Steps.Count / 6))
            {
                await browser.Evaluate($"document.querySelectorAll('#steps button')[{step}].click()");
                Assert.Empty((await browser.Evaluate(Overlaps))!.AsArray().Select(pair => (string?)pair));
                Assert.True((bool)(await browser.Evaluate("document.documentElement.scrollWidth <= innerWidth"))!,
                    $"the page is wider than {width} pixels");
                Assert.True((bool)(await browser.Evaluate(IsInSight))!, $"step {step} of {name} is out of sight at {width} pixels");
            }

            // Lanes stay far enough apart to tell a step's process.
            Assert.True((double)(
                await browser.Evaluate(
                "(() => { const at = [...document.querySelectorAll('#names > span')].map(n => parseFloat(n.style.left)); return "
                + "Math.min(...at.slice(1).map((x, i) => x - at[i])); })()"))! >= 40, $"{processes} lanes");
        }
    }

    [Fact]
    public async Task AClickSelects()
    {
        await Open(SampleTraces.LowerBound, 1440, 900);
        var at = (await browser.Evaluate(
            "(() => { const b = document.querySelector('#nodes > [data-step=\"5\"]').getBoundingClientRect(); return [b.x + b.width / "
            + "2, b.y + b.height / 2]; })()"))!;
        await browser.Click((double)at[0]!, (double)at[1]!);
        await Look(5);

        var link = (await browser.Evaluate(
            "(() => { const b = document.querySelector('#received .jump').getBoundingClientRect(); return [b.x + b.width / 2, b.y + "
            + "b.height / 2]; })()"))!;
        await browser.Click((double)link[0]!, (double)link[1]!);
        await Look(4);
    }

    [Fact]
    public async Task FaultsAreMarked()
    {
        await Open(SampleTraces.Faults(), 1440, 900);
        Assert.Equal(1, (int)(await browser.Evaluate("document.querySelectorAll('#drawing .lane.dead').length"))!);
        Assert.Equal(2, (int)(await browser.Evaluate("document.querySelectorAll('#arrows .cross').length"))!);
        Assert.Equal(1, (int)(await browser.Evaluate("document.querySelectorAll('#nodes .cross').length"))!);

        await Open(SampleTraces.LowerBound, 1440, 900);
        Assert.Equal(2, (int)(await browser.Evaluate("document.querySelectorAll('#drawing .lane.byzantine').length"))!);
        Assert.Equal("leader,a1", (string?)await browser.Evaluate(
            "[...document.querySelectorAll('#names .byzantine')].map(n => n.firstChild.textContent).join()"));
        Assert.Equal(7, (int)(await browser.Evaluate("document.querySelectorAll('#arrows .source').length"))!);
    }

    [Fact]
    public async Task WhatATraceSaysIsNeverMarkup()
    {
        var sample = FormatTests.Hostile();
        await Open(sample, 1440, 900);
        await browser.Press("ArrowDown");
        var shown = await Look(1);
        Assert.Equal($"takes {sample.Trace.Steps[0].Input.Text}", (string?)shown["input"]);
        Assert.Equal(0, (int)(await browser.Evaluate("document.querySelectorAll('img').length"))!);
        Assert.Equal(sample.Trace.Property, (string?)await browser.Evaluate("document.querySelector('.property').textContent"));
    }

    private const string IsInSight = """
        (() => {
            const row = document.querySelector("#steps [aria-current]").getBoundingClientRect();
            const frame = document.getElementById("diagram").getBoundingClientRect();
            const heads = document.getElementById("heads").getBoundingClientRect();
            const node = document.querySelector("#nodes .current")?.getBoundingClientRect();
            const names = document.getElementById("steps").getBoundingClientRect();
            return row.top >= heads.bottom - 1 && row.bottom <= frame.bottom + 1
                && (!node || (node.left >= names.right - 1 && node.right <= frame.right + 1));
        })()
        """;

    private async Task<JsonNode> Look(int step)
    {
        var shown = (await browser.Evaluate(Shown))!;
        Assert.Equal((step, 1), ((int)shown["step"]!, (int)shown["marked"]!));
        Assert.StartsWith(step == 0 ? "Start" : $"Step {step} of ", (string?)shown["heading"], StringComparison.Ordinal);
        return shown;
    }

    private Task Open(Sample sample, int width, int height) => browser.Show(sample.Write("html"), width, height);

    private static Sample Of(string name) => name switch
    {
        "lower-bound" => SampleTraces.LowerBound,
        "faults" => SampleTraces.Faults(),
        "four" => SampleTraces.Messages(SampleTraces.Omitting, 3, 60, 300),
        "ten, by quorums" => SampleTraces.Quorums(SampleTraces.Ten, 1, 100),
        _ => SampleTraces.Messages(SampleTraces.Ten, 3, 20, 300),
    };
}
