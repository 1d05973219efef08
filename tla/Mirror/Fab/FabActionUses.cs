using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Fab;

/// <summary>Says what a handler's step is in <c>Fab.tla</c>.</summary>
internal static class FabActionUses
{
    /// <summary>The actions that a step can be.</summary>
    /// <param name="process">The name of the process that steps.</param>
    /// <param name="before">Its state before.</param>
    /// <param name="input">The input that it takes: a message, a whole quorum, a local input, or a crash.</param>
    /// <returns>The action; none if the module has no such step.</returns>
    public static IReadOnlyList<ActionUse> Of(string process, object before, Input input)
    {
        var self = TlaText.Of(process);
        return input switch
        {
            Start => [new("Start", [self], "TRUE")],
            Elected m => [Taking("BecomeLeader", self, m, "Of(\"elected\")")],
            ReportQuorum m => [Answered(self, TlaText.Set(m.Reports.Select(FabMirror.Of)))],
            Quorum<Learned> => [new("BeSatisfied", [self], "TRUE")],
            Quorum<Satisfied> => [new("Cease", [self], "TRUE")],
            ProgressTimeout m => [new("Suspect", [self], $"LatestRegency = {TlaText.Of(m.Regency)}")],
            Elect m => [new("Elect", [TlaText.Of(m.Regency)], $"{TlaText.Of(m.Regency)} \\in Electable")],
            Propose m => [Taking("Accept", self, m, "Proposes")],
            Query m => [Taking("Answer", self, m, "Queries")],
            Quorum<Accepted> m => [Counting(before is AcceptorState ? "Commit" : "Learn", self, "accepted", m.Statement.Proposal)],
            Quorum<Committed> m => [Counting("LearnCommitted", self, "committed", m.Statement.Proof.Proposal)],
            PullTimeout => [new("AskLearners", [self], "TRUE")],
            Pull m => [Taking("TellLearner", self, m, "Of(\"pull\")")],
            Quorum<Acknowledgment> m =>
                [new("HoldProof", [self, TlaText.Of(m.Statement.Value)], $"{TlaText.Of(m.Statement.Value)} \\in Values")],
            ToldQuorum m => [new("LearnTold", [self, FabMirror.Of(m.Learned)], $"{FabMirror.Of(m.Learned)} \\in Tellable")],
            Crash => [new("Crash", [self], "TRUE")],
            _ => [],
        };
    }

    private static ActionUse Taking(string action, string self, Message message, string among) =>
        new(action, [self, FabMirror.Of(message)], $"{FabMirror.Of(message)} \\in {among}");

    private static ActionUse Answered(string self, string reports) => new("Recover", [self, reports], $"{reports} \\in QuorumsFor({self})");

    private static ActionUse Counting(string action, string self, string type, Proposal proposal) =>
        new(action, [self, FabMirror.Of(proposal)], $"{FabMirror.Of(proposal)} \\in Signable({TlaText.Of(type)})");
}
