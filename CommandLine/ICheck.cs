using System.Diagnostics;
using System.Globalization;
using BgpVerified.Checker.Exploration;
using BgpVerified.Spec.Protocols;
using Trace = BgpVerified.Checker.Traces.Trace;

namespace BgpVerified.CommandLine;

/// <summary>A way to check scenarios, one after another.</summary>
internal interface ICheck
{
    /// <summary>Whether a scenario in which a bound was reached is followed by the next.</summary>
    bool GoesOn { get; }

    /// <summary>The last scenario's counterexample; null if there is none.</summary>
    Trace? Trace { get; }

    /// <summary>What is about to be checked, as text.</summary>
    string Heading(Scenario scenario, ISystem system);

    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="system">The protocol, built in it.</param>
    /// <param name="left">How many scenarios are still to be checked, with this one.</param>
    Verdict Run(Scenario scenario, ISystem system, int left);

    /// <summary>What the last scenario came to, as text.</summary>
    string Outcome();

    /// <summary>The last scenario's counterexample was written.</summary>
    /// <param name="path">Where.</param>
    void WrittenTo(string path);

    /// <summary>What all scenarios came to: the contract's object.</summary>
    object Json();
}

/// <summary>The time that a whole command may take.</summary>
/// <param name="most">That time.</param>
internal sealed class TimeLimit(TimeSpan most)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    public TimeSpan Spent => clock.Elapsed;

    /// <summary>What ended a run.</summary>
    /// <param name="isShared">Whether other scenarios had a share of it.</param>
    public string Text(bool isShared) => string.Create(CultureInfo.InvariantCulture,
        $"time {most.TotalSeconds:0.#######}s{(isShared ? ", which the scenarios share" : string.Empty)}");

    public TimeSpan Left => most == TimeSpan.MaxValue ? most : most > Spent ? most - Spent : TimeSpan.Zero;
}
