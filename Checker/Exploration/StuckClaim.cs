using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <summary>What a search from stuck states came to.</summary>
internal sealed record StuckOutcome(Verdict Verdict, int? Root, Trace? Ending, World? End, BreadthFirst Search);

/// <summary>What is known of the stuck states of a property.</summary>
/// <param name="ways">The ways of going on.</param>
internal sealed class StuckClaim(IReadOnlyList<IReadOnlyList<Continuation>> ways)
{
    /// <summary>The ways of going on, each with its continuations, smaller ones first.</summary>
    public IReadOnlyList<IReadOnlyList<Continuation>> Ways => ways;

    /// <summary>All continuations, in words.</summary>
    public IReadOnlyList<string> Tried => [.. ways.SelectMany(way => way).Select(continuation => continuation.Further)];

    /// <summary>The way in which all are explored together now.</summary>
    public int Way { get; set; }

    /// <summary>The continuation of that way.</summary>
    public int Further { get; set; }

    /// <summary>How many states were run on.</summary>
    public int Sampled { get; set; }

    /// <summary>The processes that go last in each continuation.</summary>
    public Dictionary<Continuation, IReadOnlyList<int>> Observers { get; } = [];

    /// <summary>What was visited in the continuation in which all are explored together: nothing there ends badly.</summary>
    public BreadthFirst? Search { get; set; }

    /// <summary>The states for which no continuation of a way is enough, with how a run ends in the largest.</summary>
    public Dictionary<(World World, int Way), Trace?> Hopeless { get; } = [];

    /// <summary>How the last run that went on badly ends.</summary>
    public Trace? Ending { get; set; }

    /// <summary>Of the states that were continued by themselves, whether they are late; false if that is not known.</summary>
    public Dictionary<World, bool> Known { get; } = [];
}
