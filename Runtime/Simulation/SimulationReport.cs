using BgpVerified.Spec.Histories;

namespace BgpVerified.Runtime.Simulation;

/// <summary>What came of a simulated run.</summary>
public sealed record SimulationReport
{
    /// <summary>The protocol's name.</summary>
    public required string Protocol { get; init; }

    /// <summary>What was simulated.</summary>
    public required SimulationOptions Options { get; init; }

    /// <summary>f, as the quorums had it.</summary>
    public required int Faults { get; init; }

    /// <summary>The property that was violated; null if the run is safe.</summary>
    public string? Violation { get; init; }

    /// <summary>What violated it.</summary>
    public string? What { get; init; }

    /// <summary>Whether the clients' history is linearizable; null where replies say nothing that the learners do not.</summary>
    public HistoryVerdict? Linearizable { get; init; }

    /// <summary>How many commands clients asked for.</summary>
    public required int Asked { get; init; }

    /// <summary>How many commands their clients learned.</summary>
    public required int Learned { get; init; }

    /// <summary>Whether every learner learned every command.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Virtual time from the first command to the last one learned by its client.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Learn latency at the client's learner, in milliseconds: median.</summary>
    public required double P50 { get; init; }

    /// <summary>The same, 99th percentile.</summary>
    public required double P99 { get; init; }

    /// <summary>The same, longest.</summary>
    public required double Worst { get; init; }

    /// <summary>The mean one-way delay of the topology in milliseconds, with which latencies are compared.</summary>
    public required double OneWay { get; init; }

    /// <summary>Median number of messages one after another, from the client's request or the last timeout, that led to learning.</summary>
    public required int Delays { get; init; }

    /// <summary>The share of commands learned in the protocol's common number of delays, since the client's request.</summary>
    public required double FastShare { get; init; }

    /// <summary>Messages between machines, a command learned.</summary>
    public required double Messages { get; init; }

    /// <summary>Bytes between machines, a command learned.</summary>
    public required double Bytes { get; init; }

    /// <summary>Signatures made, a command learned.</summary>
    public required double Signed { get; init; }

    /// <summary>Signatures checked, a command learned.</summary>
    public required double Verified { get; init; }

    /// <summary>The longest message, in bytes.</summary>
    public required long LargestMessage { get; init; }

    /// <summary>The largest state of a process, in bytes, as it was sampled.</summary>
    public required long LargestState { get; init; }

    /// <summary>The most statements that a process kept messages for, as it was sampled.</summary>
    public required int LargestCollector { get; init; }

    /// <summary>Events simulated.</summary>
    public required long Events { get; init; }

    /// <summary>How sizes grew.</summary>
    public IReadOnlyList<SizeSample> Samples { get; init; } = [];

    /// <summary>What the protocol says of the run besides, each with a name.</summary>
    public IReadOnlyList<(string Name, string Value)> Notes { get; init; } = [];

    /// <summary>What clients saw.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];
}

/// <summary>Sizes at a time of the run.</summary>
/// <param name="Learned">How many commands were learned by their clients.</param>
/// <param name="State">The largest state of a process, in bytes.</param>
/// <param name="Message">The longest message since the sample before, in bytes.</param>
/// <param name="Collected">The most statements that a process kept messages for.</param>
public sealed record SizeSample(int Learned, long State, long Message, int Collected);
