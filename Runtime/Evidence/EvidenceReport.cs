namespace BgpVerified.Runtime.Evidence;

/// <summary>A log.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Lines">Its lines; they are read several times.</param>
public sealed record EvidenceLog(string Name, Func<IEnumerable<string>> Lines);

/// <summary>The first thing that does not fit.</summary>
/// <param name="Log">The log's name.</param>
/// <param name="Line">The line's number in it, from 1.</param>
/// <param name="Process">The process; null for none.</param>
/// <param name="Input">What it took; null for none.</param>
/// <param name="What">What is not so, in one line.</param>
public sealed record EvidenceFailure(string Log, long Line, string? Process, string? Input, string What)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Log}:{Line}:{(Process is null ? string.Empty : $" {Process},")}{(Input is null ? string.Empty : $" at '{Input}':")} {What}";
}

/// <summary>What came of verifying logs.</summary>
public sealed record EvidenceReport
{
    /// <summary>The protocol.</summary>
    public required string Protocol { get; init; }

    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary>The processes whose logs are there.</summary>
    public required IReadOnlyList<string> Processes { get; init; }

    /// <summary>How many steps were replayed.</summary>
    public long Steps { get; init; }

    /// <summary>How many messages were received.</summary>
    public long Received { get; init; }

    /// <summary>How many messages were sent.</summary>
    public long Sent { get; init; }

    /// <summary>How many different commands were learned.</summary>
    public int Learned { get; init; }

    /// <summary>How many proposed commands some learner has not learned.</summary>
    public int Missing { get; init; }

    /// <summary>Whether all logs end quietly, so that every command that was proposed has to be learned.</summary>
    public bool ClaimsLiveness { get; init; }

    /// <summary>Logs that end in the middle of a line, as after a kill.</summary>
    public IReadOnlyList<string> Unfinished { get; init; } = [];

    /// <summary>The first thing that does not fit; null if all does.</summary>
    public EvidenceFailure? Failure { get; init; }
}

/// <summary>What is given is not logs that could be verified.</summary>
/// <param name="what">What is wrong, and what would be right, in one line.</param>
public sealed class InvalidEvidenceException(string what) : Exception(what);

/// <summary>Something does not fit.</summary>
internal sealed class DoesNotFitException(EvidenceFailure failure) : Exception(failure.ToString())
{
    public EvidenceFailure Failure { get; } = failure;
}
