using BgpVerified.Kit;
using BgpVerified.Spec.Consensus;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>What must hold, and what must happen in a run, in terms of the processes' states.</summary>
internal sealed class OptimalProperties(OptimalConfig config, IRole processes)
{
    private bool IsCommonCase => config.Views == 1 && !config.MayLeaderFail(0);

    private IEnumerable<int> Views => Enumerable.Range(0, config.Views);

    private bool AreLeadersCorrect => !Views.Any(config.IsByzantineLeader);

    public IEnumerable<Property> Properties()
    {
        yield return Of("AgreementInv", PropertyKind.Invariant, Decided, (after, _) => ValueConsensus.Agreement(after.Select(Text)),
            "no two correct processes decide different values");
        yield return Of("ValidityInv", PropertyKind.Invariant, Decided,
            (after, _) => !AreLeadersCorrect || after.Select(Text).OfType<string>().All(IsInputOfLeader),
            "unless a leader is Byzantine, what is decided is the input of a leader");
        yield return Of("StabilityProp", PropertyKind.Transition, Decided,
            (before, after) => before.Zip(after).All(pair => Text(pair.First) is null || pair.First.Equals(pair.Second)),
            "what a process has decided never changes");
        if (config.ClaimsLiveness)
        {
            yield return Of("TerminationProp", PropertyKind.Eventually, Decided, (after, _) => after.All(value => Text(value) is not null),
                "every correct process decides in the end");
        }

        if (IsCommonCase && config.FaultyCount <= config.T)
        {
            yield return OfSteps("TwoStepProp", self => self.Acked is not null, config.DecideSize,
                "with a correct leader that nobody leaves, and at most t faulty processes, all decide in two message delays");
        }
        else if (IsCommonCase && config.FaultyCount <= config.F && config.HasSlowPath)
        {
            yield return OfSteps("ThreeStepProp", self => self.Commit is not null, config.CommitSize,
                "with a correct leader that nobody leaves, and at most f faulty processes, all decide in three message delays");
        }
    }

    public IEnumerable<Goal> Goals()
    {
        if (config.N - config.Byzantine.Count > 0)
        {
            yield return Step("ReachTwoSteps", input => input is Quorum<Ack>, self => self.Decided,
                "a process decides by acknowledgments");
        }

        if (config.HasSlowPath)
        {
            yield return Step("ReachThreeSteps", input => input is Quorum<Commit>, self => self.Decided,
                "a process decides by commit certificates");
        }

        if (Views.Skip(1).Any(view => !config.IsByzantineLeader(view)))
        {
            yield return Led("ReachFreeChoice", choice => choice == Choice.Any, "votes leave a new leader free to choose");
            yield return Led("ReachObliged", choice => choice.Value is not null, "votes oblige a new leader to a value");
        }

        if (Views.Skip(1).Any(view => !config.IsByzantineLeader(view) && Views.Take(view).Any(config.IsByzantineLeader)))
        {
            yield return Step("ReachEquivocation", input => input is Votes votes && Selection.ProvesEquivocation(votes.All, config),
                self => self.Proposed, "a new leader proposes where an earlier one is proved to have equivocated");
        }
    }

    private bool IsInputOfLeader(string value) =>
        Views.Any(view => config.InputOf(new('p', config.LeaderOf(view))) == value);

    /// <summary>In the end all have decided, and so many correct processes have done what takes a message delay less.</summary>
    private Property OfSteps(string name, Func<OptimalState, bool> has, int size, string meaning) =>
        Of(name, PropertyKind.Eventually, self => new Seen(has(self), self.Decided is not null),
            (after, _) => after.Cast<Seen>().Count(seen => seen.Has) >= size && after.Cast<Seen>().All(seen => seen.HasDecided), meaning);

    private Property Of(
        string name, PropertyKind kind, Func<OptimalState, object> read, Func<IReadOnlyList<object>, IReadOnlyList<object>, bool> holds,
        string meaning) => new(name, kind, processes.Places, (_, state) => read((OptimalState)state), holds, meaning);

    private Goal Led(string name, Func<Choice, bool> choice, string meaning) =>
        Step(name, input => input is Votes votes && choice(Selection.Of(votes.All, config)), self => self.Proposed, meaning);

    private static Goal Step(string name, Func<Input, bool> taken, Func<OptimalState, object?> changes, string meaning) =>
        new(name, (_, before, input, after) => before is OptimalState old && after is OptimalState self && taken(input)
            && !Equals(changes(old), changes(self)), (_, _) => true, meaning);

    private static object Decided(OptimalState self) => self.Decided ?? string.Empty;

    private static string? Text(object value) => (string)value is { Length: > 0 } text ? text : null;

    private sealed record Seen(bool Has, bool HasDecided);
}
