using System.Reflection;
using BgpVerified.Mutants.Trials;

namespace BgpVerified.Mutants.Subjects;

/// <summary>What exploring a scenario came to.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Property">The property violated or the goal not reached; empty if none is.</param>
/// <param name="Steps">The counterexample's length.</param>
/// <param name="States">States found.</param>
/// <param name="Depth">The depth.</param>
/// <param name="NotReached">The goals not reached.</param>
internal sealed record Explored(string Verdict, string Property, string Steps, string States, string Depth, string NotReached)
{
    /// <summary>What tests pin of a counterexample.</summary>
    public string Outcome => Property.Length == 0 ? Verdict : $"{Verdict} {Property} in {Steps}";

    /// <summary>What tests pin of a run to the end.</summary>
    public string Numbers => $"{Outcome}, {States} states, depth {Depth}";
}

/// <summary>A changed assembly and what is explored with it.</summary>
internal sealed class Subject
{
    private readonly Type exploring;
    private readonly IReadOnlyDictionary<string, object> protocols;

    public Subject(string project, byte[] image)
    {
        Context = new SubjectContext(project, image);
        exploring = Context.Project("Mutants").GetType(typeof(Exploring).FullName!)!;
        protocols = (IReadOnlyDictionary<string, object>)Call(nameof(Exploring.Protocols), Context.Project("Impl"))!;
    }

    public SubjectContext Context { get; }

    /// <summary>The protocols that are in the assembly.</summary>
    public IEnumerable<string> Protocols => protocols.Keys;

    /// <summary>The protocols whose class is in one of these folders.</summary>
    public IEnumerable<string> ProtocolsIn(IReadOnlyList<string> folders) =>
        protocols.Where(entry => folders.Contains(entry.Value.GetType().Namespace!.Split('.')[2])).Select(entry => entry.Key);

    public string[] DefaultScenarios(string protocol) => (string[])Call(nameof(Exploring.DefaultScenarios), protocols[protocol])!;

    public string[] Cases(string protocol) => (string[])Call(nameof(Exploring.Cases), protocols[protocol])!;

    public Explored Explore(string protocol, string explored, long maxStates, double maxSeconds)
    {
        var result = (string[])Call(nameof(Exploring.Explore), protocols[protocol], explored, maxStates, maxSeconds)!;
        return new(result[0], result[1], result[2], result[3], result[4], result[5]);
    }

    private object? Call(string method, params object[] arguments) =>
        exploring.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
