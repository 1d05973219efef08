using BgpVerified.Kit;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>The state of a process, which is leader of some views, acceptor and learner.</summary>
/// <param name="Id">Which process.</param>
/// <param name="View">The view that it is in.</param>
/// <param name="Proposed">As a leader: the last view that it has proposed in; -1 for none.</param>
/// <param name="Acked">The proposal that it has acknowledged last; null for none.</param>
/// <param name="Commit">Its newest commit certificate; null for none.</param>
/// <param name="Decided">What it has decided; null if nothing.</param>
public sealed record OptimalState(ProcessId Id, int View, int Proposed, Shown? Acked, CommitCertificate? Commit, string? Decided)
    : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("view", $"{View}"),
        ("proposed", Proposed < 0 ? "-" : $"{Proposed}"),
        ("acked", Acked?.ToString() ?? "nil"),
        ("commit", Commit?.ToString() ?? "-"),
        ("decided", Decided ?? "-"),
    ];

    /// <summary>A process before anything has happened.</summary>
    public static OptimalState Initial(ProcessId id) => new(id, 0, -1, null, null, null);
}
