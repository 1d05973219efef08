using BgpVerified.Checker.Messages;
using BgpVerified.Spec.Protocols;

#if COYOTE
using BgpVerified.CoyoteTests.Coyote.Engine;
#else
using Xunit.Sdk;
#endif

namespace BgpVerified.CoyoteTests.Coyote;

/// <summary>What Coyote is to run.</summary>
/// <param name="Iterations">How many schedules at the most; it stops at the first bug.</param>
/// <param name="Seed">The seed of the first schedule; each further one has the next.</param>
internal sealed record CoyoteOptions(uint Iterations, uint Seed = 1)
{
    /// <summary>How many scheduling decisions a schedule may take; more is a bug. No run of the tests comes near.</summary>
    public uint MaxSteps { get; init; } = 20_000;

    /// <summary>Coyote's own trace of a bug, to be followed again; null to explore.</summary>
    public string? Reproduce { get; init; }
}

/// <summary>What Coyote found.</summary>
/// <param name="Bugs">How many bugs: 0, or 1 since it stops there.</param>
/// <param name="Schedules">How many schedules it ran.</param>
/// <param name="Report">Its words on the bug; empty if there is none.</param>
/// <param name="Choices">The steps of the last schedule, as <see cref="MessageWorld"/> takes them.</param>
/// <param name="Reproducible">Its own trace of the bug; empty if there is none.</param>
/// <param name="Kinds">The kinds of inputs that processes took in all schedules, by the names of their types.</param>
internal sealed record CoyoteResult(
    int Bugs,
    uint Schedules,
    string Report,
    IReadOnlyList<Choice> Choices,
    string Reproducible,
    IReadOnlySet<string> Kinds);

/// <summary>Runs a configured protocol under Microsoft Coyote, where it is there; elsewhere the test that asks is skipped.</summary>
internal static class CoyoteRuns
{
#if COYOTE
    /// <summary>Every process an actor, and the network and the adversary as well.</summary>
    public static CoyoteResult Actors(ISystem system, CoyoteOptions options) => ActorEngine.Run(system, options);

    /// <summary>The processes as <see cref="MessageWorld"/> runs them; Coyote only chooses what happens next.</summary>
    public static CoyoteResult Choices(ISystem system, CoyoteOptions options) => ChoiceEngine.Run(system, options);
#else
    private const string Absent =
        "no package source has Microsoft.Coyote.Core, .Actors and .Test 1.7.11: add one that has them, and restore and build again "
        + "(docs/COYOTE.md)";

    public static CoyoteResult Actors(ISystem system, CoyoteOptions options) => throw SkipException.ForSkip(Absent);

    public static CoyoteResult Choices(ISystem system, CoyoteOptions options) => throw SkipException.ForSkip(Absent);
#endif
}
